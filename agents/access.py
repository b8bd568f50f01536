"""Who may do what, as ``access_table`` says; denied by default.

Whatever is not yours to know cannot be found; what you may see but not do is refused.  Every denial is one line
of the log.  A view of a team asks ``member`` before it looks anything up, so that nobody learns what is there.
"""

import logging
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseNotAllowed

from agents.access_table import KNOWN, NAMES, TABLE
from agents.models import (
    Document,
    Event,
    Follow,
    Membership,
    Notice,
    Proposal,
    ProposalFollow,
    ReviewLink,
    Role,
    SavedView,
    Session,
    Team,
    User,
)
from agents.operations.teams import may_found
from agents.queries import review_links
from agents.queries.inbox import notices
from agents.queries.people import members, memberships
from agents.queries.saved_views import saved_views
from agents.queries.touching import is_proposed

INTO_OR_OUT_OF_THE_ARCHIVE = Q(archived_before=None, archived_after__isnull=False) | Q(
    archived_before__isnull=False, archived_after=None
)
MAKES_LINKS = "POST proposal-links"
logger = logging.getLogger("agents.access")


class Denied(PermissionDenied):
    """Refused here, and logged already."""


def gate(request: HttpRequest) -> HttpResponseNotAllowed | None:
    """Let pass only what the table knows: no line for an address is refused, none for a method is 405."""
    name = request.resolver_match.url_name
    if name not in NAMES:
        logger.error("no line in agents/access_table.py for %s", name)
        _log(request, request.resolver_match.kwargs.get("team", ""), why="no line")
        raise Denied
    if _ask(request) in KNOWN:
        return None
    return HttpResponseNotAllowed([method for method in ("GET", "HEAD", "POST") if _ask(request, method) in KNOWN])


def member(request: HttpRequest, team_slug: str, *, action: str = "") -> Membership:
    """Return the membership of who asks, whose role the table finds large enough.

    ``action`` is the word of the table's line where the role hangs on more than the address.
    Http404 for strangers, Denied for too small a role and for what has no line.
    """
    request.asked = ask = f"{_ask(request)} {action}" if action else _ask(request)
    request.own = memberships(request.user)  # all of them: the navigation leads to the others
    membership = next((one for one in request.own if one.team.slug == team_slug), None)
    if membership is None or not request.user.is_active:
        _log(request, team_slug, why="outsider")
        raise Http404("No such team.")
    request.membership = membership
    line = TABLE.get(ask)
    if line is None or not isinstance(line.least, Role):
        logger.error("no line for members in agents/access_table.py for %s", ask)
        _deny(request, membership, why="no line")
    elif membership.role < line.least:
        _deny(request, membership, _needs(membership, ask), why="role")
    return membership


def may(membership: Membership, ask: str) -> bool:
    """Whether the member's role is enough for a line of the table."""
    return membership.role >= TABLE[ask].least


def who_may(team: Team, ask: str) -> set[int]:
    """The people who can sign in and whose role in the team is enough for a line of the table."""
    return {one.user_id for one in members(team) if one.user.is_active and may(one, ask)}


def may_save(membership: Membership) -> bool:
    """Whether the team's rule lets the member save; who may not can propose."""
    return membership.role >= max(Role.AUTHOR, membership.team.direct_save)


def refuse(request: HttpRequest, membership: Membership, sentence: str) -> NoReturn:
    """Refuse a member what is not theirs to do, though their role could do it elsewhere."""
    _deny(request, membership, sentence, why="not one’s own")


def _ask(request: HttpRequest, method: str = "") -> str:
    method = method or request.method
    return f"{'GET' if method == 'HEAD' else method} {request.resolver_match.url_name}"


def _needs(membership: Membership, ask: str) -> str:
    return f"This needs the role {TABLE[ask].least.label.lower()} in {membership.team.name}."


def _deny(request: HttpRequest, membership: Membership, sentence: str = "", *, why: str) -> NoReturn:
    _log(request, membership.team.slug, why=why)
    raise Denied(sentence)


def _log(request: HttpRequest, team: str, *, why: str) -> None:
    who = {"user": request.user.pk, "team": team, "address": request.resolver_match.url_name}
    logger.warning("authz.denied", extra=who | {"method": request.method, "why": why})


def document(membership: Membership, family: str, slug: str, *, among: QuerySet[Document] | None = None) -> Document:
    """Return a document of the member's team with its head, whether they follow it and whether
    an open proposal changes it, and what ``among`` brings.

    Http404 when there is none.
    """
    found = _documents(membership, family, among).filter(slug=slug).first()
    if found is None:
        raise Http404("No such document.")
    found.team = membership.team
    return found


def edited_document(membership: Membership, family: str, slug: str, *, key: str) -> Document:
    """Return the document whose edit is posted; one that was renamed meanwhile is known by its ``key``."""
    is_key = key.isascii() and key.isdecimal() and len(key) < 19
    found = _documents(membership, family).filter(pk=int(key)).first() if is_key else None
    if found is None:
        return document(membership, family, slug)
    found.team = membership.team
    return found


def _documents(membership: Membership, family: str, among: QuerySet[Document] | None = None) -> QuerySet[Document]:
    follows = Follow.objects.filter(document=OuterRef("pk"), person=membership.user_id)
    return (
        (Document.objects.all() if among is None else among)
        .select_related("head")
        .annotate(is_followed=Exists(follows), is_proposed=is_proposed())
        .filter(team=membership.team_id, kind=family.removesuffix("s"), head__isnull=False)
    )


def step(membership: Membership, pk: int) -> Event:
    """Return a step of the member's team, or raise Http404."""
    found = Event.objects.select_related("document").filter(team=membership.team_id, pk=min(pk, 2**63 - 1)).first()
    if found is None:
        raise Http404("No such step.")
    found.team = membership.team
    return found


def proposal(membership: Membership, number: int) -> Proposal:
    """Return the proposal of the member's team with this number, or raise Http404.

    ``is_wanted`` is whether they chose to hear of it, None where they did not choose.
    """
    chosen = ProposalFollow.objects.filter(proposal=OuterRef("pk"), person=membership.user_id).values("is_wanted")
    of_team = Proposal.objects.filter(team=membership.team_id).annotate(is_wanted=Subquery(chosen))
    found = of_team.filter(number=min(number, 2**31 - 1)).first()
    if found is None:
        raise Http404("No such proposal.")
    found.team = membership.team
    return found


def by_link(request: HttpRequest, key: str) -> tuple[ReviewLink | None, str]:
    """Return the link of ``key``, and why it lets nobody in, in a word; "" while it does.

    Who made it must still be somebody who may: what a link gives is never more than its maker has.
    """
    link = review_links.link_of(key)
    if link is None:
        _log(request, "", why="no link")
        return None, "unknown"
    maker = review_links.maker_of(link)
    why = review_links.why_shut(link, is_made_by_able=maker is not None and may(maker, MAKES_LINKS))
    if why:
        _log(request, link.proposal.team.slug, why=f"link: {why}")
    return link, why


def saved_view(membership: Membership, pk: int) -> SavedView:
    """Return a view the member sees, or raise Http404."""
    found = saved_views(membership).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404("No such view.")
    found.team = membership.team
    return found


def own_step(request: HttpRequest, membership: Membership, pk: int) -> Event:
    """Return a step this member may take back: one of their own, and for an owner anybody's."""
    found = step(membership, pk)
    if not (found.is_of_names or found.writes.exists()):
        raise Http404("No such step.")
    if not may_undo(membership, found):
        sentence = "Only who did this step, or an owner of the team, can take it back."
        _deny(request, membership, sentence, why="not one’s own")
    if not may(membership, "POST undo archived") and found.writes.filter(INTO_OR_OUT_OF_THE_ARCHIVE).exists():
        _deny(request, membership, _needs(membership, "POST undo archived"), why="role")
    return found


def may_undo(membership: Membership, event: Event) -> bool:
    """Whether it is this member's business to take ``event`` back."""
    ask = "POST undo archived" if event.action.endswith((".archived", ".restored")) else "POST undo"
    is_own = may(membership, ask) and event.actor_id == membership.user_id
    return is_own or may(membership, "POST undo others")


def changeable_view(request: HttpRequest, membership: Membership, pk: int) -> SavedView:
    """Return a view the member may rename and delete: their own, or as an owner any of the team's."""
    found = saved_view(membership, pk)
    if found.creator_id != membership.user_id and not may(membership, f"{request.asked} others"):
        sentence = "Only who saved this view, or an owner of the team, can change it."
        _deny(request, membership, sentence, why="not one’s own")
    return found


def own_session(user: User, handle: str) -> Session:
    """Return the session of ``user`` that its pages call by ``handle``, or raise Http404."""
    found = next((session for session in user.sessions.defer("session_data") if session.handle == handle), None)
    if found is None:
        raise Http404("No such session.")
    return found


def notice(user: User, pk: int) -> Notice:
    """Return what the person was told, of a team they are still in, or raise Http404."""
    found = notices(user).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404("No such notice.")
    return found


def teams(user: User) -> list[Team]:
    """The teams a person belongs to, the first one first."""
    return list(user.teams.filter(removed_at=None)) if user.is_authenticated else []


def founder(request: HttpRequest) -> None:
    """Let pass who may make a team: who owns one, or owned one that was removed.  Everybody else is denied."""
    if not may_found(request.user):
        _log(request, "", why="role")
        raise Denied("Only who owns a team can make another one. Ask an owner of yours.")
