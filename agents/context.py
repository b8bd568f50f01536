"""What every page needs: the team, the numbers beside the navigation, and how it should look."""

from functools import cache, cached_property

from django.utils.functional import SimpleLazyObject

from agents import access
from agents.models import Membership, Team, User
from agents.queries import inbox, people, summary
from agents.unread_notices import MOST_COUNTED


def site(request) -> dict:
    """Context of base.html.  ``request.team`` is set by the view; pages without one show no navigation.

    A view that has counted already sets ``request.nav``.
    """
    team: Team | None = getattr(request, "team", None)
    user = getattr(request, "user", None)
    membership = getattr(request, "membership", None)
    may_save = membership is not None and access.may_save(membership)
    signed_in = user is not None and user.is_authenticated
    return {
        "team": team,
        "nav": SimpleLazyObject(lambda: _nav(request, team)) if team else {},
        "may_save": may_save,
        "proposes_first": may_save and membership.proposes,
        "own": Own(user, team, getattr(request, "own", None)) if signed_in else None,
        "unread": cache(lambda: _unread(user)) if signed_in else "",
        "section": getattr(request, "section", ""),
        "theme": user.theme if signed_in else User.Theme.SYSTEM,
        "density": user.density if signed_in else User.Density.COMFORTABLE,
        "shortcuts": user.shortcuts if signed_in else True,
        "request_id": getattr(request, "id", ""),
    }


def _nav(request, team: Team) -> dict[str, str]:
    """The numbers beside the navigation; parts of pages, which show none, ask for none."""
    counted = getattr(request, "nav", None)
    if counted is None:
        return summary.counts(team)
    return counted if "proposals" in counted else {"proposals": summary.open_proposals(team)} | counted


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

    @cached_property
    def asked(self) -> str:
        """How many proposals of the team that is open wait for the person's review; "" when none does."""
        return counted(sum(one.asked or 0 for one in self._here))

    @property
    def rules(self) -> bool:
        """Whether the person may set the rules of the team that is open."""
        return self._may("GET team-settings")

    @property
    def imports(self) -> bool:
        """Whether the person may bring files into the team that is open."""
        return self._may("GET import")

    def _may(self, ask: str) -> bool:
        return any(access.may(one, ask) for one in self._here)

    @property
    def _here(self) -> list[Membership]:
        return [one for one in self.memberships if self.team and one.team_id == self.team.pk]


def _unread(user: User) -> str:
    """How many notices wait; "" when none does.  The session brought the number along."""
    count = user.unread if hasattr(user, "unread") else inbox.unread(user)
    return counted(count)


def counted(count: int) -> str:
    """A number that was not counted beyond MOST_COUNTED; "" for none."""
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count or "")
