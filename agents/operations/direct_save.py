"""Who may save a text of a team: the rule its owners set, asked at every write."""

import logging

from agents.models import Membership, Role, Team, User
from agents.operations.errors import NotAllowed

SAID = {
    Role.AUTHOR: "authors, reviewers and owners",
    Role.REVIEWER: "reviewers and owners",
    Role.OWNER: "owners",
}
NAMED = 3
logger = logging.getLogger("agents.access")


def check_may_save(team: Team, person: User | None) -> None:
    """Raise NotAllowed when the team's rule keeps ``person`` from saving; None is a command, which may."""
    if person is not None and (reason := why_not(team, person)):
        logger.warning("authz.denied", extra={"user": person.pk, "team": team.slug, "why": "rule"})
        raise NotAllowed(f"Nothing was saved. {reason}")


def why_not(team: Team, person: User) -> str:
    """Say who may save when the team's rule keeps ``person`` from it; else nothing."""
    if team.direct_save <= Role.AUTHOR:
        return ""
    role = Membership.objects.filter(team=team, user=person).values_list("role", flat=True).first()
    return who_may_save(team) if role is None or role < team.direct_save else ""


def who_may_save(team: Team) -> str:
    """Say who may: “In Platform team only owners save: Ada and Ben.”"""
    found = Membership.objects.filter(team=team, role__gte=team.direct_save, user__is_active=True)
    names = [one.user.shown_name for one in found.select_related("user").order_by("-role", "pk")[: NAMED + 1]]
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], "others"]
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else "nobody"
    return f"In {team.name} only {SAID[Role(team.direct_save)]} save: {listed}."
