"""A name for what one often looks for."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from agents.models.people import Team


class SavedView(models.Model):
    """A library's address by name: ``query`` is its query string.  A person's own, or shared with the team."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="saved_views")
    creator = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    is_shared = models.BooleanField(default=False)
    family = models.CharField(max_length=10)
    name = models.CharField(max_length=60)
    name_key = models.CharField(max_length=120)
    query = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "family", "name_key"], condition=Q(is_shared=True), name="one_shared_view_per_name"
            ),
            models.UniqueConstraint(
                fields=["team", "creator", "family", "name_key"],
                condition=Q(is_shared=False),
                name="one_own_view_per_name",
            ),
        ]
        ordering = ["-is_shared", "name_key", "pk"]

    def __str__(self) -> str:
        return self.name
