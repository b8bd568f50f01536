"""What people are told: that their review is asked, that somebody answered, that it was merged."""

from django.conf import settings
from django.db import models

from agents.models.document import Document
from agents.models.people import Team
from agents.models.proposal import Proposal
from agents.models.review import Comment


class Notice(models.Model):
    """Something that happened and concerns a person; their inbox lists it until they have read it.

    ``key`` makes it one per person however often the step is tried.  ``mailing_at`` is when somebody set
    out to mail it: for some minutes nobody else does.
    """

    class Kind(models.TextChoices):
        ASKED = "asked", "A review is asked of you"
        COMMENTED = "commented", "Somebody comments on your proposal or answers you"
        MENTIONED = "mentioned", "Somebody mentions you"
        VERDICT = "verdict", "Your proposal is approved, or changes are requested"
        STALE = "stale", "Your approval no longer counts"
        CONFLICT = "conflict", "Your proposal conflicts with what was saved"
        ENDED = "ended", "A proposal of yours is merged or closed"
        FOLLOWED = "followed", "Something you follow is changed, proposed to be, or talked about"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=Kind)
    proposal = models.ForeignKey(Proposal, models.CASCADE, null=True, related_name="+")
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="+")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    sentence = models.CharField(max_length=300)
    key = models.CharField(max_length=80)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mailing_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="one_notice_per_step")]
        indexes = [
            models.Index(fields=["person", "read_at", "-id"], name="inbox_of_a_person"),
            models.Index(fields=["created_at"], name="notices_to_mail", condition=models.Q(mailed_at=None)),
        ]
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.sentence


class NoticeChoice(models.Model):
    """How a person wants to be told of one kind; without a row it is the default of that kind."""

    class Way(models.TextChoices):
        NOWHERE = "nowhere", "Not at all"
        INBOX = "inbox", "In the inbox"
        DIGEST = "digest", "Inbox, and a mail once a day"
        MAIL = "mail", "Inbox, and a mail at once"

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notice_choices")
    kind = models.CharField(max_length=9, choices=Notice.Kind)
    way = models.CharField(max_length=7, choices=Way)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="one_choice_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.way}"


class Follow(models.Model):
    """A person wants to know of every change of a document."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="follows")
    document = models.ForeignKey(Document, models.CASCADE, related_name="follows")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "document"], name="one_follow_per_person")]

    def __str__(self) -> str:
        return f"{self.person_id} follows {self.document_id}"


class ProposalFollow(models.Model):
    """Whether a person wants to hear of a proposal; without a row, who wrote a part of it does, and nobody else."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="follows")
    is_wanted = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "proposal"], name="one_choice_per_proposal")]

    def __str__(self) -> str:
        return f"{self.person_id} {'follows' if self.is_wanted else 'stopped following'} {self.proposal_id}"


class ReviewLink(models.Model):
    """Lets somebody without an account read one proposal, or read and comment, until it expires.

    Only the SHA-256 of the key is kept.
    """

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="links")
    key_hash = models.CharField(max_length=64, unique=True)
    may_comment = models.BooleanField(default=False)
    label = models.CharField(max_length=80, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.label or f"link to {self.proposal}"
