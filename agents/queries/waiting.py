"""The proposals that wait for somebody's word, found for one person or counted for a column of people."""

from django.db.models import Case, Exists, OuterRef, QuerySet, Value, When

from agents.models import Proposal, ProposedText, Review, Role
from agents.unread_notices import MOST_COUNTED, HowMany


def waiting(found: QuerySet[Proposal], *, judge: Value | OuterRef) -> QuerySet[Proposal]:
    """Those of ``found`` in review that ``judge``, who may judge, did not write and has not judged as they are now."""
    spoken = Review.objects.filter(proposal=OuterRef("pk"), reviewer=OuterRef("judge"), iteration=OuterRef("iteration"))
    wrote = ProposedText.objects.filter(change__proposal=OuterRef("pk"), author=OuterRef("judge"))
    asked = found.alias(judge=judge).filter(state=Proposal.State.REVIEW).exclude(author=judge)
    return asked.exclude(Exists(spoken.filter(finished_at__isnull=False))).exclude(Exists(wrote))


def count_for_membership() -> Case:
    """How many wait for a member, MOST_COUNTED at most: None for who may not judge."""
    found = waiting(Proposal.objects.filter(team=OuterRef("team")), judge=OuterRef("user")).order_by()
    return Case(When(role__gte=Role.REVIEWER, then=HowMany(found.values("pk")[:MOST_COUNTED])))
