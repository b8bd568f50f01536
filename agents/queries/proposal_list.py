"""The list of a team's proposals: which ones, how many of each kind, and a row's facts without any text."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value

from agents.models import Change, Comment, Membership, Proposal, Review, Role
from agents.queries import proposals, summary
from agents.queries.waiting import waiting
from agents.unread_notices import HowMany

OPEN = (Proposal.State.DRAFT, Proposal.State.REVIEW)
SHOWS = ("open", "review", "mine", "merged", "closed")
SORTS = {
    "-updated": ("-updated_at", "-number"),
    "updated": ("updated_at", "number"),
    "-number": ("-number",),
    "number": ("number",),
}
MOST_WORDS = 8
FACETS = 200  # more choices than that are no choice


@dataclass(frozen=True)
class Filter:
    """What the list shows; its fields are the words of the address.

    ``author`` and ``reviewer`` are “me” or the id of a person, ``file`` is the path of a file.
    """

    show: str = "open"
    q: str = ""
    author: str = ""
    reviewer: str = ""
    file: str = ""
    sort: str = "-updated"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the tab and the order narrows the list."""
        return bool(self.q or self.author or self.reviewer or self.file)


@dataclass(frozen=True)
class Row:
    """A proposal with how it stands, how many files it changes and how much was said."""

    proposal: Proposal
    word: str
    files: int
    comments: int
    paths: tuple[str, ...] = ()


def found(membership: Membership, chosen: Filter) -> QuerySet[Proposal]:
    """The proposals of one tab that fit ``chosen``."""
    return _narrowed(membership, chosen).filter(_tabs(membership)[chosen.show])


def _tabs(membership: Membership) -> dict[str, Q]:
    """What each tab holds; nothing waits for the word of who may not judge."""
    state = Proposal.State
    asked = waiting(Proposal.objects.filter(pk=OuterRef("pk")), judge=Value(membership.user_id))
    judges = membership.role >= Role.REVIEWER
    return {
        "open": Q(state__in=OPEN),
        "review": Q(state=state.REVIEW) & Q(Exists(asked)) if judges else Q(pk__in=[]),
        "mine": Q(author=membership.user_id),
        "merged": Q(state=state.MERGED),
        "closed": Q(state=state.CLOSED),
    }


def _narrowed(membership: Membership, chosen: Filter) -> QuerySet[Proposal]:
    team = Proposal.objects.filter(team=membership.team_id)
    if chosen.author:
        team = team.filter(author=_person(chosen.author, membership))
    if chosen.reviewer:
        judged = Review.objects.filter(proposal=OuterRef("pk"), finished_at__isnull=False)
        team = team.filter(Exists(judged.filter(reviewer=_person(chosen.reviewer, membership))))
    if chosen.file:
        team = team.filter(_touches(Q(path=chosen.file) | Q(document__path=chosen.file)))
    for word in chosen.q.split()[:MOST_WORDS]:
        team = team.filter(_says(word))
    return team


def _person(word: str, membership: Membership) -> int:
    return membership.user_id if word == "me" else int(word)


def _says(word: str) -> Q:
    """Number, title, author or the path of a file."""
    digits = word.removeprefix("#")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) < 10
    numbered = Q(number=int(digits)) if is_number else Q(pk__in=[])
    named = Q(title__icontains=word) | Q(author_name__icontains=word) | Q(author__username__iexact=word)
    return numbered | named | _touches(Q(path__icontains=word))


def _touches(place: Q) -> Q:
    return Q(Exists(Change.objects.filter(place, proposal=OuterRef("pk"), dropped_at=None)))


def rows(membership: Membership, chosen: Filter, *, start: int, size: int) -> list[Row]:
    """One page of what fits ``chosen``, in its order."""
    page = list(found(membership, chosen).annotate(said=_said()).order_by(*SORTS[chosen.sort])[start : start + size])
    for proposal in page:
        proposal.team = membership.team
    files = _paths(page)
    voices = proposals.voices_of(page)
    return [
        Row(
            one,
            proposals.word_of(one, voices[one.pk]),
            len(files.get(one.pk, ())),
            one.said,
            tuple(files.get(one.pk, ())[:2]),
        )
        for one in page
    ]


def _paths(page: list[Proposal]) -> dict[int, list[str]]:
    grouped: dict[int, list[str]] = {}
    changes = Change.objects.filter(proposal__in=page, dropped_at=None).order_by("path")
    for proposal, path in changes.values_list("proposal_id", "path"):
        grouped.setdefault(proposal, []).append(path)
    return grouped


def _said() -> Subquery:
    """How many comments others see."""
    seen = Q(review=None) | Q(review__finished_at__isnull=False)
    comments = Comment.objects.filter(seen, proposal=OuterRef("pk"), deleted_at=None).order_by()
    return HowMany(comments.values("pk"))


def counts(membership: Membership, chosen: Filter) -> dict[str, int]:
    """How many proposals that fit ``chosen`` each tab holds, in one query."""
    tabs = {name: Count("pk", filter=fits) for name, fits in _tabs(membership).items()}
    return _narrowed(membership, chosen).order_by().aggregate(**tabs)


def people(membership: Membership, *, at: int) -> dict[str, list[tuple[str, str]]]:
    """Who proposed and who judged something in the team: ids and names to choose from; ``at`` as in ``library``."""
    return summary.cached(membership.team, "people-of-proposals", lambda: _people(membership.team_id), at=at)


def _people(team: int) -> dict[str, list[tuple[str, str]]]:
    """Both in one question."""
    proposed, judged = Proposal.objects.filter(team=team), Review.objects.filter(proposal__team=team)
    judges = judged.exclude(finished_at=None).order_by().values_list("reviewer", "reviewer_name", Value("reviewers"))
    found = list(proposed.order_by().values_list("author", "author_name", Value("authors")).union(judges))
    return {kind: _by_name(one[:2] for one in found if one[2] == kind) for kind in ("authors", "reviewers")}


def _by_name(found: Iterable[tuple[int | None, str]]) -> list[tuple[str, str]]:
    names = {str(pk): name for pk, name in found if pk is not None}
    return sorted(names.items(), key=lambda one: one[1].casefold())[:FACETS]
