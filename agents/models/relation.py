"""Who names whom: read from the texts, resolved against the team.  All but ``Alias`` can be thrown away and rebuilt."""

from django.db import models

from agents.models.document import Document
from agents.models.people import Team, User
from agents.models.revision import Revision


class Places(models.Model):
    """Where a revision may name agents and files.

    It is read from the text once and needs no roster; ``operations.places`` knows its form.
    """

    CURRENT = 1  # version of the recognisers: raised when they read more, or otherwise

    document = models.OneToOneField(Document, models.CASCADE, primary_key=True, related_name="places")
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="+")
    version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=256, blank=True)
    names = models.TextField()
    files = models.TextField()

    def __str__(self) -> str:
        return f"places in {self.document}"


class Edge(models.Model):
    """One agent names another at one place of its text; ``target`` is None while nobody bears the name.

    ``key`` is the form of the name that is compared, ``others`` the ids among which an ambiguous
    name cannot decide.
    """

    class Tier(models.TextChoices):
        """How sure it is; the surest comes first."""

        STRUCTURE = "structure", "Written as a collaboration"
        MENTION = "mention", "Mentioned"
        SUGGESTED = "suggested", "Perhaps"

    team = models.ForeignKey(Team, models.CASCADE, db_index=False, related_name="+")
    source = models.ForeignKey(Document, models.CASCADE, db_index=False, related_name="edges")
    target = models.ForeignKey(Document, models.SET_NULL, db_index=False, null=True, related_name="edges_in")
    written = models.CharField(max_length=200)
    key = models.CharField(max_length=200)
    others = models.CharField(max_length=200, blank=True)
    heading = models.TextField(blank=True)
    note = models.TextField(blank=True)
    first_line = models.PositiveIntegerField()
    last_line = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    tier = models.CharField(max_length=9, choices=Tier)
    kind = models.CharField(max_length=20)
    dialect = models.CharField(max_length=20)

    class Meta:
        indexes = [
            models.Index(fields=["team", "source", "target"], name="edges_of_a_team"),
            models.Index(fields=["source", "target"], name="edges_of_an_agent"),
            models.Index(fields=["target", "source"], name="edges_to_an_agent"),
            models.Index(fields=["team", "key"], name="unresolved_edges", condition=models.Q(target=None)),
        ]
        ordering = ["line", "start"]

    def __str__(self) -> str:
        return f"{self.source} → {self.written}"

    @property
    def other_ids(self) -> list[int]:
        return [int(word) for word in self.others.split()]


class Reference(models.Model):
    """A text names a file; ``target`` is None when it should be in the library and is not."""

    team = models.ForeignKey(Team, models.CASCADE, db_index=False, related_name="+")
    source = models.ForeignKey(Document, models.CASCADE, related_name="references")
    target = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="references_in")
    path = models.CharField(max_length=300)
    is_broken = models.BooleanField()
    heading = models.TextField(blank=True)
    note = models.TextField(blank=True)
    line = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["team", "source", "target"], name="references_of_a_team"),
            models.Index(fields=["team", "path"], name="broken_references", condition=models.Q(is_broken=True)),
        ]
        ordering = ["line", "start"]

    def __str__(self) -> str:
        return f"{self.source} → {self.path}"


class Alias(models.Model):
    """A written name that people tied to an agent or, with no ``document``, declared to be none."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="aliases")
    key = models.CharField(max_length=200)
    written = models.CharField(max_length=200)
    document = models.ForeignKey(Document, models.CASCADE, null=True, related_name="aliases")
    by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "key"], name="one_alias_per_name")]
        ordering = ["key"]

    def __str__(self) -> str:
        return self.written

    @property
    def is_dismissed(self) -> bool:
        return self.document_id is None


class ResolvedRoster(models.Model):
    """The names with which a team's edges were resolved, as a hash; ``round`` counts the writes of its edges."""

    team = models.OneToOneField(Team, models.CASCADE, primary_key=True, related_name="+")
    key = models.CharField(max_length=40, blank=True)
    round = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"round {self.round}"
