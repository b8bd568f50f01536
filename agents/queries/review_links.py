"""Links by which somebody without an account reads a proposal, and what they may read of it."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from agents.models import Proposal, ProposedText, ReviewLink
from agents.operations.review_links import hash_of
from agents.queries import review
from agents.queries.review import Thread

OPEN = (Proposal.State.DRAFT, Proposal.State.REVIEW)


def links_of(proposal: Proposal) -> QuerySet[ReviewLink]:
    """Every link to a proposal, the newest first."""
    return proposal.links.select_related("created_by").order_by("-pk")


def link_of(key: str) -> ReviewLink | None:
    """The link of ``key``, while it lets in: not expired or taken back, the proposal open, the team there."""
    found = ReviewLink.objects.select_related("proposal__team").filter(
        key_hash=hash_of(key),
        revoked_at=None,
        expires_at__gt=timezone.now(),
        proposal__state__in=OPEN,
        proposal__team__removed_at=None,
    )
    return found.first()


def threads_of(proposal: Proposal) -> list[Thread]:
    """What was said for all to read."""
    return review.threads(proposal, for_=None)


def shown_first(texts: Iterable[ProposedText], *, most: int, most_bytes: int) -> set[int]:
    """The changes whose comparison comes with the page: the first, and more while they are few and short."""
    chosen: set[int] = set()
    size = 0
    for text in texts:
        size += len(text.source) + len(text.base.source if text.base else "")
        if chosen and (len(chosen) == most or size > most_bytes):
            break
        chosen.add(text.change_id)
    return chosen
