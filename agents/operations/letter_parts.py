"""What a mail tells of: everything about one proposal or document together, with the words people said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db.models import Prefetch

from agents.definition.invisible import spelled_out
from agents.models import Comment, Notice, Review
from agents.queries.inbox import address_of, short_sentence

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
    """One notice: its sentence, and the words it is about; ``more`` is how many comments were left out.

    ``short`` is the sentence below the title of what it is about.
    """

    sentence: str
    short: str
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
    reviews = _reviews(notices)

    def about(notice: Notice) -> tuple[int, int, int]:
        ids = notice.proposal_id or 0, notice.document_id or 0
        return (*ids, 0 if any(ids) else notice.pk)

    groups = [list(group) for _, group in groupby(sorted(notices, key=lambda one: (about(one), one.pk)), about)]
    return [_subject(group, reviews, site) for group in sorted(groups, key=lambda group: group[0].pk)]


def _subject(notices: Sequence[Notice], reviews: dict[int, Review], site: str) -> Subject:
    first, last = notices[0], notices[-1]
    title = str(first.proposal or (first.document.path if first.document else ""))
    told = tuple(_told(notice, reviews.get(review_of(notice))) for notice in notices)
    verb = ASKS.get(Kind(last.kind), "Open the proposal" if last.proposal else "Open it")
    return Subject(spelled_out(first.team.name), _one_line(title), site + address_of(last), verb, told)


def review_of(notice: Notice) -> int:
    """The key of the review that a notice tells of; 0 of none."""
    number = notice.key.removeprefix(REVIEW) if notice.key.startswith(REVIEW) else ""
    return int(number) if number.isdecimal() else 0


def _reviews(notices: Iterable[Notice]) -> dict[int, Review]:
    """The reviews that are told of, with their comments, first to last."""
    told = {review_of(notice) for notice in notices} - {0}
    if not told:
        return {}
    comments = Comment.objects.filter(deleted_at=None).select_related("change").order_by("pk")
    found = Review.objects.filter(pk__in=told, finished_at__isnull=False)
    return {review.pk: review for review in found.prefetch_related(Prefetch("comments", comments))}


def _told(notice: Notice, review: Review | None) -> Told:
    own = [notice.comment] if notice.comment and not notice.comment.deleted_at else []
    spoken = [one for one in [*own, *(review.comments.all() if review else ())] if one.words.strip()]
    quotes = [_quote(one) for one in spoken[:MOST_QUOTES]]
    if review and _one_line(review.words) not in notice.sentence:  # which has room for a few words only
        quotes.insert(0, Quote(_lines(review.words)))
    return Told(notice.sentence, short_sentence(notice), tuple(quotes), more=max(0, len(spoken) - MOST_QUOTES))


def _quote(comment: Comment) -> Quote:
    place = _one_line(comment.change.path) if comment.change else ""
    if place and comment.first_line:
        place = f"{place}, line {comment.first_line}"
    return Quote(_lines(comment.words), place)


def _lines(said: str) -> tuple[str, ...]:
    cut = said[:LONGEST_QUOTE] + ("…" if len(said) > LONGEST_QUOTE else "")
    return tuple(spelled_out(line) for line in cut.splitlines())


def _one_line(text: str) -> str:
    return spelled_out(" ".join(text.split()))
