"""Close a person's account and open it again.  Everything they wrote keeps their name."""

from django.db import transaction

from agents.models import AccessLink, Membership, Presence, Role, Session, Team, User
from agents.operations.audit import record
from agents.operations.errors import LastOwner
from agents.operations.members import other_owners, take_back_invitations


@transaction.atomic
def deactivate(person: User, *, by: User | None) -> bool:
    """Let ``person`` in nowhere any more: sessions end at once, links and invitations of theirs are good no longer.

    LastOwner is raised when a team would be without an owner who can sign in.  False says that it was so already.
    """
    teams = _locked_teams(person)
    person = User.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not person.is_active:
        return False
    owned = set(Membership.objects.filter(user=person, role=Role.OWNER).values_list("team", flat=True))
    alone = [team.name for team in teams if team.pk in owned and not other_owners(team, person)]
    if alone:
        names = ", ".join(alone)
        raise LastOwner(f"{person.shown_name} is the only owner of {names}. Make somebody else an owner first.")
    User.objects.filter(pk=person.pk).update(is_active=False)
    Session.objects.filter(user=person).delete()
    AccessLink.objects.filter(user=person).delete()
    Presence.objects.filter(person=person).delete()
    for team in teams:
        take_back_invitations(person, team=team)
    _record(teams, person, "person.deactivated", by=by)
    return True


@transaction.atomic
def reactivate(person: User, *, by: User | None) -> bool:
    """Let ``person`` in again, with the roles they had.  False says that they never were out."""
    teams = _locked_teams(person)
    if not User.objects.filter(pk=person.pk, is_active=False).update(is_active=True):
        return False
    _record(teams, person, "person.reactivated", by=by)
    return True


def _locked_teams(person: User) -> list[Team]:
    """The person's teams, locked in the one order that everybody locks them in."""
    found = Team.objects.filter(memberships__user=person, removed_at=None).order_by("pk")
    return list(
        Team.objects.select_for_update(no_key=True)
        .filter(pk__in=list(found.values_list("pk", flat=True)))
        .order_by("pk")
    )


def _record(teams: list[Team], person: User, action: str, *, by: User | None) -> None:
    for team in teams:
        record(team, by, action, subject=person.shown_name, person=person.pk)
