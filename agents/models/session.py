"""Who is signed in, from where: a row for each browser."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

from agents.browsers import in_words


class Session(AbstractBaseSession):
    """A browser's session, tied to its person: it is found with the person, and goes with them.

    ``expire_date`` is what ends first: so long unused, or so long signed in.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    created_at = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    @property
    def handle(self) -> str:
        """What pages call this session by.  Its key would let whoever reads it in."""
        return salted_hmac("agents.session.handle", self.session_key, algorithm="sha256").hexdigest()[:32]

    @property
    def browser_in_words(self) -> str:
        return in_words(self.browser)

    @classmethod
    def get_session_store_class(cls):
        from agents.sessions import SessionStore

        return SessionStore
