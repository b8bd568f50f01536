"""Where a person is signed in."""

from django.utils import timezone

from agents.models import Session, User


def sessions(user: User, *, here: str | None) -> list[Session]:
    """Where ``user`` is signed in: first the session with the key ``here``, then by when they were seen."""
    found = user.sessions.filter(expire_date__gt=timezone.now()).defer("session_data").order_by("-last_seen", "pk")
    return sorted(found, key=lambda session: session.pk != here)
