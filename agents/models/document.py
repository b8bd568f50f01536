"""A file with a history."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from agents.models.people import Team


class Document(models.Model):
    """An agent or a guideline.

    The file is ``head.source``.  ``path`` (within ``.claude/``) is its identity and ``slug``
    its address; both change only by a rename.  Who looks after it and when it is to be read again
    is what people say about the file (``operations.care``); its text says nothing of that.  Every
    column below is an index computed from ``head.source`` by ``operations.indexing``;
    ``manage.py reindex`` rebuilds them all.
    """

    class Kind(models.TextChoices):
        AGENT = "agent", "Agent"
        GUIDELINE = "guideline", "Guideline"

    class Verdict(models.IntegerChoices):
        """What Claude Code makes of the file; the order is the order of attention."""

        SKIPPED = 0, "Would be skipped"
        NOTED = 1, "Loads, with notes"
        LOADS = 2, "Loads"

    team = models.ForeignKey(Team, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=9, choices=Kind)
    head = models.OneToOneField("Revision", models.PROTECT, null=True, related_name="+")
    archived_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    path = models.CharField(max_length=255)
    path_key = models.CharField(max_length=255)
    folder = models.CharField(max_length=255, blank=True)
    slug = models.CharField(max_length=120)

    # Care
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="owned_documents")
    review_by = models.DateField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    # Index of head
    updated_at = models.DateTimeField()
    name = models.CharField(max_length=256)
    description = models.TextField(blank=True)
    tools = models.TextField(null=True)  # noqa: DJ001  None: every tool; "": none; "|Read|Write|": these
    model = models.CharField(max_length=100, blank=True)
    color = models.CharField(max_length=10, blank=True)
    verdict = models.PositiveSmallIntegerField(choices=Verdict, default=Verdict.LOADS)
    problem = models.TextField(blank=True)
    notes = models.PositiveIntegerField(default=0)
    tokens = models.PositiveIntegerField(default=0)
    index_version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "path_key"], name="one_document_per_path"),
            models.UniqueConstraint(fields=["team", "kind", "slug"], name="one_document_per_address"),
        ]
        indexes = [
            models.Index(fields=["team", "kind", "archived_at", "verdict", "name", "id"], name="library_by_attention"),
            models.Index(fields=["team", "kind", "archived_at", "name", "id"], name="library_by_name"),
            models.Index(fields=["team", "kind", "archived_at", "-updated_at", "-id"], name="library_by_update"),
        ]
        ordering = ["path"]

    def __str__(self) -> str:
        return self.path

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    @property
    def days_overdue(self) -> int:
        """How many days ago its review was due; 0 when it is not overdue."""
        return max(0, (timezone.localdate() - self.review_by).days) if self.review_by else 0

    @property
    def is_agent(self) -> bool:
        return self.kind == self.Kind.AGENT

    @property
    def family(self) -> str:
        """The word that stands in addresses: ``agents`` or ``guidelines``."""
        return f"{self.kind}s"

    @property
    def tool_names(self) -> list[str] | None:
        return None if self.tools is None else [name for name in self.tools.split("|") if name]
