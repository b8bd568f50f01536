"""What people say of a proposal: verdicts, comments held to words, suggestions."""

from django.conf import settings
from django.db import models

from agents.models.proposal import Change, Proposal


class Review(models.Model):
    """One person's reading of one iteration: pending until it is finished with one verdict.

    A finished review is never changed, but an owner can set a request for changes aside, with a reason.
    """

    class Verdict(models.TextChoices):
        COMMENT = "comment", "Comment"
        APPROVE = "approve", "Approve"
        CHANGES = "changes", "Request changes"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    reviewer_name = models.CharField(max_length=150)
    iteration = models.PositiveIntegerField()
    verdict = models.CharField(max_length=7, choices=Verdict, default=Verdict.COMMENT)
    words = models.TextField(blank=True)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    set_aside_at = models.DateTimeField(null=True)
    set_aside_by_name = models.CharField(max_length=150, blank=True)
    set_aside_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "reviewer"],
                condition=models.Q(finished_at=None),
                name="one_pending_review_per_person",
            )
        ]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.reviewer_name}: {self.verdict}"


class Comment(models.Model):
    """Words about a line, a range, a field, a file or the whole proposal; or the answer in a thread.

    Where it speaks of lines it is held for ever to (``iteration``, ``side``, ``first_line`` to
    ``last_line``) and keeps them in ``quoted``; where they stand in a later text is computed.
    ``suggestion`` is a text for these lines, None when it is none ("" takes them out).  It is seen by
    others once its ``review``, if any, is finished.  ``guest_name`` is that of somebody with a review link.
    """

    class Side(models.TextChoices):
        OLD = "old", "Before"
        NEW = "new", "After"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="comments")
    change = models.ForeignKey(Change, models.CASCADE, null=True, related_name="comments")
    review = models.ForeignKey(Review, models.SET_NULL, null=True, related_name="comments")
    replies_to = models.ForeignKey("self", models.CASCADE, null=True, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    author_name = models.CharField(max_length=150)
    is_guest = models.BooleanField(default=False)
    iteration = models.PositiveIntegerField()
    side = models.CharField(max_length=3, choices=Side, blank=True)
    first_line = models.PositiveIntegerField(null=True)
    last_line = models.PositiveIntegerField(null=True)
    field = models.CharField(max_length=64, blank=True)
    quoted = models.TextField(blank=True)
    words = models.TextField(blank=True)
    suggestion = models.TextField(null=True)  # noqa: DJ001  None: no suggestion; "": take the lines out
    applied_in = models.PositiveIntegerField(null=True)  # the iteration that took the suggestion
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by_name = models.CharField(max_length=150, blank=True)
    once = models.CharField(max_length=32, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "once"], condition=~models.Q(once=""), name="one_comment_per_posted_form"
            )
        ]
        indexes = [models.Index(fields=["proposal", "change", "id"], name="comments_of_a_change")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"comment {self.pk}"

    @property
    def said_by(self) -> str:
        """Who said it; a guest, whose name is only what they call themselves, is marked as one."""
        return f"{self.author_name} (guest)" if self.is_guest else self.author_name


class Viewed(models.Model):
    """A person has looked at a change as it was in ``text``; a new text is to be looked at again."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    change = models.ForeignKey(Change, models.CASCADE, related_name="viewed")
    blob_id = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "change"], name="one_look_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} saw {self.change_id}"
