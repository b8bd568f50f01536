"""Who reviewed a proposal, and how what they said stands."""

from collections.abc import Iterable

from agents.models import Review
from agents.queries.proposals import Standing


def reviewers(standing: Standing) -> list[tuple[str, str, Review]]:
    """Everybody who finished a review: their name, the word of how their last verdict stands, and that review."""
    words: dict[str, tuple[str, str, Review]] = {}
    approved, requested = _keys(standing.approvals), _keys(standing.requested)
    for one in standing.reviews:
        if one.pk in requested or one.set_aside_at:
            word = "set aside" if one.set_aside_at else "changes"
        elif one.verdict == Review.Verdict.APPROVE:
            word = "approved" if one.pk in approved else "stale"
        else:
            word = "commented"
        last = words.get(one.reviewer_name)
        if word != "commented" or last is None:
            words[one.reviewer_name] = (one.reviewer_name, word, one)
    return list(words.values())


def _keys(reviews: Iterable[Review]) -> set[int]:
    return {one.pk for one in reviews}
