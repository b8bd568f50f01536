"""What every page needs: the team, the numbers beside the navigation, and how it should look."""

from functools import cached_property

from agents.access import may, may_save
from agents.models import Membership, Team, User
from agents.queries import library, people


def site(request) -> dict:
    """Context of base.html.  ``request.team`` is set by the view; pages without one show no navigation.

    A view that has counted already sets ``request.nav``.
    """
    team: Team | None = getattr(request, "team", None)
    user = getattr(request, "user", None)
    membership = getattr(request, "membership", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "team": team,
        "nav": getattr(request, "nav", None) or (library.counts(team) if team else {}),
        "may_save": membership is not None and may_save(membership),
        "own": Own(user, team, getattr(request, "own", None)) if signed_in else None,
        "section": getattr(request, "section", ""),
        "theme": user.theme if signed_in else User.Theme.SYSTEM,
        "density": user.density if signed_in else User.Density.COMFORTABLE,
        "shortcuts": user.shortcuts if signed_in else True,
        "request_id": getattr(request, "id", ""),
    }


class Own:
    """The person's teams: as ``access`` found them, else asked only by a page that shows the navigation."""

    def __init__(self, user: User, team: Team | None, found: list[Membership] | None) -> None:
        self.user, self.team, self.found = user, team, found

    @cached_property
    def memberships(self) -> list[Membership]:
        return people.memberships(self.user) if self.found is None else self.found

    @property
    def several(self) -> bool:
        return len(self.memberships) > 1

    @property
    def rules(self) -> bool:
        """Whether the person may set the rules of the team that is open."""
        return self._may("GET team-settings")

    @property
    def imports(self) -> bool:
        """Whether the person may bring files into the team that is open."""
        return self._may("GET import")

    def _may(self, ask: str) -> bool:
        return any(one.team_id == self.team.pk and may(one, ask) for one in self.memberships) if self.team else False
