"""Sessions that come with their person: one query where Django asks two, at every request."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth import get_user as find_user
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.db import connection
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from agents.models import Session, User
from agents.prepared import Prepared

SESSION = Prepared(
    lambda: Session.objects.select_related("user").filter(session_key="").filter(expire_date__gt=timezone.now())
)


class SessionStore(DatabaseStore):
    """Django's sessions in the database.  ``person`` is known once the session was read."""

    person: User | None = None

    @classmethod
    def get_model_class(cls):
        return Session

    def load(self) -> dict:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        kept = SESSION.find(self.session_key, now)
        if kept is None:
            self._session_key = None
            return {}
        self.person = kept.user
        return self.decode(kept.session_data)

    def create_model_instance(self, data: dict) -> Session:
        row = super().create_model_instance(data)
        row.user_id = data.get(SESSION_KEY)
        return row


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
