"""The aging list: which documents wait longest for somebody to read them again."""

from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from agents.models import Document, Team, User
from agents.queries import care

KINDS = {
    "": "All",
    "overdue": "Overdue",
    "never": "Never reviewed",
    "unowned": "Without owner",
    "mine": "Mine",
}
UNSHOWN = ("description", "tools", "problem", "head__source", "head__message")


def aging(team: Team, only: str, *, viewer: User) -> QuerySet[Document]:
    """The longest overdue first, then those never reviewed, then the others; of these what changed longest ago."""
    found = Document.objects.filter(team=team, archived_at=None, head__isnull=False)
    found = care.with_people(_narrowed(found, team, only, viewer)).select_related("head").defer(*UNSHOWN)
    rank = Case(
        When(care.overdue(), then=Value(0)),
        When(reviewed_at=None, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    since = Case(When(care.overdue(), then=F("review_by")))
    return found.annotate(rank=rank, since=since).order_by("rank", "since", "updated_at", "pk")


def _narrowed(found: QuerySet[Document], team: Team, only: str, viewer: User) -> QuerySet[Document]:
    if only == "overdue":
        return found.filter(care.overdue())
    if only == "never":
        return found.filter(reviewed_at=None)
    if only == "unowned":
        return found.exclude(care.owned(team))
    return found.filter(owner=viewer) if only == "mine" else found
