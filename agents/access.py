"""Who may do what.  Whatever is not yours to know cannot be found; what you may see but not do is refused."""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from agents.models import Document, Event, Membership, Role, SavedView, Team, User
from agents.prepared import Prepared
from agents.queries.saved_views import saved_views

MEMBERSHIP = Prepared(
    lambda: Membership.objects.select_related("team").filter(user=0).filter(team__slug="", team__removed_at=None)
)


def member(user: User, team_slug: str, *, at_least: Role = Role.READER) -> Membership:
    """Return the person's membership.  Http404 for strangers, PermissionDenied for too small a role."""
    membership = MEMBERSHIP.find(user.pk, team_slug)
    if membership is None or not user.is_active:
        raise Http404("No such team.")
    if membership.role < at_least:
        raise PermissionDenied(f"This needs the role {at_least.label.lower()} in {membership.team.name}.")
    return membership


def document(membership: Membership, family: str, slug: str) -> Document:
    """Return a document of the member's team with its head, or raise Http404."""
    found = (
        Document.objects.select_related("head")
        .filter(team=membership.team_id, kind=family.removesuffix("s"), slug=slug, head__isnull=False)
        .first()
    )
    if found is None:
        raise Http404("No such document.")
    found.team = membership.team
    return found


def edited_document(membership: Membership, family: str, slug: str, *, key: str) -> Document:
    """Return the document whose edit is posted; one that was renamed meanwhile is known by its ``key``."""
    if not (key.isascii() and key.isdecimal() and len(key) < 19):
        return document(membership, family, slug)
    now = Document.objects.filter(pk=int(key), team=membership.team_id, kind=family.removesuffix("s"))
    return document(membership, family, now.values_list("slug", flat=True).first() or slug)


def step(membership: Membership, pk: int) -> Event:
    """Return a step of the member's team, or raise Http404."""
    found = Event.objects.select_related("document").filter(team=membership.team_id, pk=min(pk, 2**63 - 1)).first()
    if found is None:
        raise Http404("No such step.")
    found.team = membership.team
    return found


def saved_view(membership: Membership, pk: int) -> SavedView:
    """Return a view the member sees, or raise Http404."""
    found = saved_views(membership).filter(pk=pk).first() if pk < 2**63 else None
    if found is None:
        raise Http404("No such view.")
    found.team = membership.team
    return found


def own_step(membership: Membership, pk: int) -> Event:
    """Return a step this member may take back: one of their own, and for an owner anybody's."""
    found = step(membership, pk)
    if not (may_undo(membership, found) and (found.is_of_names or found.writes.exists())):
        raise Http404("No such step.")
    return found


def may_undo(membership: Membership, event: Event) -> bool:
    """Whether it is this member's business to take ``event`` back."""
    is_own = membership.role >= Role.AUTHOR and event.actor_id == membership.user_id
    return is_own or membership.role >= Role.OWNER


def changeable_view(membership: Membership, pk: int) -> SavedView:
    """Return a view the member may rename and delete: their own, or as an owner any of the team's."""
    found = saved_view(membership, pk)
    if found.creator_id != membership.user_id and membership.role < Role.OWNER:
        raise PermissionDenied("Only who saved this view, or an owner of the team, can change it.")
    return found


def teams(user: User) -> list[Team]:
    """The teams a person belongs to, the first one first."""
    return list(user.teams.filter(removed_at=None)) if user.is_authenticated else []
