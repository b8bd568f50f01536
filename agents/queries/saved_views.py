"""The views a person sees above a library: the team's first, then their own."""

from django.db.models import Q, QuerySet

from agents.models import Membership, SavedView

NAMED_LIKE = 5


def saved_views(membership: Membership) -> QuerySet[SavedView]:
    """Every view the member sees in their team."""
    seen = Q(is_shared=True) | Q(creator=membership.user_id)
    return SavedView.objects.filter(seen, team=membership.team_id)


def named_like(membership: Membership, typed: str) -> list[SavedView]:
    """The first views with ``typed`` in their name."""
    return list(saved_views(membership).filter(name__icontains=typed)[:NAMED_LIKE])
