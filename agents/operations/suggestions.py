"""Take over suggested lines: one by one or many at once, as one iteration that credits both."""

from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from agents.definition.anchors import Lines, moved, replaced
from agents.models import Change, Comment, ProposedText, User
from agents.operations import comment_places, iterations
from agents.operations.errors import OperationError
from agents.operations.refusals import check_text
from agents.queries.proposal_plans import current_texts


class SuggestionOutdated(OperationError):
    """Suggestions whose lines were changed since, or that speak of the same lines: ``comments``."""

    status = 409
    code = "outdated"

    def __init__(self, sentence: str, *, comments: Sequence[Comment]) -> None:
        super().__init__(sentence)
        self.comments = comments


@transaction.atomic
def apply_suggestions(comments: Iterable[Comment], *, by: User) -> int:
    """Write the suggested lines into the proposed texts; return the new iteration.

    All of them or none: SuggestionOutdated names those whose lines changed.  When all were applied
    before nothing happens, and the iteration that did it is returned.
    """
    asked = list(comments)
    if not asked:
        raise OperationError("Choose at least one suggestion.")
    proposal = iterations.locked_open(asked[0].proposal)
    found = list(
        proposal.comments.filter(pk__in=[one.pk for one in asked]).select_related("change", "author", "review")
    )
    waiting = [one for one in found if one.applied_in is None]
    if found and not waiting:
        return max(one.applied_in for one in found)
    if any(one.suggestion is None for one in waiting):
        raise OperationError("One of these comments suggests nothing. Choose the suggestions only.")
    if any(comment_places.is_pending(one) for one in waiting):
        raise OperationError("A suggestion can be applied once its review is finished.")
    texts = current_texts(proposal)
    edits = [(_text(texts, change), group) for change, group in _by_change(waiting).items()]
    written = [(text, group, _written(text, group)) for text, group in edits]
    iterations.begin_iteration(proposal, by=by, at=timezone.now())
    for text, group, source in written:
        _keep(text, group, source, iteration=proposal.iteration, by=by, at=proposal.updated_at)
    names = sorted({one.said_by for one in waiting})
    iterations.tell(proposal, by, "proposal.revised", suggested_by=names, files=[text.change.path for text, _ in edits])
    return proposal.iteration


def _by_change(comments: Iterable[Comment]) -> dict[Change, list[Comment]]:
    found: dict[Change, list[Comment]] = {}
    for one in comments:
        found.setdefault(one.change, []).append(one)
    return found


def _text(texts: dict[int, ProposedText], change: Change) -> ProposedText:
    if change.pk not in texts:
        raise OperationError(f"{change.path} was taken out of the proposal meanwhile.")
    return texts[change.pk]


def _written(text: ProposedText, comments: Sequence[Comment]) -> str:
    """The text with all suggested lines, from the last line to the first so that none moves another."""
    places = [(place_now(one, text), one) for one in comments]
    lost = [one for place, one in places if place is None]
    if lost:
        raise SuggestionOutdated(_sentence(text, lost), comments=lost)
    source, above = text.source, None
    for place, one in sorted(places, key=lambda pair: -pair[0].first):
        if above is not None and place.last >= above:
            sentence = f"Two suggestions are for the same lines of {text.change.path}. Apply one of them."
            raise SuggestionOutdated(sentence, comments=[one])
        source, above = replaced(source, place, by=one.suggestion), place.first
    return check_text(source)


def place_now(comment: Comment, text: ProposedText) -> Lines | None:
    """Where the lines of a suggestion stand in ``text``; None when they were changed."""
    spoken_of = comment_places.text_at(comment.change, comment.iteration, comment.side)
    if spoken_of is None or comment.first_line is None:
        return None
    return moved(spoken_of, text.source, Lines(comment.first_line, comment.last_line))


def _sentence(text: ProposedText, lost: Sequence[Comment]) -> str:
    names = " and ".join(sorted({one.said_by for one in lost}))
    return f"The lines of {text.change.path} that {names} spoke of were changed meanwhile. Nothing was applied."


def _keep(text: ProposedText, comments: Sequence[Comment], source: str, *, iteration: int, by: User, at) -> None:
    made = iterations.add_text(
        text.change,
        source,
        base=text.base,
        iteration=iteration,
        author_id=by.pk,
        author_name=by.shown_name,
        note="Suggested by " + ", ".join(sorted({one.said_by for one in comments})),
        at=at,
    )
    made.credited.set({one.author_id for one in comments} - {None, by.pk})
    Comment.objects.filter(pk__in=[one.pk for one in comments]).update(
        applied_in=iteration, resolved_at=at, resolved_by_name=by.shown_name
    )
