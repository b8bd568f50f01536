"""What a mail tells of: everything about one proposal or document together, with the words people said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from agents.definition.invisible import spelled_out
from agents.models import Comment, Notice
from agents.queries.inbox import address_of

LONGEST_QUOTE = 2_000
MOST_QUOTES = 10  # of one review
REVIEW = "review:"  # as the keys of its notices begin
Kind = Notice.Kind
ASKS = {
    Kind.ASKED: "Review it",
    Kind.COMMENTED: "Read and answer",
    Kind.MENTIONED: "Read and answer",
    Kind.STALE: "Look again",
    Kind.CONFLICT: "Bring it up to date",
}


@dataclass(frozen=True)
class Quote:
    """What somebody said, line by line, and of which place."""

    lines: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True)
class Told:
    """One notice: its sentence, and the words it is about; ``more`` is how many comments were left out."""

    sentence: str
    quotes: tuple[Quote, ...] = ()
    more: int = 0


@dataclass(frozen=True)
class Subject:
    """What is told of one proposal or document of a team, and where it is; ``action`` is the verb of its button."""

    team: str
    title: str
    address: str
    action: str
    told: tuple[Told, ...]


def subjects(notices: Sequence[Notice], *, site: str) -> list[Subject]:
    """The notices of a letter by what they are about, in the order in which they came."""
    said = _said_in_reviews(notices)

    def about(notice: Notice) -> tuple[int, int, int]:
        ids = notice.proposal_id or 0, notice.document_id or 0
        return (*ids, 0 if any(ids) else notice.pk)

    groups = [list(group) for _, group in groupby(sorted(notices, key=lambda one: (about(one), one.pk)), about)]
    return [_subject(group, said, site) for group in sorted(groups, key=lambda group: group[0].pk)]


def _subject(notices: Sequence[Notice], said: dict[int, list[Comment]], site: str) -> Subject:
    first, last = notices[0], notices[-1]
    title = str(first.proposal or (first.document.path if first.document else ""))
    told = tuple(_told(notice, said.get(review_of(notice), [])) for notice in notices)
    verb = ASKS.get(Kind(last.kind), "Open the proposal" if last.proposal else "Open it")
    return Subject(spelled_out(first.team.name), _one_line(title), site + address_of(last), verb, told)


def review_of(notice: Notice) -> int:
    """The key of the review that a notice tells of; 0 of none."""
    number = notice.key.removeprefix(REVIEW) if notice.key.startswith(REVIEW) else ""
    return int(number) if number.isdecimal() else 0


def _said_in_reviews(notices: Iterable[Notice]) -> dict[int, list[Comment]]:
    """The comments of each review that is told of, first to last."""
    reviews = {review_of(notice) for notice in notices} - {0}
    found: dict[int, list[Comment]] = {}
    comments = Comment.objects.filter(review__in=reviews, review__finished_at__isnull=False, deleted_at=None)
    for comment in comments.select_related("change").order_by("pk") if reviews else ():
        found.setdefault(comment.review_id or 0, []).append(comment)
    return found


def _told(notice: Notice, comments: Sequence[Comment]) -> Told:
    own = [notice.comment] if notice.comment and not notice.comment.deleted_at else []
    spoken = [comment for comment in [*own, *comments] if comment.words.strip()]
    quotes = tuple(_quote(comment) for comment in spoken[:MOST_QUOTES])
    return Told(notice.sentence, quotes, more=len(spoken) - len(quotes))


def _quote(comment: Comment) -> Quote:
    said = comment.words
    cut = said[:LONGEST_QUOTE] + ("…" if len(said) > LONGEST_QUOTE else "")
    place = _one_line(comment.change.path) if comment.change else ""
    if place and comment.first_line:
        place = f"{place}, line {comment.first_line}"
    return Quote(tuple(spelled_out(line) for line in cut.splitlines()), place)


def _one_line(text: str) -> str:
    return spelled_out(" ".join(text.split()))
