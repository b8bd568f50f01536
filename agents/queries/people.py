"""The people of a team and who was invited; a person's teams."""

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q

from agents.definition.owned_paths import fits
from agents.models import Document, Invitation, Membership, OwnedPath, Team, User
from agents.prepared import Prepared
from agents.queries.waiting import count_for_membership

OWN = Prepared(
    lambda: (
        Membership.objects.select_related("team")
        .annotate(asked=count_for_membership())
        .filter(user=0)
        .filter(team__removed_at=None)
        .order_by("team__is_demo", "team__pk")
    )
)


def members(team: Team) -> list[Membership]:
    """Everybody in the team, owners first."""
    found = Membership.objects.filter(team=team).select_related("user")
    return sorted(found, key=lambda one: (not one.user.is_active, -one.role, one.user.shown_name.casefold(), one.pk))


class Mentionable:
    """Whom words can speak to: the active members of a team, asked once and only where somebody is named."""

    leads_in = True  # a path in the words leads somewhere

    def __init__(self, team: Team, *, own: str = "") -> None:
        self._team = team
        self.own = own.casefold()

    @cached_property
    def people(self) -> list[tuple[str, str]]:
        """Usernames with the names colleagues see, in the order of these."""
        active = Membership.objects.filter(team=self._team, user__is_active=True).select_related("user")
        found = [(one.user.username, one.user.shown_name) for one in active]
        return sorted(found, key=lambda one: (one[1].casefold(), one[0]))

    @cached_property
    def names(self) -> dict[str, str]:
        return {username.casefold(): shown for username, shown in self.people}


class Outside:
    """In place of it for who is no member: what they read names nobody, what they write speaks to nobody.

    Paths of the site lead nowhere in either.
    """

    leads_in = False
    names: Mapping[str, str] = {}
    own = ""


def pending(team: Team) -> list[Invitation]:
    """Invitations nobody accepted yet, also those that are too old by now; the newest first."""
    found = Invitation.objects.filter(team=team, accepted_at=None, revoked_at=None)
    return list(found.select_related("invited_by"))


def memberships(person: User) -> list[Membership]:
    """A person's teams with what they may do there, in the order of ``access.teams``.

    ``asked`` is how many proposals wait for their review, None where they judge nothing.
    """
    return OWN.rows(person.pk)


def counted(person: User) -> list[Team]:
    """The same teams with ``people`` and ``documents``: how many there are of each."""
    own = Team.objects.filter(memberships__user=person, removed_at=None).values("pk")
    people = Count("memberships", filter=Q(memberships__user__is_active=True), distinct=True)
    documents = Count("documents", filter=Q(documents__archived_at=None, documents__head__isnull=False), distinct=True)
    return list(Team.objects.filter(pk__in=own).annotate(people=people, files=documents))


def everybody() -> list[User]:
    """Everybody with an account, by username, with their memberships of teams that are there."""
    here = Membership.objects.filter(team__removed_at=None).select_related("team").order_by("team__slug")
    return list(User.objects.order_by("username").prefetch_related(Prefetch("memberships", here)))


class Owned(NamedTuple):
    """A pattern, who looks after it, and how many documents fit it now."""

    owned: OwnedPath
    fitting: int


def owned_paths(team: Team) -> list[Owned]:
    """Who looks after what."""
    found = list(OwnedPath.objects.filter(team=team).select_related("membership__user"))
    if not found:
        return []
    documents = Document.objects.filter(team=team, archived_at=None, head__isnull=False)
    paths = list(documents.order_by().values_list("path", flat=True))
    return [Owned(one, sum(fits(one.pattern, path) for path in paths)) for one in found]
