"""The views a person sees above a library: the team's first, then their own."""

from django.db.models import Q, QuerySet

from agents.models import Membership, SavedView
from agents.prepared import Prepared

NAMED_LIKE = 5

ABOVE = Prepared(
    lambda: SavedView.objects.filter(team=0).filter(family="").filter(Q(creator=0) | Q(is_shared=True)),
)


def saved_views(membership: Membership) -> QuerySet[SavedView]:
    """Every view the member sees in their team."""
    seen = Q(is_shared=True) | Q(creator=membership.user_id)
    return SavedView.objects.filter(seen, team=membership.team_id)


def views_above(membership: Membership, family: str) -> list[SavedView]:
    """The views of one library that the member sees."""
    return ABOVE.rows(membership.team_id, family, membership.user_id)


def named_like(membership: Membership, typed: str) -> list[SavedView]:
    """The first views with ``typed`` in their name."""
    return list(saved_views(membership).filter(name__icontains=typed)[:NAMED_LIKE])
