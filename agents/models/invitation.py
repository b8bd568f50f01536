"""A link by which somebody comes into a team, once."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from agents.models.people import Role, Team


class Invitation(models.Model):
    """Only the SHA-256 of the key is kept, so that reading the table lets nobody in.

    ``email`` is empty when the link is handed over otherwise.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations")
    role = models.PositiveSmallIntegerField(choices=Role)
    email = models.EmailField(max_length=254, blank=True)
    key_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["invited_by", "created_at"], name="invitations_of_a_day")]
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"invitation to {self.team}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def whom(self) -> str:
        """Whom it is for, as far as anybody knows."""
        return self.email or "whoever has the link"
