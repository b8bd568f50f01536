"""Who is signed in, from where: a row for each browser."""

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Session(AbstractBaseSession):
    """A browser's session, tied to its person: it is found with the person, and goes with them."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions")

    @classmethod
    def get_session_store_class(cls):
        from agents.sessions import SessionStore

        return SessionStore
