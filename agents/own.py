"""What belongs to a team or a person, for who may see it: everything else cannot be found.

A view that asked ``access.member`` looks it up here, so that the ids of other teams find nothing.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import Http404, HttpRequest

from agents import access
from agents.models import (
    Document,
    Event,
    Follow,
    Membership,
    Notice,
    Proposal,
    ProposalFollow,
    SavedView,
    Session,
    User,
)
from agents.queries.inbox import notices
from agents.queries.saved_views import saved_views
from agents.queries.touching import is_proposed

INTO_OR_OUT_OF_THE_ARCHIVE = Q(archived_before=None, archived_after__isnull=False) | Q(
    archived_before__isnull=False, archived_after=None
)


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


def step(membership: Membership, pk: int) -> Event:
    """Return a step of the member's team, or raise Http404."""
    found = Event.objects.select_related("document").filter(team=membership.team_id, pk=min(pk, 2**63 - 1)).first()
    if found is None:
        raise Http404("No such step.")
    found.team = membership.team
    return found


def step_to_undo(request: HttpRequest, membership: Membership, pk: int) -> Event:
    """Return a step this member may take back: one of their own, and for an owner anybody's."""
    found = step(membership, pk)
    if not (found.is_of_names or found.writes.exists()):
        raise Http404("No such step.")
    if not access.may_undo(membership, found):
        sentence = "Only who did this step, or an owner of the team, can take it back."
        access.refuse(request, membership, sentence)
    if found.writes.filter(INTO_OR_OUT_OF_THE_ARCHIVE).exists():
        access.require(request, membership, "POST undo archived")
    return found


def saved_view(membership: Membership, pk: int) -> SavedView:
    """Return a view the member sees, or raise Http404."""
    found = saved_views(membership).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404("No such view.")
    found.team = membership.team
    return found


def view_to_change(request: HttpRequest, membership: Membership, pk: int) -> SavedView:
    """Return a view the member may rename and delete: their own, or as an owner any of the team's."""
    found = saved_view(membership, pk)
    if found.creator_id != membership.user_id and not access.may(membership, f"{request.asked} others"):
        sentence = "Only who saved this view, or an owner of the team, can change it."
        access.refuse(request, membership, sentence)
    return found


def session(user: User, handle: str) -> Session:
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
