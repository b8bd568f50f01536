"""What a person is told, how they want to be told, and which proposals wait for their review."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from agents.models import Follow, Membership, Notice, NoticeChoice, Proposal, ProposedText, Review, Role, Team, User

Kind, Way = Notice.Kind, NoticeChoice.Way
DEFAULT_WAYS = {
    Kind.ASKED: Way.MAIL,
    Kind.COMMENTED: Way.MAIL,
    Kind.MENTIONED: Way.MAIL,
    Kind.VERDICT: Way.MAIL,
    Kind.STALE: Way.MAIL,
    Kind.CONFLICT: Way.MAIL,
    Kind.ENDED: Way.INBOX,
    Kind.FOLLOWED: Way.DIGEST,
}
MOST_COUNTED = 100


def notices(person: User) -> QuerySet[Notice]:
    """What the person was told of teams they are still in, with all that a line of the inbox shows."""
    shown = ("team", "proposal", "document", "comment")
    found = _of_present_teams(person).select_related(*shown)
    return found.defer("proposal__reason", "comment__quoted", "comment__suggestion").order_by("-id")


def _of_present_teams(person: User) -> QuerySet[Notice]:
    teams = Membership.objects.filter(user=person, team__removed_at=None)
    return Notice.objects.filter(person=person, team__in=teams.values("team"))


def unread(person: User) -> int:
    """How many notices wait to be read, MOST_COUNTED at most."""
    return _of_present_teams(person).filter(read_at=None).order_by()[:MOST_COUNTED].count()


def unread_by_team(person: User) -> dict[int, int]:
    """How many wait to be read, by the ids of teams."""
    waiting = _of_present_teams(person).filter(read_at=None).order_by()
    return dict(waiting.values_list("team").annotate(count=Count("pk")))


def ways(person: User) -> dict[str, str]:
    """How the person wants to be told of each kind."""
    chosen = dict(NoticeChoice.objects.filter(person=person).values_list("kind", "way"))
    return {kind: chosen.get(kind, way) for kind, way in DEFAULT_WAYS.items()}


def follows(person: User) -> QuerySet[Follow]:
    """What the person follows in teams they are still in, team by team."""
    teams = Membership.objects.filter(user=person, team__removed_at=None).values("team")
    found = Follow.objects.filter(person=person, document__team__in=teams).select_related("document__team")
    return found.order_by("document__team__name", "document__kind", "document__path")


def is_following(person: User, document_id: int) -> bool:
    return Follow.objects.filter(person=person, document=document_id).exists()


def needing_review_by(team: Team, person: User) -> QuerySet[Proposal]:
    """Proposals in review that the person may approve and has said nothing of in their present iteration.

    One's own, and those one has written a text of, are for others.
    """
    waiting = Proposal.objects.filter(team=team, state=Proposal.State.REVIEW)
    reviewer = Membership.objects.filter(team=team, user=person, role__gte=Role.REVIEWER)
    written = ProposedText.objects.filter(change__proposal=OuterRef("pk"), author=person)
    said = Review.objects.filter(proposal=OuterRef("pk"), reviewer=person, finished_at__isnull=False)
    said_of_this = said.filter(iteration=OuterRef("iteration"))
    own = Q(author=person) | Exists(written)
    return waiting.filter(Exists(reviewer)).exclude(own).exclude(Exists(said_of_this)).order_by("-updated_at", "-pk")
