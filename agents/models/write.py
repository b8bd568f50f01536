"""What one step did to one document."""

from django.db import models

from agents.models.document import Document
from agents.models.event import Event
from agents.models.revision import Revision


class Write(models.Model):
    """How a document stood before an event and how it stood after; all writes of an event are undone as one step.

    Text and path are those of the revisions.  The address before is kept beside them, because
    two paths may ask for one address.  A document that the event added stands as if it came out of
    the archive, where taking the step back puts it.  Rows are only ever added.
    """

    event = models.ForeignKey(Event, models.CASCADE, related_name="writes")
    document = models.ForeignKey(Document, models.CASCADE, related_name="writes")
    before = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    after = models.ForeignKey(Revision, models.CASCADE, related_name="written_by")
    slug_before = models.CharField(max_length=120)
    archived_before = models.DateTimeField(null=True)
    archived_after = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "document"], name="one_write_per_document")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.before} to {self.after}"

    @classmethod
    def of(cls, document: Document) -> "Write":
        """A write that leaves ``document`` as it is; the caller says what it changes."""
        return cls(
            document=document,
            before_id=document.head_id,
            after_id=document.head_id,
            slug_before=document.slug,
            archived_before=document.archived_at,
            archived_after=document.archived_at,
        )

    @property
    def changes_text(self) -> bool:
        """Whether there are two versions to compare."""
        return self.before_id != self.after_id
