"""Files that were brought here and wait to be chosen.  Nothing of them is in the library yet."""

from django.conf import settings
from django.db import models

from agents.models.people import Team


class StagedImport(models.Model):
    """One import between its preview and its end.  Old ones are swept by the next import."""

    class State(models.TextChoices):
        PREVIEW = "preview"
        RUNNING = "running"
        DONE = "done"

    team = models.ForeignKey(Team, models.CASCADE, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    origin = models.CharField(max_length=500)
    state = models.CharField(max_length=7, choices=State, default=State.PREVIEW)
    created_at = models.DateTimeField(auto_now_add=True)
    summary = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"import from {self.origin}"


class StagedFile(models.Model):
    """A file of an import: what it is, what would happen to it, and its exact text."""

    class Outcome(models.TextChoices):
        NEW = "new", "New"
        CHANGED = "changed", "Changed"
        UNCHANGED = "unchanged", "Unchanged"
        EDITED_HERE = "edited", "Edited here since"
        ARCHIVED = "archived", "Archived here"
        REFUSED = "refused", "Cannot be taken"
        LEFT_ALONE = "left", "Left alone"

    staged = models.ForeignKey(StagedImport, models.CASCADE, related_name="files")
    position = models.PositiveIntegerField()
    path = models.CharField(max_length=1000)
    kind = models.CharField(max_length=9, blank=True)
    source = models.TextField(blank=True)
    outcome = models.CharField(max_length=9, choices=Outcome)
    name = models.CharField(max_length=256, blank=True)
    description = models.TextField(blank=True)
    verdict = models.PositiveSmallIntegerField(null=True)
    problem = models.TextField(blank=True)
    line = models.PositiveIntegerField(null=True)
    is_chosen = models.BooleanField(default=False)
    is_done = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["staged", "position"], name="one_file_per_position")]

    def __str__(self) -> str:
        return self.path
