"""Whose business a part of the library is."""

from django.db import models

from agents.models.people import Membership, Team


class OwnedPath(models.Model):
    """A member looks after the documents whose paths fit ``pattern``; see ``definition.owned_paths``.

    It goes with the membership.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="owned_paths")
    pattern = models.CharField(max_length=255)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="owned_paths")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["membership", "pattern"], name="one_pattern_per_member")]
        ordering = ["pattern", "pk"]

    def __str__(self) -> str:
        return self.pattern
