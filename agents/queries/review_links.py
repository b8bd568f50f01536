"""Links by which somebody without an account reads a proposal: whom they let in, and what an owner sees of them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache
from django.utils import timezone

from agents.models import Event, Membership, Proposal, ReviewLink
from agents.operations.review_links import hash_of, opened_key


def link_of(key: str) -> ReviewLink | None:
    """The link of ``key``, whether it still lets in or not; None when there is none, or its team is gone."""
    found = ReviewLink.objects.select_related("proposal__team", "created_by")
    return found.filter(key_hash=hash_of(key), proposal__team__removed_at=None).first()


def maker_of(link: ReviewLink) -> Membership | None:
    """The membership of who made the link; None for who left the team or may not sign in any more."""
    members = Membership.objects.filter(team=link.proposal.team_id, user__is_active=True)
    return members.filter(user=link.created_by_id).first() if link.created_by_id else None


def why_shut(link: ReviewLink, *, is_made_by_able: bool) -> str:
    """Why the link lets nobody in, in a word; "" while it does.

    It counts only while who made it may make links, as an approval does while its reviewer may approve.
    """
    if link.revoked_at:
        return "revoked"
    if not link.proposal.is_open:
        return str(link.proposal.state)
    if link.expires_at <= timezone.now():
        return "expired"
    return "" if is_made_by_able else "maker"


@dataclass(frozen=True)
class Row:
    """A link as an owner sees it: ``why`` it is shut, or ""; when it was last opened, and what was said by it."""

    link: ReviewLink
    why: str
    opened_at: datetime | None
    comments: int


def rows(proposal: Proposal, *, makers: set[int]) -> list[Row]:
    """Every link to a proposal, those that let in first, then the newest; ``makers`` are who may make links now."""
    links = list(proposal.links.select_related("created_by").order_by("-pk"))
    opened = cache.get_many([opened_key(link.pk) for link in links]) if links else {}
    said = Counter(_said_by_link(proposal)) if links else {}
    for link in links:
        link.proposal = proposal
    found = [
        Row(
            link,
            why_shut(link, is_made_by_able=link.created_by_id in makers),
            opened.get(opened_key(link.pk)),
            said[link.pk],
        )
        for link in links
    ]
    return sorted(found, key=lambda row: bool(row.why))


def _said_by_link(proposal: Proposal) -> list[int]:
    told = Event.objects.filter(team=proposal.team_id, action="proposal.commented", details__proposal=proposal.number)
    return list(told.filter(details__guest__isnull=False).values_list("details__link", flat=True))
