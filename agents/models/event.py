"""The record of who did what."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from agents.models.document import Document
from agents.models.people import Team

PHRASES = {
    "alias.dismissed": "dismissed",
    "alias.removed": "forgot what was said of",
    "alias.set": "said what is meant by",
    "care.assigned": "set the owner of",
    "care.confirmed": "reviewed",
    "care.scheduled": "set the review date of",
    "care.set": "set owner and review date of",
    "document.created": "added",
    "document.saved": "saved",
    "document.renamed": "renamed",
    "document.archived": "archived",
    "document.restored": "restored",
    "documents.archived": "archived",
    "documents.restored": "restored",
    "documents.edited": "changed",
    "documents.imported": "imported",
    "export.zip": "exported a zip",
    "export.folder": "exported to",
    "proposal.opened": "proposed",
    "proposal.revised": "changed the proposal",
    "proposal.updated": "brought up to date the proposal",
    "proposal.reworded": "reworded the proposal",
    "proposal.asked": "asked for a review of",
    "proposal.withdrawn": "made a draft again of",
    "proposal.reviewed": "reviewed",
    "proposal.commented": "commented on",
    "proposal.merged": "merged",
    "proposal.closed": "closed",
    "proposal.reopened": "reopened",
    "proposal.reverted": "proposed to take back",
    "proposal.shared": "made a link to",
    "proposal.unshared": "took back a link to",
    "comment.edited": "edited a comment on",
    "comment.deleted": "deleted a comment on",
    "comment.restored": "brought back a comment on",
    "comment.resolved": "resolved a thread of",
    "comment.reopened": "reopened a thread of",
    "review.set_aside": "set aside a request for changes of",
    "step.undone": "undid a step in",
    "step.redone": "redid a step in",
    "view.saved": "saved the view",
    "view.renamed": "renamed a view to",
    "view.deleted": "deleted the view",
    "team.created": "created the team",
    "team.renamed": "renamed the team",
    "team.changed": "changed the rules of the team",
    "team.removed": "removed the team",
    "team.restored": "brought back the team",
    "invitation.sent": "invited",
    "invitation.renewed": "made a new link for",
    "invitation.revoked": "took back the invitation for",
    "member.joined": "joined the team, invited by",
    "member.changed": "changed the role of",
    "member.removed": "removed the member",
    "member.left": "left the team",
    "person.deactivated": "deactivated the account of",
    "person.reactivated": "reactivated the account of",
    "path.owned": "named an owner of",
    "path.disowned": "took an owner off",
}

OF_MANY = (
    *("documents.archived", "documents.restored", "documents.edited", "step.undone", "step.redone"),
    *("care.assigned", "care.scheduled", "care.set", "proposal.merged"),
)


def _kept(model, **options) -> models.ForeignKey:
    """A key that stays as it was written, whatever becomes of what it names."""
    return models.ForeignKey(model, models.DO_NOTHING, db_constraint=False, **options)


class Event(models.Model):
    """One step, recorded in the transaction that made it.  Rows are only ever added.

    However many documents a step writes, it is one event; its ``writes`` say what it did to each,
    and ``undoes`` is the step it took back.  The actor's and the document's names are kept beside
    the keys, so that the record still reads well when they are gone.  The newest id of a team
    tells whether anything in its library changed.

    The database refuses to change or delete a row, so a key stays as it was written when what it
    names is gone, and no constraint hangs on it.  ``number`` counts a team's events without a gap;
    ``previous`` and ``hash`` chain them: see ``operations.chain``.
    """

    team = _kept(Team, related_name="events")
    number = models.PositiveBigIntegerField()
    actor = _kept(settings.AUTH_USER_MODEL, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    action = models.CharField(max_length=40)
    document = _kept(Document, null=True, related_name="events")
    subject = models.CharField(max_length=255, blank=True)
    details = models.JSONField(default=dict)
    undoes = models.OneToOneField("self", models.DO_NOTHING, null=True, related_name="undone_by", db_constraint=False)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    previous = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["team", "-id"], name="newest_events_of_a_team"),
            models.Index(fields=["team", "action"], name="events_of_a_team_by_action"),
            models.Index(fields=["document", "-id"], name="newest_events_of_a_document"),
        ]
        constraints = [models.UniqueConstraint(fields=["team", "number"], name="one_event_per_number")]
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.action} {self.subject}"

    @property
    def phrase(self) -> str:
        """The verb of the sentence “Ada saved agents/qa.md”."""
        return PHRASES.get(self.action, self.action)

    @property
    def sentence(self) -> str:
        """The whole step in words: “Ada changed 12 agents: Set model to opus”."""
        version = f" as v{self.details['revision']}" if self.details.get("revision") else ""
        summary = f": {self.details['summary']}" if self.details.get("summary") else ""
        return f"{self.actor_name} {self.phrase} {self.subject}{version}{summary}"

    @property
    def is_of_many(self) -> bool:
        """Whether several documents were written as one step that can be undone; its page lists them."""
        return self.action in OF_MANY and self.document_id is None

    @property
    def is_of_names(self) -> bool:
        """Whether it says whom written names mean; its details hold what each meant before and after."""
        return bool(self.details.get("aliases"))

    @property
    def is_of_care(self) -> bool:
        """Whether it says who looks after documents and when; its details hold that of each, before and after."""
        return bool(self.details.get("care"))

    @property
    def is_undo(self) -> bool:
        """Whether it took a step back; undoing it does that step again."""
        return self.action == "step.undone"

    @property
    def icon(self) -> str:
        """A symbol for the action's family."""
        families = {"alias": "users", "export": "download", "team": "users", "documents": "upload"}
        families |= {"step": "undo-2", "view": "bookmark", "care": "clock", "path": "shield-check"}
        families |= {"invitation": "users", "member": "users", "person": "users"}
        families |= {"proposal": "file-diff", "comment": "file-diff", "review": "file-diff"}
        return families.get(self.action.split(".")[0], "file-text")


class Chain(models.Model):
    """The end of a team's chain of events; writing the next one locks this row."""

    team = models.OneToOneField(Team, models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False)
    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.number} events"
