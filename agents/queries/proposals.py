"""Proposals: those of a team, what each consists of, and where it stands by the team's rules."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import F, QuerySet, Value

from agents.models import Change, Membership, Proposal, Review, Team, User
from agents.queries import review_rules
from agents.queries.proposal_plans import Planned, current_texts, plan
from agents.queries.review_rules import Owners, Voices
from agents.queries.waiting import waiting

__all__ = ["Standing", "current_texts", "is_author", "proposals_of", "standing", "voices_of", "waiting_for", "word_of"]
OPEN = (Proposal.State.DRAFT, Proposal.State.REVIEW)
NUMBERS = ("no", "one", "two", "three")


class Standing(NamedTuple):
    """Where a proposal stands; ``reasons`` are the sentences why it cannot be merged, none when it may be.

    ``planned`` is what the merge would make of each file; ``owners_missing`` are the owners of files of whom
    one has to approve yet.  ``reviews`` are all that were finished, ``authors`` the ids of those who do not
    judge it.
    """

    word: str
    approvals: list[Review]
    stale: list[Review]
    requested: list[Review]
    needed: int
    needs_security: bool
    has_security: bool
    owners_missing: list[Owners]
    moved: list[Change]
    reasons: tuple[str, ...]
    may_merge: bool
    planned: list[Planned]
    reviews: list[Review]
    authors: set[int]


def proposals_of(team: Team, *, states: Sequence[str] = OPEN, by: User | None = None) -> QuerySet[Proposal]:
    """The team's proposals in ``states``, those that something happened to last first; ``by`` one person, if asked."""
    found = Proposal.objects.filter(team=team, state__in=states).select_related("author")
    found = found.filter(author=by) if by else found
    return found.order_by("-updated_at", "-pk")


def waiting_for(membership: Membership) -> QuerySet[Proposal]:
    """The proposals in review that the member, who may judge, did not write and has not judged as they are now."""
    return waiting(proposals_of(membership.team), judge=Value(membership.user_id))


def is_author(proposal: Proposal, person: User) -> bool:
    """Whether the person opened the proposal or wrote any of its texts, and so does not judge it."""
    return person.pk in review_rules.authors_of([proposal])[proposal.pk]


def voices_of(proposals: Iterable[Proposal]) -> dict[int, Voices]:
    """What the reviewers of each proposal say now, by its id; the proposals are of one team."""
    proposals = list(proposals)
    if not proposals:
        return {}
    reviews, authors = _finished(proposals), review_rules.authors_of(proposals)
    able = review_rules.judges(proposals[0].team_id)
    return {
        one.pk: review_rules.voices(one, reviews[one.pk], judges=able, authors=authors[one.pk]) for one in proposals
    }


def _finished(proposals: Iterable[Proposal]) -> dict[int, list[Review]]:
    """The finished reviews of each proposal, first to last."""
    reviews: dict[int, list[Review]] = {proposal.pk: [] for proposal in proposals}
    finished = Review.objects.filter(proposal__in=reviews, finished_at__isnull=False)
    for review in finished.select_related("reviewer").order_by(F("finished_at"), "pk"):
        reviews[review.proposal_id].append(review)
    return reviews


def word_of(proposal: Proposal, voices: Voices) -> str:
    """One of: draft, in review, changes requested, approved, merged, closed."""
    if proposal.state != Proposal.State.REVIEW:
        return str(proposal.state)
    if voices.requested:
        return "changes requested"
    is_approved = voices.approvals and len(voices.approvals) >= proposal.team.approvals
    return "approved" if is_approved else "in review"


def standing(proposal: Proposal) -> Standing:
    """Tell where ``proposal`` stands, by the roles people have and the texts that are heads at this moment."""
    able, authors = review_rules.judges(proposal.team_id), review_rules.authors_of([proposal])[proposal.pk]
    reviews = _finished([proposal])[proposal.pk]
    voices = review_rules.voices(proposal, reviews, judges=able, authors=authors)
    planned = plan(proposal, current_texts(proposal).values()) if proposal.is_open else []
    needs_security = proposal.team.security_reviewer and review_rules.widens_powers(planned)
    approving = {review.reviewer_id for review in voices.approvals}
    owners = review_rules.owners(proposal.team_id, planned, judges=able, authors=authors)
    missing = [asked for asked in owners if not approving & {one.user_id for one in asked.people}]
    has_security = any(able[pk].is_security_reviewer for pk in approving)
    found = Standing(
        word=word_of(proposal, voices),
        approvals=voices.approvals,
        stale=voices.stale,
        requested=voices.requested,
        needed=proposal.team.approvals,
        needs_security=needs_security,
        has_security=has_security,
        owners_missing=missing,
        moved=[one.change for one in planned if one.is_moved],
        reasons=(),
        may_merge=False,
        planned=planned,
        reviews=reviews,
        authors=authors,
    )
    reasons = _reasons(proposal, found)
    return found._replace(reasons=reasons, may_merge=not reasons)


def _reasons(proposal: Proposal, found: Standing) -> tuple[str, ...]:
    if not proposal.is_open:
        return (f"It is {proposal.get_state_display().lower()}.",)
    reasons = ["It is a draft. Ask for a review first."] if proposal.state == Proposal.State.DRAFT else []
    left = found.needed - len(found.approvals)
    if left > 0:
        more = "more " if found.approvals else ""
        count = NUMBERS[left] if left < len(NUMBERS) else f"{left:,}"
        who = "a reviewer who did not write it" if left == 1 else "reviewers who did not write it"
        reasons.append(f"It needs {count} {more}approval{'s' if left > 1 else ''} by {who}.")
    names = [review.reviewer_name for review in found.requested]
    reasons += [f"{name} asks for changes." for name in dict.fromkeys(names)]
    if found.needs_security and not found.has_security:
        reasons.append("It lets agents do more than before. A security reviewer has to approve it.")
    reasons += [asked.sentence for asked in found.owners_missing]
    reasons += [one.obstacle for one in found.planned if one.obstacle]
    return tuple(reasons)
