"""Invite people into a team by a link, with or without mail.  A link lets one person in, once."""

import secrets
from datetime import timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from agents import limits
from agents.models import Invitation, Membership, Role, Team, User
from agents.operations.audit import record
from agents.operations.errors import InvitationSpent, NotAllowed, OperationError, TooOften
from agents.operations.people import key_hash
from agents.operations.teams import locked_team, owned_by

DAY = timedelta(days=1)


class Sent(NamedTuple):
    """An invitation with its key, which is known only now."""

    invitation: Invitation
    key: str


class AlreadyMember(OperationError):
    """Who accepts is in the team already; the invitation stays good for somebody else."""

    status = 409
    code = "member"


@transaction.atomic
def invite(team: Team, *, role: int, by: User, email: str = "") -> Sent:
    """Invite somebody to be ``role``.  TooOften is raised at the limit of a day."""
    team = owned_by(team, by=by)
    _refuse_too_often(by)
    sent = _issue(team, role=_given(team, role, by=by), email=email.strip().lower(), by=by)
    role_name = Role(sent.invitation.role).label.lower()
    record(team, by, "invitation.sent", subject=sent.invitation.whom, summary=f"as {role_name}")
    return sent


@transaction.atomic
def renew(invitation: Invitation, *, by: User) -> Sent:
    """Make a new link for an invitation; the old one is good no longer."""
    team = owned_by(invitation.team, by=by)
    _refuse_too_often(by)
    if not _waiting(invitation).update(revoked_at=timezone.now()):
        raise InvitationSpent("That invitation was accepted or taken back meanwhile.")
    sent = _issue(team, role=_given(team, invitation.role, by=by), email=invitation.email, by=by)
    record(team, by, "invitation.renewed", subject=sent.invitation.whom)
    return sent


@transaction.atomic
def revoke(invitation: Invitation, *, by: User) -> None:
    """Take an invitation back.  InvitationSpent says that it was accepted or taken back before."""
    team = owned_by(invitation.team, by=by)
    if not _waiting(invitation).update(revoked_at=timezone.now()):
        raise InvitationSpent("That invitation was accepted or taken back meanwhile.")
    record(team, by, "invitation.revoked", subject=invitation.whom)


def _waiting(invitation: Invitation):
    return Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None)


def _given(team: Team, role: int, *, by: User) -> Role:
    """A role ``by`` may give: up to the own one."""
    own = Membership.objects.filter(team=team, user=by).values_list("role", flat=True).first() or 0
    if role > own:
        raise NotAllowed("Nobody can give a role above their own. Nobody was invited.")
    return Role(role)


def _refuse_too_often(by: User) -> None:
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    now = timezone.now()
    sent = Invitation.objects.filter(invited_by=by, created_at__gt=now - DAY).order_by("created_at")
    if len(dates := sent.values_list("created_at", flat=True)) >= limits.INVITATIONS_A_DAY:
        frees = dates[len(dates) - limits.INVITATIONS_A_DAY] + DAY
        sentence = f"You made {limits.INVITATIONS_A_DAY} invitations within a day, which is the limit. Try again later."
        raise TooOften(sentence, retry_after=max(1, int((frees - now).total_seconds()) + 1))


def _issue(team: Team, *, role: Role, email: str, by: User) -> Sent:
    key, now = secrets.token_urlsafe(32), timezone.now()
    expires_at = now + timedelta(days=limits.INVITATION_DAYS)
    made = Invitation(team=team, role=role, email=email, invited_by=by, created_at=now, expires_at=expires_at)
    made.key_hash = key_hash(key)
    made.save()
    return Sent(made, key)


def find(key: str) -> Invitation:
    """Return the invitation ``key`` opens.  InvitationSpent says why it opens none (any more)."""
    found = Invitation.objects.select_related("team", "invited_by").filter(key_hash=key_hash(key)).first()
    if found is None:
        raise InvitationSpent("There is no such invitation. Check that the whole link was copied.")
    return check_open(found)


def check_open(found: Invitation) -> Invitation:
    """Return ``found`` when it can be accepted, else raise InvitationSpent."""
    ask = f"Ask {found.invited_by.shown_name} for a new link."
    if found.accepted_at:
        raise InvitationSpent(f"This invitation was accepted already; a link works once. {ask}")
    if found.revoked_at or found.team.removed_at:
        raise InvitationSpent(f"This invitation was taken back. {ask}")
    if found.is_expired:
        raise InvitationSpent(f"This invitation is more than {limits.INVITATION_DAYS} days old. {ask}")
    return found


@transaction.atomic
def accept(key: str, *, by: User) -> Membership:
    """Take ``by`` into the team.  Of two who do it at the same time, one does; the other gets InvitationSpent."""
    found = find(key)
    team = locked_team(found.team)
    found = check_open(
        Invitation.objects.select_for_update(of=("self",)).select_related("invited_by", "team").get(pk=found.pk)
    )
    if Membership.objects.filter(team=team, user=by).exists():
        raise AlreadyMember(f"You are in {team.name} already. The link is still good for somebody else.")
    found.accepted_at, found.accepted_by = timezone.now(), by
    found.save(update_fields=["accepted_at", "accepted_by"])
    made = Membership.objects.create(team=team, user=by, role=found.role)
    inviter, role_name = found.invited_by.shown_name, Role(found.role).label.lower()
    record(team, by, "member.joined", subject=inviter, summary=f"as {role_name}", person=by.pk)
    return made
