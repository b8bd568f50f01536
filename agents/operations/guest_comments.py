"""What somebody without an account says of a proposal: under a name of their own, marked, and not too much of it."""

import unicodedata
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from agents import limits
from agents.definition.anchors import Lines
from agents.definition.invisible import without_invisible
from agents.models import Change, Comment, Proposal, ProposedText, Review, ReviewLink
from agents.operations import iterations
from agents.operations.errors import OperationError
from agents.operations.refusals import check_text, check_words
from agents.operations.reviewing import comment

LONGEST_NAME = 80


class TooManyComments(OperationError):
    """Guests wrote more than anybody reads."""

    status = 429
    code = "often"


@transaction.atomic
def comment_as_guest(
    link: ReviewLink,
    *,
    name: str,
    words: str,
    iteration: int | None = None,
    change: Change | None = None,
    side: str = "",
    lines: Lines | None = None,
    field: str = "",
    suggestion: str | None = None,
    replies_to: Comment | None = None,
    once: str = "",
) -> Comment:
    """Say something as somebody without an account; the same ``once`` says it once.

    OperationError is raised when the link does not let comment now, or the name is none or that of somebody who
    took part; TooManyComments when guests wrote very much.
    """
    proposal = iterations.locked_open(link.proposal)
    _refuse_spent(link)
    name = check_name(name, proposal=proposal)
    if suggestion is not None:
        check_words(suggestion, most=limits.GUEST_COMMENT_BYTES)
    said = comment(
        proposal,
        words=check_words(words, most=limits.GUEST_COMMENT_BYTES),
        by=None,
        iteration=iteration or proposal.iteration,
        change=change,
        side=side,
        lines=lines,
        field=field,
        suggestion=suggestion,
        replies_to=replies_to,
        once=once,
        guest_name=name,
        link=link.pk,
    )
    _refuse_too_many(proposal)
    return said


def _refuse_spent(link: ReviewLink) -> None:
    """Ask the link again, now that its proposal is locked: it may have been taken back a moment ago."""
    now = ReviewLink.objects.get(pk=link.pk)
    if not now.may_comment:
        raise OperationError("This link lets you read. Ask who sent it for one with which you can comment.")
    if now.revoked_at or now.expires_at <= timezone.now():
        raise OperationError("The link lets nobody in any more, so nothing was sent. Ask who sent it for another one.")


def check_name(name: str, *, proposal: Proposal) -> str:
    """Return ``name`` as it is shown, without anything that cannot be seen.

    OperationError is raised for none, and for that of a member who took part.  Only their names are asked: the guest
    reads them anyway, so nobody finds out by this who else is in the team.
    """
    shown = plain_name(check_text(name))
    if not shown:
        raise OperationError("Say who you are, so that the others know whom to answer.")
    if len(shown) > LONGEST_NAME:
        raise OperationError(f"A name has at most {LONGEST_NAME} characters. Shorten it.")
    if _alike(shown) in {_alike(one) for one in _names(proposal)}:
        raise OperationError(f"Somebody of the team is called {shown}. Add something to your name to be told apart.")
    return shown


def plain_name(name: str) -> str:
    """The name in one line, without characters that nobody can see."""
    return " ".join(without_invisible(unicodedata.normalize("NFC", " ".join(name.split()))).split())


def _alike(name: str) -> str:
    """What of a name one tells people apart by: letters and digits, however they are written."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", name).casefold() if letter.isalnum())


def _names(proposal: Proposal) -> set[str]:
    """The names of members that somebody with a link reads in the proposal."""
    is_published = Q(review=None) | Q(review__finished_at__isnull=False)
    said = Comment.objects.filter(is_published, proposal=proposal, is_guest=False)
    wrote = ProposedText.objects.filter(change__proposal=proposal)
    judged = Review.objects.filter(proposal=proposal, finished_at__isnull=False)
    names = [("author_name", said), ("author_name", wrote), ("reviewer_name", judged)]
    first, *more = (found.order_by().values_list(column, flat=True) for column, found in names)
    return {proposal.author_name, *first.union(*more)}


def _refuse_too_many(proposal: Proposal) -> None:
    said = proposal.comments.filter(is_guest=True)
    if said.count() > limits.GUEST_COMMENTS_IN_ALL:
        raise TooManyComments("Guests wrote as much of this as it holds. Nothing was sent; ask who sent you the link.")
    if said.filter(created_at__gt=timezone.now() - timedelta(hours=1)).count() > limits.GUEST_COMMENTS:
        raise TooManyComments("Guests wrote a lot in the last hour. Nothing was sent; try again in an hour.")
