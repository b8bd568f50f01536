"""What every page needs: the team, the numbers beside the navigation, and how it should look."""

from agents import access
from agents.models import Team, User
from agents.queries import library


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
        "may_save": membership is not None and access.may_save(membership),
        "section": getattr(request, "section", ""),
        "theme": user.theme if signed_in else User.Theme.SYSTEM,
        "density": user.density if signed_in else User.Density.COMFORTABLE,
        "shortcuts": user.shortcuts if signed_in else True,
        "request_id": getattr(request, "id", ""),
    }
