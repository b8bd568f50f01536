"""Sessions that come with their person and the number beside the inbox: one query where Django asks two.

A session ends when nobody used it for a while, and some days after signing in whatever is done with it.
Both stand in ``expire_date``, which is moved on at most every few minutes.
"""

from contextlib import suppress
from datetime import datetime, timedelta
from ipaddress import ip_address

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth import get_user as find_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import DatabaseError, connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from agents import limits
from agents.models import Session, User
from agents.patience import impatiently
from agents.prepared import Prepared
from agents.unread_notices import unread_of

SESSION = Prepared(
    lambda: (
        Session.objects.select_related("user")
        .annotate(unread=unread_of("user"))
        .filter(session_key="")
        .filter(expire_date__gt=timezone.now())
    )
)


SEEN_AFTER = timedelta(minutes=5)


class SessionStore(DatabaseStore):
    """Django's sessions in the database.  ``person`` is known once the session was read."""

    person: User | None = None
    kept: Session | None = None
    address: str | None = None
    browser = ""

    def comes_from(self, request: HttpRequest) -> None:
        """Remember from where the request came, for a session that begins with it."""
        self.address = _address(request)
        self.browser = request.headers.get("User-Agent", "").replace("\0", "")[:200]

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self) -> dict:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        kept = SESSION.find(self.session_key, now)
        if kept is None:
            self._session_key = None
            return {}
        self.person, self.kept = kept.user, kept
        if self.person is not None:
            self.person.unread = kept.unread  # in the sidebar of nearly every page
        return self.decode(kept.session_data)

    def create_model_instance(self, data: dict) -> Session:
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        row.address, row.browser = self.address, self.browser
        if self.kept is not None and self.kept.session_key == row.session_key:
            row.created_at, row.address, row.browser = self.kept.created_at, self.kept.address, self.kept.browser
        row.expire_date = min(row.expire_date, _end(row.created_at, row.last_seen))
        return row

    def note_visit(self) -> None:
        """Move the end of the session on, when it was last moved some minutes ago.

        A database that cannot write at once is left alone: the page was read, and is shown.
        """
        now = timezone.now()
        if self.kept is None or self.kept.session_key != self.session_key or now - self.kept.last_seen < SEEN_AFTER:
            return
        with suppress(DatabaseError), impatiently():
            Session.objects.filter(pk=self.session_key).update(
                last_seen=now, expire_date=min(self.get_expiry_date(), _end(self.kept.created_at, now))
            )


def _end(created_at: datetime, last_seen: datetime) -> datetime:
    idle, absolute = timedelta(hours=limits.SESSION_IDLE_HOURS), timedelta(days=limits.SESSION_DAYS)
    return min(last_seen + idle, created_at + absolute)


def _address(request: HttpRequest) -> str | None:
    """The browser's address as our proxies tell it; None when it is none, as behind a socket."""
    try:
        return str(ip_address(request.META.get("REMOTE_ADDR", "")))
    except ValueError:
        return None


def get_user(request: HttpRequest) -> User | AnonymousUser:
    """Return who is signed in.

    Only what is plainly right is answered here; an old hash, a changed password or another
    backend is for Django to decide, which may end the session.
    """
    session = request.session
    told = session.get(SESSION_KEY), session.get(HASH_SESSION_KEY), session.get(BACKEND_SESSION_KEY)
    person = session.person
    if person is None or told[2] != settings.AUTHENTICATION_BACKENDS[0] or told[0] != str(person.pk):
        return find_user(request)
    if not person.is_active or not constant_time_compare(told[1] or "", person.get_session_auth_hash()):
        return find_user(request)
    return person
