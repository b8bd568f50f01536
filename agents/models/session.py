"""Who is signed in, from where: a row for each browser."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone


class Session(AbstractBaseSession):
    """A browser's session, tied to its person: it is found with the person, and goes with them.

    ``expire_date`` is what ends first: so long unused, or so long signed in.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")
    created_at = models.DateTimeField(default=timezone.now)
    last_seen = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    browser = models.CharField(max_length=200, blank=True)

    @classmethod
    def get_session_store_class(cls):
        from agents.sessions import SessionStore

        return SessionStore
