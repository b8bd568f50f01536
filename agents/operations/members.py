"""The people of a team: what they may do, and how they leave.  A team never loses its last owner.

Nothing a person wrote goes with them: versions and events keep their name, drafts, own views and
prepared imports stay theirs and are there again when they come back.
"""

from django.db import transaction
from django.utils import timezone

from agents.models import Invitation, Membership, Presence, Role, Team, User
from agents.operations.audit import record
from agents.operations.errors import LastOwner, OperationError
from agents.operations.teams import locked_team, owned_by


@transaction.atomic
def change_member(membership: Membership, *, role: int, is_security_reviewer: bool, by: User) -> Membership:
    """Let a member do what ``role`` may.  LastOwner is raised when the team would have no owner.

    Who is an owner no longer has invited nobody: their open invitations are taken back.
    """
    team = owned_by(membership.team, by=by)
    found = _found(membership)
    role, security = Role(role), is_security_reviewer and role >= Role.REVIEWER
    told = _told(found, role, security)
    if not told:
        return found
    if found.role == Role.OWNER and role < Role.OWNER:
        _refuse_last_owner(team, found.user, "Make somebody else an owner first.")
        told += _take_back_invitations(team, found.user)
    found.role, found.is_security_reviewer = role, security
    found.save(update_fields=["role", "is_security_reviewer"])
    record(team, by, "member.changed", subject=found.user.shown_name, summary="; ".join(told), person=found.user_id)
    return found


def _told(found: Membership, role: Role, security: bool) -> list[str]:
    told = [f"from {Role(found.role).label.lower()} to {role.label.lower()}"] if role != found.role else []
    if security != found.is_security_reviewer:
        told.append("a security reviewer" if security else "no security reviewer any more")
    return told


@transaction.atomic
def remove_member(membership: Membership, *, by: User) -> None:
    """Take a person out of the team; from their next request on it is not there for them."""
    team = owned_by(membership.team, by=by)
    _remove(team, _found(membership), action="member.removed", by=by)


@transaction.atomic
def leave_team(membership: Membership) -> None:
    """Take oneself out of the team."""
    team = locked_team(membership.team)
    found = _found(membership)
    _remove(team, found, action="member.left", by=found.user)


def _remove(team: Team, found: Membership, *, action: str, by: User) -> None:
    person = found.user
    if found.role == Role.OWNER:
        _refuse_last_owner(team, person, "Make somebody else an owner first, or remove the team.")
    told = _take_back_invitations(team, person)
    Presence.objects.filter(person=person, document__team=team).delete()
    found.delete()
    subject = team.name if action == "member.left" else person.shown_name
    record(team, by, action, subject=subject, summary="; ".join(told), person=person.pk)


def _found(membership: Membership) -> Membership:
    found = Membership.objects.select_related("user", "team").filter(pk=membership.pk).first()
    if found is None:
        raise OperationError("That person is not in the team any more.")
    return found


def _refuse_last_owner(team: Team, person: User, way_out: str) -> None:
    """Raise LastOwner unless another owner can sign in.  The caller holds the team's lock."""
    if not other_owners(team, person):
        raise LastOwner(f"{person.shown_name} is the only owner of {team.name}. {way_out}")


def other_owners(team: Team, person: User) -> bool:
    """Whether the team has an owner who can sign in besides ``person``."""
    owners = Membership.objects.filter(team=team, role=Role.OWNER, user__is_active=True)
    return owners.exclude(user=person).exists()


def _take_back_invitations(team: Team, person: User) -> list[str]:
    count = take_back_invitations(person, team=team)
    return [f"{count} invitation{'' if count == 1 else 's'} taken back"] if count else []


def take_back_invitations(person: User, *, team: Team) -> int:
    """Take back what ``person`` sent and nobody accepted: nobody vouches for it any more."""
    waiting = Invitation.objects.filter(team=team, invited_by=person, accepted_at=None, revoked_at=None)
    return waiting.update(revoked_at=timezone.now())
