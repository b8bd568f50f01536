"""Who looks after documents and which are due: rows in, no text parsing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf
from django.utils import timezone

from agents.models import Document, Membership, Role, Team, User

PERSON = ("username", "display_name", "is_active")
SHOWN_NAME = Lower(Coalesce(NullIf("display_name", Value("")), "username"))
PEOPLE = tuple(f"{who}__{column}" for who in ("owner", "reviewed_by") for column in PERSON)


def said(document: Document) -> dict[str, Any]:
    """What is said about a document, as JSON has it."""
    return {
        "owner": document.owner_id,
        "review_by": document.review_by and document.review_by.isoformat(),
        "reviewed_at": document.reviewed_at and document.reviewed_at.isoformat(),
        "reviewed_by": document.reviewed_by_id,
    }


def possible_owners(team: Team) -> QuerySet[User]:
    """Who may be made the owner of a document: the team's active people who may write."""
    return User.objects.filter(is_active=True, memberships__team=team, memberships__role__gte=Role.AUTHOR)


def person(pk: int) -> User | None:
    """A person, whoever it is."""
    return User.objects.filter(pk=pk).first()


def names(ids: Iterable[int]) -> dict[int, str]:
    """The names of people, also of those who left."""
    return {user.pk: user.shown_name for user in User.objects.filter(pk__in=list(ids))}


def owned(team: Team) -> Q:
    """Documents somebody looks after: an owner who left the team or was deactivated counts as none."""
    return Q(owner__in=Membership.objects.filter(team=team, user__is_active=True).values("user"))


def overdue() -> Q:
    """Documents whose review was to be done by a day that is over."""
    return Q(review_by__lt=timezone.localdate())


def narrowed(found: QuerySet[Document], team: Team, *, owner: str, review: str, viewer: User | None):
    """The documents of ``found`` that fit the words of an address: me, none or a person's id; overdue or never."""
    if owner == "none":
        found = found.exclude(owned(team))
    elif owner == "me":
        found = found.filter(owner=viewer)
    elif owner:
        found = found.filter(owner=int(owner))
    if review == "overdue":
        return found.filter(overdue())
    return found.filter(reviewed_at=None) if review == "never" else found


def with_people(found: QuerySet[Document]) -> QuerySet[Document]:
    """Documents with who owns and who reviewed them; ``owner_is_here`` says whether the owner still works here."""
    here = Membership.objects.filter(team=OuterRef("team"), user=OuterRef("owner"), user__is_active=True)
    return found.select_related("owner", "reviewed_by").annotate(owner_is_here=Exists(here))


def of(document: Document) -> Document:
    """The document again, with what is said about it and nothing else."""
    columns = ("team", "kind", "slug", "name", "review_by", "reviewed_at", "owner", "reviewed_by", "archived_at")
    return with_people(Document.objects.filter(pk=document.pk)).only(*columns, *PEOPLE).get()


def owners_of(team: Team, kind: str) -> list[tuple[str, str]]:
    """Everybody who owns a document of one kind, to be chosen from: an id and a name."""
    owned_here = Document.objects.filter(team=team, kind=kind, archived_at=None).values("owner")
    return by_name(User.objects.filter(pk__in=owned_here))


def by_name(people: Iterable[User]) -> list[tuple[str, str]]:
    """Ids and names of people, as a choice lists them."""
    return sorted(((str(one.pk), one.shown_name) for one in people), key=lambda one: one[1].casefold())


def choices(team: Team, *, now: int | None) -> QuerySet[User]:
    """Who can be chosen as the owner of a document that ``now`` owns; ``is_here`` tells who works in the team."""
    possible = possible_owners(team).order_by()
    found = User.objects.filter(Q(pk__in=possible.values("pk")) | Q(pk=now))
    here = Membership.objects.filter(team=team, user=OuterRef("pk"), user__is_active=True)
    return found.annotate(is_here=Exists(here)).order_by(SHOWN_NAME)
