"""Who works here: people, teams, and what a person may do in a team."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone

from agents.definition.invisible import spelled_out


class Role(models.IntegerChoices):
    """What a member may do.  Each role may do all that the roles before it may."""

    READER = 10, "Reader"
    AUTHOR = 20, "Author"
    REVIEWER = 30, "Reviewer"
    OWNER = 40, "Owner"


class User(AbstractUser):
    """A person.  ``shown_name`` is what colleagues see, without anything that cannot be seen."""

    class Theme(models.TextChoices):
        SYSTEM = "system", "As the system"
        LIGHT = "light", "Light"
        DARK = "dark", "Dark"

    class Density(models.TextChoices):
        COMFORTABLE = "comfortable", "Comfortable"
        COMPACT = "compact", "Compact"

    display_name = models.CharField(max_length=80, blank=True)
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(max_length=11, choices=Density, default=Density.COMFORTABLE)
    shortcuts = models.BooleanField(default=True)

    @property
    def shown_name(self) -> str:
        return spelled_out(self.display_name or self.username)[:150]


class Team(models.Model):
    """A group of people with one library.  A removed team is out of sight, with everything it had.

    ``direct_save`` is the least role that may save a text; ``approvals`` and ``security_reviewer`` say
    what a proposal needs.
    """

    MOST_APPROVALS = 3

    slug = models.SlugField(max_length=64, unique=True)
    name = models.CharField(max_length=80)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")
    direct_save = models.PositiveSmallIntegerField(choices=Role, default=Role.AUTHOR)
    approvals = models.PositiveSmallIntegerField(default=1)
    security_reviewer = models.BooleanField(default=False)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(approvals__lte=3), name="three_approvals_at_most")]
        ordering = ["is_demo", "pk"]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person in a team, and what they may do there.

    A security reviewer is who may approve that an agent's powers widen.  ``proposes`` says what the person did
    last where one can save or propose: that button stands first.
    """

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.PositiveSmallIntegerField(choices=Role)
    is_security_reviewer = models.BooleanField(default=False)
    proposes = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="one_membership_per_person")]

    def __str__(self) -> str:
        return f"{self.user} in {self.team}"

    @property
    def is_owner(self) -> bool:
        return self.role == Role.OWNER
