"""Signing out elsewhere: a session that is deleted is out at its next request."""

from agents.models import Session, User
from agents.operations.account_log import note


def end_session(session: Session, *, by: User) -> None:
    """Sign out the browser of ``session``.  One that ended by itself meanwhile is no matter."""
    Session.objects.filter(pk=session.pk).delete()
    note(by, "session.ended")


def end_other_sessions(user: User, *, here: str | None) -> int:
    """Sign out every browser of ``user`` but the one with the key ``here``; return how many."""
    _, deleted = user.sessions.exclude(pk=here).delete()
    note(user, "sessions.ended")
    return sum(deleted.values())
