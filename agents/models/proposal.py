"""A change that is talked over before it counts: its texts, iteration by iteration."""

from django.conf import settings
from django.db import models

from agents.models.document import Document
from agents.models.people import Team
from agents.models.revision import Revision


class Proposal(models.Model):
    """Changes to one or more documents of a team, merged together or not at all.

    ``number`` counts the team's proposals.  ``iteration`` rises with every change of what is proposed;
    approvals count for one iteration.  Whether changes are requested or it is approved is no column:
    it follows from the reviews, the people's present roles and the team's rules.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draft"
        REVIEW = "review", "In review"
        MERGED = "merged", "Merged"
        CLOSED = "closed", "Closed"

    team = models.ForeignKey(Team, models.CASCADE, related_name="proposals")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=6, choices=State, default=State.DRAFT)
    iteration = models.PositiveIntegerField(default=1)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="proposals")
    author_name = models.CharField(max_length=150)
    reverts = models.ForeignKey("self", models.SET_NULL, null=True, related_name="reverted_by")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    ended_by_name = models.CharField(max_length=150, blank=True)
    once = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "number"], name="one_proposal_per_number"),
            models.UniqueConstraint(
                fields=["team", "once"], condition=~models.Q(once=""), name="one_proposal_per_posted_form"
            ),
        ]
        indexes = [models.Index(fields=["team", "state", "-updated_at"], name="proposals_by_state")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"#{self.number} {self.title}"

    @property
    def is_open(self) -> bool:
        return self.state in (self.State.DRAFT, self.State.REVIEW)


class Change(models.Model):
    """What a proposal does to one document; at most one change for each.

    ``document`` is None for one that is added and not merged yet.  ``path`` is the place after the
    change.  A change that was taken out of the proposal again has ``dropped_at``; its texts and comments
    stay.
    """

    class Kind(models.TextChoices):
        EDIT = "edit", "Edit"
        ADD = "add", "Add"
        RENAME = "rename", "Rename"
        ARCHIVE = "archive", "Archive"
        RESTORE = "restore", "Bring back"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=7, choices=Kind)
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="changes")
    document_kind = models.CharField(max_length=9, choices=Document.Kind)
    path = models.CharField(max_length=255)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "document"], condition=models.Q(dropped_at=None), name="one_change_per_document"
            ),
            models.UniqueConstraint(
                fields=["proposal", "path"], condition=models.Q(dropped_at=None), name="one_change_per_path"
            ),
        ]
        ordering = ["path"]

    def __str__(self) -> str:
        return f"{self.kind} {self.path}"

    @property
    def keeps_its_text(self) -> bool:
        """Whether the document only goes to the archive or comes back."""
        return self.kind in (self.Kind.ARCHIVE, self.Kind.RESTORE)


class ProposedText(models.Model):
    """The text a change has from ``iteration`` on, until a later one; immutable.

    ``base`` is the head it is an edit of, None when it is added.  When the head is still ``base`` as it
    is merged, ``source`` becomes the next revision, byte for byte.  ``credited`` are those who
    suggested some of its lines.
    """

    change = models.ForeignKey(Change, models.CASCADE, related_name="texts")
    iteration = models.PositiveIntegerField()
    base = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    source = models.TextField()
    blob_id = models.CharField(max_length=40)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=150)
    credited = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    merged_as = models.ForeignKey(Revision, models.SET_NULL, null=True, related_name="+")
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["change", "iteration"], name="one_text_per_iteration")]
        ordering = ["iteration"]

    def __str__(self) -> str:
        return f"iteration {self.iteration} of {self.change_id}"
