"""Where a comment stands: what it may speak of, and the words it keeps of it."""

from typing import Any

from agents.definition.anchors import Lines, quoted
from agents.definition.diff import lines_of
from agents.models import Change, Comment, Proposal, ProposedText, User
from agents.operations.errors import OperationError
from agents.operations.refusals import check_text

Side = Comment.Side


class PlaceRefused(OperationError):
    """The proposal has no such place."""

    code = "place"


def checked(
    proposal: Proposal,
    change: Change | None,
    *,
    iteration: int,
    side: str,
    lines: Lines | None,
    field: str,
    suggestion: str | None,
) -> dict[str, Any]:
    """The columns of a comment on this place, with the quoted lines; PlaceRefused when there is none."""
    if not 1 <= iteration <= proposal.iteration or (change and change.proposal_id != proposal.pk):
        raise PlaceRefused("The proposal has no such place. Look at it again.")
    if (lines or suggestion is not None) and change is None:
        raise PlaceRefused("Lines are those of a file. Choose one.")
    if suggestion is not None and (lines is None or side != Side.NEW):
        raise PlaceRefused("A suggestion is for lines of the proposed text. Choose them.")
    if suggestion is not None and change and change.keeps_its_text:
        raise PlaceRefused(f"{change.path} is only moved in or out of the archive here. Its text stays.")
    words = _quoted(change, iteration, side, lines) if change and lines else ""
    return {
        "change": change,
        "iteration": iteration,
        "side": side if lines else "",
        "first_line": lines and lines.first,
        "last_line": lines and lines.last,
        "field": check_text(field)[:64],
        "quoted": words,
        "suggestion": None if suggestion is None else check_text(suggestion),
    }


def _quoted(change: Change, iteration: int, side: str, lines: Lines) -> str:
    text = text_at(change, iteration, side)
    if text is None or not 1 <= lines.first <= lines.last <= len(lines_of(text)):
        raise PlaceRefused("There are no such lines. Look at the file again.")
    return quoted(text, lines)


def text_at(change: Change, iteration: int, side: str) -> str | None:
    """The text on one side of ``change`` at ``iteration``; None when there was none."""
    texts = ProposedText.objects.filter(change=change, iteration__lte=iteration).select_related("base")
    text = texts.order_by("-iteration").first()
    if text is None or side not in Side.values:
        return None
    if side == Side.NEW:
        return None if change.kind == Change.Kind.ARCHIVE else text.source
    return text.base.source if text.base else None


def thread(proposal: Proposal, replies_to: Comment | None, *, by: User | None) -> Comment | None:
    """The comment that begins the thread of ``replies_to``; an answer to an answer is in the same thread."""
    if replies_to is None:
        return None
    first = replies_to.replies_to or replies_to
    if first.proposal_id != proposal.pk or (is_pending(first) and first.author_id != (by and by.pk)):
        raise PlaceRefused("That comment is not of this proposal.")
    return first


def is_pending(comment: Comment) -> bool:
    """Whether nobody but its author sees the comment, until its review is finished."""
    return comment.review is not None and comment.review.finished_at is None
