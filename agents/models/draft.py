"""What people are in the middle of: texts that are not saved as a version yet, and who has a document open."""

from django.conf import settings
from django.db import models

from agents.models.document import Document
from agents.models.proposal import ProposedText
from agents.models.revision import Revision


class Draft(models.Model):
    """One person's unsaved text, an edit of ``base``.  It is nobody else's business and never a revision.

    ``sheet`` names the opened editor it was typed in, so that two windows never write over each other.
    ``held`` are texts of form fields that could not be put into the source yet.  ``proposed`` is the text it began
    with when it is to become part of a proposal.
    """

    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, models.CASCADE, related_name="drafts")
    base = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    proposed = models.ForeignKey(ProposedText, models.SET_NULL, null=True, related_name="+")
    sheet = models.CharField(max_length=32)
    source = models.TextField()
    held = models.JSONField(default=dict)
    message = models.TextField(blank=True)
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "document", "sheet"], name="one_draft_per_opened_editor")
        ]

    def __str__(self) -> str:
        return f"draft of {self.document_id}"


class Presence(models.Model):
    """When a person's editor of a document was last heard of."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    document = models.ForeignKey(Document, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="one_presence_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.document_id}"
