"""What a proposal is called and where it stands: a draft, in review, or closed.  Being there already is no step."""

from django.db import transaction
from django.utils import timezone

from agents.models import Proposal, User
from agents.operations import iterations, notices
from agents.operations.errors import OperationError
from agents.operations.iterations import ProposalEnded
from agents.operations.refusals import check_text, check_words

State = Proposal.State
TITLE = 200


def ask_for_review(proposal: Proposal, *, by: User) -> Proposal:
    """Let others judge a draft."""
    return _put(proposal, State.REVIEW, "proposal.asked", by=by)


def back_to_draft(proposal: Proposal, *, by: User) -> Proposal:
    """Take a proposal back to be worked on; what was said of it stays."""
    return _put(proposal, State.DRAFT, "proposal.withdrawn", by=by)


@transaction.atomic
def _put(proposal: Proposal, state: State, action: str, *, by: User) -> Proposal:
    proposal = iterations.locked_open(proposal)
    if proposal.state == state:
        return proposal
    proposal.state = state
    iterations.touch(proposal, "state", at=timezone.now())
    if state == State.REVIEW:
        notices.review_asked(proposal, by=by)
    iterations.tell(proposal, by, action)
    return proposal


@transaction.atomic
def close(proposal: Proposal, *, by: User, reason: str = "") -> Proposal:
    """End a proposal without merging it; everything of it is kept."""
    reason, proposal = check_words(reason), iterations.locked(proposal)
    if proposal.state == State.CLOSED:
        return proposal
    if proposal.state == State.MERGED:
        raise ProposalEnded(f"#{proposal.number} is merged. Propose to take it back instead.")
    now = timezone.now()
    proposal.state, proposal.ended_at = State.CLOSED, now
    proposal.ended_by, proposal.ended_by_name = by, by.shown_name
    iterations.touch(proposal, "state", "ended_at", "ended_by", "ended_by_name", at=now)
    notices.ended(proposal, by=by)
    iterations.tell(proposal, by, "proposal.closed", summary=reason)
    return proposal


@transaction.atomic
def reopen(proposal: Proposal, *, by: User) -> Proposal:
    """Let others judge a closed proposal again; approvals of its iteration count as before."""
    proposal = iterations.locked(proposal)
    if proposal.is_open:
        return proposal
    if proposal.state == State.MERGED:
        raise ProposalEnded(f"#{proposal.number} is merged. Propose the change anew.")
    proposal.state, proposal.ended_at = State.REVIEW, None
    proposal.ended_by, proposal.ended_by_name = None, ""
    iterations.touch(proposal, "state", "ended_at", "ended_by", "ended_by_name", at=timezone.now())
    notices.review_asked(proposal, by=by)
    iterations.tell(proposal, by, "proposal.reopened")
    return proposal


@transaction.atomic
def reword(proposal: Proposal, *, title: str, reason: str, by: User) -> Proposal:
    """Say otherwise what the proposal is for; approvals stay."""
    title, reason = checked_title(title), check_words(reason)
    proposal = iterations.locked_open(proposal)
    if (title, reason) == (proposal.title, proposal.reason):
        return proposal
    was, proposal.title, proposal.reason = proposal.title, title, reason
    iterations.touch(proposal, "title", "reason", at=timezone.now())
    iterations.tell(proposal, by, "proposal.reworded", before=was)
    return proposal


def checked_title(title: str) -> str:
    """Return a title of one line, or raise OperationError when it says nothing."""
    title = " ".join(check_text(title).split())[:TITLE]
    if not title:
        raise OperationError("Say in a few words what the proposal changes.")
    return title
