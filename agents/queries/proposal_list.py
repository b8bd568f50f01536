"""The list of a team's proposals: which ones, how many of each kind, and a row's facts without any text."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from agents.models import Change, Membership, Proposal, Role
from agents.queries import proposals

CAP = 1_000
OPEN = (Proposal.State.DRAFT, Proposal.State.REVIEW)


@dataclass(frozen=True)
class Row:
    """A proposal with how it stands, how many files it changes and how much was said."""

    proposal: Proposal
    word: str
    files: int
    comments: int
    paths: tuple[str, ...] = ()


def found(membership: Membership, show: str) -> QuerySet[Proposal]:
    """The proposals a filter holds; drafts are seen by those who may help with them."""
    team = Proposal.objects.filter(team=membership.team_id)
    mine = Q(author=membership.user_id)
    if show == "merged":
        return team.filter(state=Proposal.State.MERGED)
    if show == "closed":
        return team.filter(state=Proposal.State.CLOSED)
    if show == "mine":
        return team.filter(mine)
    if show == "review":
        return _waiting(membership)
    return team.filter(state__in=OPEN)


def _waiting(membership: Membership) -> QuerySet[Proposal]:
    """Those that wait for the word of this person; of nobody's who may not judge."""
    return proposals.waiting_for(membership) if membership.role >= Role.REVIEWER else Proposal.objects.none()


def rows(membership: Membership, show: str, *, start: int, size: int) -> list[Row]:
    """One page, one row more when there is a next page."""
    page = list(found(membership, show).order_by("-updated_at", "-number")[start : start + size + 1])
    for proposal in page:
        proposal.team = membership.team
    files = _paths(page)
    said = _counts(page)
    voices = proposals.voices_of(page)
    return [
        Row(
            one,
            proposals.word_of(one, voices[one.pk]),
            len(files.get(one.pk, ())),
            said.get(one.pk, 0),
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


def _counts(page: list[Proposal]) -> dict[int, int]:
    is_said = Q(comments__deleted_at=None) & (Q(comments__review=None) | Q(comments__review__finished_at__isnull=False))
    counted = Proposal.objects.filter(pk__in=[one.pk for one in page]).order_by()
    return dict(counted.annotate(said=Count("comments", filter=is_said)).values_list("pk", "said"))


def counts(membership: Membership) -> dict[str, int]:
    """How many proposals each filter holds, in two queries."""
    team = Proposal.objects.filter(team=membership.team_id).order_by()
    counted = team.aggregate(
        open=Count("pk", filter=Q(state__in=OPEN)),
        mine=Count("pk", filter=Q(author=membership.user_id)),
        merged=Count("pk", filter=Q(state=Proposal.State.MERGED)),
        closed=Count("pk", filter=Q(state=Proposal.State.CLOSED)),
    )
    return counted | {"review": found(membership, "review").order_by()[: CAP + 1].count()}


def number(word: str) -> int:
    """The page that is asked for; the first one when it is no number."""
    return max(1, int(word)) if word.isascii() and word.isdigit() and len(word) < 6 else 1
