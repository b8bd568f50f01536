"""The proposals that need a person on Home: to be reviewed, answered or merged by them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When, Window
from django.db.models.functions import RowNumber

from agents.models import Change, Membership, Proposal, ProposedText, Review, Role, Viewed
from agents.queries.proposals import word_of
from agents.queries.review_rules import voices
from agents.queries.waiting import waiting
from agents.unread_notices import HowMany

MOST = 5


@dataclass(frozen=True)
class Need:
    """A proposal, the verb of what it needs, and the names of those who asked for changes or approved."""

    proposal: Proposal
    verb: str
    names: tuple[str, ...] = ()

    @property
    def is_review(self) -> bool:
        return self.verb in ("Review", "Continue review")


@dataclass(frozen=True)
class Needs:
    """What is shown, reviews last; ``has_more`` says that more reviews are asked."""

    shown: list[Need]
    has_more: bool = False


def needs(membership: Membership) -> Needs:
    """What the proposals in review need of the member, in one query, and one more where some are theirs."""
    found = list(_concerning(membership))
    for one in found:
        one.team = membership.team
    asked = [Need(one, "Continue review" if one.is_begun else "Review") for one in found if one.is_asked]
    own = _own(membership, [one for one in found if not one.is_asked])
    return Needs([*own, *asked[:MOST]], has_more=len(asked) > MOST)


def _concerning(membership: Membership) -> QuerySet[Proposal]:
    """Those that wait for the member's word, and those they wrote or approved: the last changed of both."""
    me, judges = membership.user_id, membership.role >= Role.REVIEWER
    asked = waiting(Proposal.objects.filter(pk=OuterRef("pk")), judge=Value(me))
    reviews = Review.objects.filter(proposal=OuterRef("pk"), reviewer=me)
    approved = reviews.filter(verdict=Review.Verdict.APPROVE, iteration=OuterRef("iteration"))
    found = Proposal.objects.filter(team=membership.team_id, state=Proposal.State.REVIEW)
    found = found.annotate(is_asked=Exists(asked) if judges else Value(False))
    theirs = Q(author=me) | Q(Exists(approved.filter(finished_at__isnull=False)))
    ranked = found.filter(Q(is_asked=True) | theirs).annotate(
        rank=Window(RowNumber(), partition_by="is_asked", order_by="-updated_at"),
        files=HowMany(Change.objects.filter(proposal=OuterRef("pk"), dropped_at=None).order_by().values("pk")),
        viewed=HowMany(_viewed(me).values("pk")),
        is_begun=Exists(reviews.filter(finished_at=None)) | Exists(_viewed(me)),
    )
    return ranked.filter(rank__lte=MOST + 1).order_by("-updated_at", "-number")


def _viewed(person_id: int) -> QuerySet[Viewed]:
    """What the person ticked of the files as they are now."""
    texts = ProposedText.objects.filter(change=OuterRef("change")).order_by("-iteration").values("blob_id")
    ticked = Viewed.objects.filter(person=person_id, change__proposal=OuterRef("pk"), change__dropped_at=None)
    return ticked.filter(blob_id=Subquery(texts[:1])).order_by()


def _own(membership: Membership, found: list[Proposal]) -> Iterator[Need]:
    """What is to be answered by who wrote it, and merged by who may."""
    reviews = _reviews(found) if found else []
    for one in found[:MOST]:
        said = [review for review in reviews if review.proposal_id == one.pk]
        able: dict[int, Any] = {review.reviewer_id: review for review in said if review.may_judge}
        spoken = voices(one, said, judges=able, authors=set())
        word = word_of(one, spoken)
        if word == "changes requested" and one.author_id == membership.user_id:
            yield Need(one, "Answer", tuple(review.reviewer_name for review in spoken.requested))
        elif _is_ready(one, word) and membership.role >= Role.REVIEWER:
            yield Need(one, "Merge", tuple(review.reviewer_name for review in spoken.approvals))


def _is_ready(proposal: Proposal, word: str) -> bool:
    """Whether nobody's word is missing: it is approved, or the team asks for no approval."""
    return word == "approved" or (word == "in review" and not proposal.team.approvals)


def _reviews(found: list[Proposal]) -> list[Review]:
    """The finished reviews of all, oldest first, each with whether its reviewer may judge that proposal now."""
    members = Membership.objects.filter(team=OuterRef("proposal__team"), user=OuterRef("reviewer"))
    judges = members.filter(role__gte=Role.REVIEWER, user__is_active=True)
    wrote = ProposedText.objects.filter(change__proposal=OuterRef("proposal"), author=OuterRef("reviewer"))
    strangers = Exists(judges) & ~Exists(wrote) & ~Q(reviewer=F("proposal__author"))
    finished = Review.objects.filter(proposal__in=found, finished_at__isnull=False)
    return list(
        finished.annotate(may_judge=Case(When(strangers, then=True), default=False)).order_by("finished_at", "pk")
    )
