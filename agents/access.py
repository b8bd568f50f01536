"""Who may do what, as ``access_table`` says; denied by default.

Whatever is not yours to know cannot be found; what you may see but not do is refused.  Every denial is one line
of the log.  A view of a team asks ``member`` before it looks anything up, so that nobody learns what is there.
"""

import logging
from typing import NoReturn

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseNotAllowed

from agents.access_table import KNOWN, NAMES, TABLE
from agents.models import (
    Event,
    Membership,
    ReviewLink,
    Role,
    Team,
    User,
)
from agents.operations.teams import may_found
from agents.queries import review_links
from agents.queries.people import members, memberships

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
    require(request, membership, ask)
    return membership


def require(request: HttpRequest, membership: Membership, ask: str) -> None:
    """Deny what a line of the table says to whoever has too small a role for it."""
    if not may(membership, ask):
        sentence = f"This needs the role {TABLE[ask].least.label.lower()} in {membership.team.name}."
        _deny(request, membership, sentence, why="role")


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


def _deny(request: HttpRequest, membership: Membership, sentence: str = "", *, why: str) -> NoReturn:
    _log(request, membership.team.slug, why=why)
    raise Denied(sentence)


def _log(request: HttpRequest, team: str, *, why: str) -> None:
    who = {"user": request.user.pk, "team": team, "address": request.resolver_match.url_name}
    logger.warning("authz.denied", extra=who | {"method": request.method, "why": why})


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


def may_undo(membership: Membership, event: Event) -> bool:
    """Whether it is this member's business to take ``event`` back."""
    ask = "POST undo archived" if event.action.endswith((".archived", ".restored")) else "POST undo"
    is_own = may(membership, ask) and event.actor_id == membership.user_id
    return is_own or may(membership, "POST undo others")


def teams(user: User) -> list[Team]:
    """The teams a person belongs to, the first one first."""
    return list(user.teams.filter(removed_at=None)) if user.is_authenticated else []


def founder(request: HttpRequest) -> None:
    """Let pass who may make a team: who owns one, or owned one that was removed.  Everybody else is denied."""
    if not may_found(request.user):
        _log(request, "", why="role")
        raise Denied("Only who owns a team can make another one. Ask an owner of yours.")
