"""A link that signs its holder in, once."""

from django.conf import settings
from django.db import models


class AccessLink(models.Model):
    """Only the SHA-256 of the key is kept, so that reading the table signs nobody in."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link for {self.user}"
