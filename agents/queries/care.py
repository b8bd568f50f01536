"""Who looks after documents and which are due: rows in, no text parsing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from agents.models import Document, Membership, Role, Team, User


def said(document: Document) -> dict[str, Any]:
    """What is said about a document, as JSON has it."""
    return {
        "owner": document.owner_id,
        "review_by": document.review_by and document.review_by.isoformat(),
        "reviewed_at": document.reviewed_at and document.reviewed_at.isoformat(),
        "reviewed_by": document.reviewed_by_id,
    }


def possible_owners(team: Team) -> QuerySet[User]:
    """Who may be made the owner of a document: the team's active people who may write."""
    return User.objects.filter(is_active=True, memberships__team=team, memberships__role__gte=Role.AUTHOR)


def names(ids: Iterable[int]) -> dict[int, str]:
    """The names of people, also of those who left."""
    return {user.pk: user.shown_name for user in User.objects.filter(pk__in=list(ids))}


def owned(team: Team) -> Q:
    """Documents somebody looks after: an owner who left the team or was deactivated counts as none."""
    return Q(owner__in=Membership.objects.filter(team=team, user__is_active=True).values("user"))
