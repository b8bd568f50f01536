"""A thread as it is drawn: where it stands now, what this person may do with it."""

from agents.models import Comment, Proposal
from agents.queries.people import Outside
from agents.queries.review import Thread
from agents.views.desk import Desk
from agents.views.review_files import File, Placed


def thread_context(desk: Desk, thread: Thread, *, placed: Placed | None = None, file: File | None = None) -> dict:
    """What _review_thread.html shows."""
    may_answer = desk.may["comment"]
    return {
        "desk": desk,
        "team": desk.team,
        "proposal": desk.proposal,
        "thread": thread,
        "first": thread.first,
        "placed": placed,
        "lines": placed.lines if placed else None,
        "file": file,
        "person": desk.person,
        "mentionable": desk.mentionable,
        "outside": Outside(),
        "may": desk.may,
        "may_answer": may_answer and thread.first.deleted_at is None,
        "is_pending": bool(thread.first.review and thread.first.review.finished_at is None),
        "is_outdated": bool(placed and placed.is_outdated),
        "refusal": refusal(desk, thread.first, placed),
    }


def refusal(desk: Desk, comment: Comment, placed: Placed | None) -> str:
    """Why a suggestion cannot be applied; "" when it can."""
    if comment.suggestion is None:
        return ""
    if comment.applied_in:
        return f"Applied in iteration {comment.applied_in}."
    if desk.proposal.state not in (Proposal.State.DRAFT, Proposal.State.REVIEW):
        return "The proposal is no longer open."
    if placed is not None and placed.lines is None:
        return "These lines were changed since, so it no longer fits. Edit the file instead."
    if comment.review and comment.review.finished_at is None:
        return "It can be applied once your review is finished."
    if not desk.may["apply"]:
        return "Whoever wrote the proposal, or a reviewer, can apply it."
    return ""
