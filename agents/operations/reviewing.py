"""Say what one thinks of a proposal: comments, and a review that ends with one verdict."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from agents.definition.anchors import Lines
from agents.definition.invisible import spelled_out
from agents.models import Change, Comment, Membership, Proposal, ProposedText, Review, Role, User, Viewed
from agents.operations import comment_places, iterations, notices, posted_forms
from agents.operations.comment_edits import delete_comment, edit_comment, reopen_thread, resolve, restore_comment
from agents.operations.errors import OperationError
from agents.operations.iterations import NotForYou
from agents.operations.refusals import check_words
from agents.operations.suggestions import SuggestionOutdated, apply_suggestions
from agents.queries.proposals import is_author

__all__ = [
    "SuggestionOutdated",
    "apply_suggestions",
    "comment",
    "delete_comment",
    "edit_comment",
    "finish_review",
    "mark_viewed",
    "reopen_thread",
    "resolve",
    "restore_comment",
    "set_aside",
    "unmark_viewed",
]
Verdict = Review.Verdict


@transaction.atomic
def comment(
    proposal: Proposal,
    *,
    words: str,
    by: User | None,
    iteration: int,
    change: Change | None = None,
    side: str = "",
    lines: Lines | None = None,
    field: str = "",
    suggestion: str | None = None,
    replies_to: Comment | None = None,
    is_pending: bool = False,
    once: str = "",
    guest_name: str = "",
    link: int | None = None,
) -> Comment:
    """Say something of the proposal, of a file, a field or lines of it at ``iteration``, or in a thread.

    A pending comment, and what answers one, is seen by nobody else until its review is finished.
    ``suggestion`` is a text for the lines.  The same words with the same ``once`` give the same comment.
    ``by`` is None for somebody with the review link of the key ``link``.
    """
    place = comment_places.checked(
        proposal, change, iteration=iteration, side=side, lines=lines, field=field, suggestion=suggestion
    )
    words, proposal = _said(words, suggestion), iterations.locked(proposal)
    replies_to = comment_places.thread(proposal, replies_to, by=by)
    once = posted_forms.name_of(once, words, *_told_apart(place), replies_to and replies_to.pk, guest_name, by=by)
    if once and (said := proposal.comments.filter(once=once).first()):
        return said
    waits = is_pending or (replies_to is not None and comment_places.is_pending(replies_to))
    made = Comment.objects.create(
        proposal=proposal,
        **place,
        review=_pending(proposal, by) if waits and by else None,
        replies_to=replies_to,
        author=by,
        author_name=by.shown_name if by else spelled_out(check_words(guest_name, most=150))[:150] or "A guest",
        is_guest=by is None,
        words=words,
        created_at=timezone.now(),
        once=once,
    )
    return made if made.review_id else _published(made, proposal, by, link=link)


def _told_apart(place: dict[str, Any]) -> list[object]:
    """What tells two comments of one form apart besides their words."""
    change = place["change"]
    return [change and change.pk, *(place[name] for name in ("side", "first_line", "last_line", "field", "suggestion"))]


def _published(made: Comment, proposal: Proposal, by: User | None, *, link: int | None) -> Comment:
    iterations.touch(proposal, at=made.created_at)
    notices.commented(made)
    details = {} if by else {"guest": made.author_name, "link": link}
    iterations.tell(proposal, by, "proposal.commented", comment=made.pk, **details)
    return made


def _said(words: str, suggestion: str | None) -> str:
    if not words.strip() and suggestion is None:
        raise OperationError("Write something first.")
    return check_words(words)


def _pending(proposal: Proposal, by: User) -> Review:
    known = proposal.reviews.filter(reviewer=by, finished_at=None).first()
    return known or Review.objects.create(
        proposal=proposal,
        reviewer=by,
        reviewer_name=by.shown_name,
        iteration=proposal.iteration,
        started_at=timezone.now(),
    )


@transaction.atomic
def finish_review(proposal: Proposal, *, verdict: str, words: str, iteration: int, by: User) -> Review:
    """Give one verdict on ``iteration``, and let the others see what one commented until now.

    Saying the same again at once is no second review.  NotForYou is raised for a verdict on one's own
    texts, or by whoever may not judge; OperationError when the proposal has another iteration by now.
    Of one that ended can still be said what waited.
    """
    words, proposal = check_words(words), iterations.locked(proposal)
    pending = proposal.reviews.filter(reviewer=by, finished_at=None).first()
    last = proposal.reviews.filter(reviewer=by, finished_at__isnull=False).order_by("-finished_at", "-pk").first()
    if last and not pending and _is_said(last, verdict, words, iteration):
        return last
    _refuse_verdict(proposal, Verdict(verdict), iteration=iteration, by=by)
    said = pending.comments.filter(deleted_at=None).count() if pending else 0
    if verdict == Verdict.COMMENT and not said and not words.strip():
        raise OperationError("Write something first, or choose another verdict.")
    now = timezone.now()
    review = pending or _pending(proposal, by)
    review.verdict, review.words, review.iteration, review.finished_at = verdict, words, iteration, now
    review.save(update_fields=["verdict", "words", "iteration", "finished_at"])
    iterations.touch(proposal, at=now)
    notices.reviewed(review)
    summary = {Verdict.APPROVE: "approved", Verdict.CHANGES: "asks for changes"}.get(Verdict(verdict), "")
    iterations.tell(
        proposal, by, "proposal.reviewed", summary=summary, verdict=str(verdict), review=review.pk, comments=said
    )
    return review


def _is_said(last: Review, verdict: str, words: str, iteration: int) -> bool:
    """Whether the review stands already; what was set aside may be said again."""
    return last.set_aside_at is None and (last.verdict, last.words, last.iteration) == (verdict, words, iteration)


def _refuse_verdict(proposal: Proposal, verdict: Verdict, *, iteration: int, by: User) -> None:
    if iteration > proposal.iteration:
        raise OperationError("The proposal has no such version. Look at what it changes now.")
    if verdict == Verdict.COMMENT:
        return
    iterations.refuse_ended(proposal)
    if iteration != proposal.iteration:
        raise OperationError("The proposal was changed since you looked at it. Look at what it changes now.")
    if proposal.state != Proposal.State.REVIEW:
        raise OperationError("It is a draft. Its verdict can wait until a review is asked for.")
    if not Membership.objects.filter(team=proposal.team_id, user=by, role__gte=Role.REVIEWER).exists():
        raise NotForYou("Only reviewers approve or ask for changes. You can comment.")
    if is_author(proposal, by):
        raise NotForYou("You wrote part of this, so somebody else has to judge it. You can comment.")


@transaction.atomic
def set_aside(review: Review, *, reason: str, by: User) -> Review:
    """Let a request for changes stand in the way no longer; who did that, and why, stays with it."""
    reason, proposal = check_words(reason).strip(), iterations.locked_open(review.proposal)
    review = Review.objects.select_for_update(no_key=True).get(pk=review.pk)
    if review.set_aside_at:
        return review
    if review.verdict != Verdict.CHANGES or review.finished_at is None:
        raise OperationError("Only a request for changes can be set aside.")
    if not reason:
        raise OperationError("Say why the request is set aside; it stays with the proposal.")
    review.set_aside_at, review.set_aside_by_name, review.set_aside_reason = timezone.now(), by.shown_name, reason
    review.save(update_fields=["set_aside_at", "set_aside_by_name", "set_aside_reason"])
    iterations.touch(proposal, at=review.set_aside_at)
    iterations.tell(proposal, by, "review.set_aside", summary=reason, of=review.reviewer_name, review=review.pk)
    return review


def mark_viewed(change: Change, *, text: ProposedText, by: User) -> None:
    """Remember that the person looked at ``change`` as it is in ``text``; for themselves, so no event."""
    Viewed.objects.update_or_create(person=by, change=change, defaults={"blob_id": text.blob_id})


def unmark_viewed(change: Change, *, by: User) -> None:
    """Let the person look at ``change`` again."""
    Viewed.objects.filter(person=by, change=change).delete()
