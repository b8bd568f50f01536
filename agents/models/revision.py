"""One text a document had, kept for ever."""

from django.conf import settings
from django.db import models

from agents.models.document import Document


class Revision(models.Model):
    """An immutable text, shown as v1, v2, …  ``source`` is the record; nothing is ever taken from it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    path = models.CharField(max_length=255)
    source = models.TextField()
    blob_id = models.CharField(max_length=40, db_index=True)
    message = models.TextField(blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=150)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="one_revision_per_number")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"v{self.number}"
