"""Change what was said: edit, delete, resolve.  What is pending is its author's own, and not recorded yet."""

from django.db import transaction
from django.utils import timezone

from agents.models import Comment, Proposal, User
from agents.operations import iterations, notices
from agents.operations.comment_places import is_pending
from agents.operations.errors import OperationError
from agents.operations.refusals import check_words


@transaction.atomic
def edit_comment(comment: Comment, *, words: str, by: User) -> Comment:
    """Say it otherwise; that it was edited is shown."""
    words, (proposal, comment) = check_words(words), _locked(comment)
    if comment.deleted_at:
        raise OperationError("The comment was deleted meanwhile.")
    if not words.strip() and comment.suggestion is None:
        raise OperationError("Write something, or delete the comment.")
    if words == comment.words:
        return comment
    comment.words, comment.edited_at = words, timezone.now()
    comment.save(update_fields=["words", "edited_at"])
    notices.commented(comment)  # whom only the new words mention
    return _told(proposal, comment, "comment.edited", by=by)


@transaction.atomic
def delete_comment(comment: Comment, *, by: User) -> Comment:
    """Take the words away; that there was a comment stays, for those who answered it."""
    proposal, comment = _locked(comment)
    if comment.deleted_at:
        return comment
    comment.words, comment.suggestion, comment.deleted_at = "", None, timezone.now()
    comment.save(update_fields=["words", "suggestion", "deleted_at"])
    return _told(proposal, comment, "comment.deleted", by=by)


@transaction.atomic
def restore_comment(comment: Comment, *, words: str, suggestion: str | None, by: User) -> Comment:
    """Bring back what was deleted; what is there is left as it is."""
    words, (proposal, comment) = check_words(words), _locked(comment)
    if comment.deleted_at is None:
        return comment
    comment.words, comment.suggestion, comment.deleted_at = words, suggestion, None
    comment.save(update_fields=["words", "suggestion", "deleted_at"])
    return _told(proposal, comment, "comment.restored", by=by)


@transaction.atomic
def resolve(comment: Comment, *, by: User) -> Comment:
    """Fold a thread away: it is dealt with."""
    proposal, comment = _locked(_first(comment))
    if comment.resolved_at:
        return comment
    comment.resolved_at, comment.resolved_by_name = timezone.now(), by.shown_name
    comment.save(update_fields=["resolved_at", "resolved_by_name"])
    return _told(proposal, comment, "comment.resolved", by=by)


@transaction.atomic
def reopen_thread(comment: Comment, *, by: User) -> Comment:
    """Unfold a thread again: it is not dealt with."""
    proposal, comment = _locked(_first(comment))
    if not comment.resolved_at:
        return comment
    comment.resolved_at, comment.resolved_by_name = None, ""
    comment.save(update_fields=["resolved_at", "resolved_by_name"])
    return _told(proposal, comment, "comment.reopened", by=by)


def _first(comment: Comment) -> Comment:
    return comment.replies_to or comment


def _locked(comment: Comment) -> tuple[Proposal, Comment]:
    proposal = iterations.locked(comment.proposal)
    return proposal, Comment.objects.select_related("review").get(pk=comment.pk)


def _told(proposal: Proposal, comment: Comment, action: str, *, by: User) -> Comment:
    if not is_pending(comment):
        iterations.tell(proposal, by, action, comment=comment.pk, of=comment.said_by)
    return comment
