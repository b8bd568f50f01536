"""What a person is told, how they want to be told, and which proposals wait for their review."""

from allauth.account.models import EmailAddress
from django.db.models import Count, QuerySet
from django.urls import reverse

from agents.definition.invisible import spelled_out
from agents.models import Follow, Membership, Notice, NoticeChoice, Proposal, Role, Team, User
from agents.queries.proposals import OPEN, waiting_for
from agents.unread_notices import unread_of

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


def notices(person: User) -> QuerySet[Notice]:
    """What the person was told of teams they are still in, with all that a line of the inbox shows."""
    shown = ("team", "proposal", "document", "comment")
    found = _of_present_teams(person).select_related(*shown)
    return found.defer("proposal__reason", "comment__quoted", "comment__suggestion").order_by("-id")


def address_of(notice: Notice) -> str:
    """The path of what a notice tells of."""
    team = notice.team.slug
    if notice.proposal:
        anchor = f"#c{notice.comment_id}" if notice.comment_id else ""
        return reverse("proposal", args=[team, notice.proposal.number]) + anchor
    if notice.document:
        return reverse("document", args=[team, notice.document.family, notice.document.slug])
    return reverse("activity", args=[team])


def short_sentence(notice: Notice) -> str:
    """Its sentence below the title of its proposal; whole when the proposal was called otherwise then."""
    title = " ".join(notice.proposal.title.split()) if notice.proposal else ""
    named = f"#{notice.proposal.number} “{spelled_out(title)}”" if notice.proposal else ""
    short = notice.sentence.replace(named, "it", 1) if named else notice.sentence
    return short[:1].upper() + short[1:]


def _of_present_teams(person: User) -> QuerySet[Notice]:
    teams = Membership.objects.filter(user=person, team__removed_at=None)
    return Notice.objects.filter(person=person, team__in=teams.values("team"))


def unread(person: User) -> int:
    """How many notices wait to be read, MOST_COUNTED at most."""
    return User.objects.annotate(unread=unread_of("pk")).values_list("unread", flat=True).get(pk=person.pk)


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


def followed_proposals(person: User) -> QuerySet[Proposal]:
    """The open proposals the person chose to follow, in teams they are still in, team by team."""
    teams = Membership.objects.filter(user=person, team__removed_at=None).values("team")
    found = Proposal.objects.filter(follows__person=person, follows__is_wanted=True, team__in=teams)
    return found.filter(state__in=OPEN).select_related("team").order_by("team__name", "-number")


def mailed_to(person: User) -> str:
    """The address mail goes to: a confirmed one, so that nothing of a team reaches a stranger; "" without one."""
    found = EmailAddress.objects.filter(user=person, verified=True, primary=True)
    return found.values_list("email", flat=True).first() or ""


def needing_review_by(team: Team, person: User) -> QuerySet[Proposal]:
    """The proposals that wait for the person's word; of nobody's who may not judge."""
    membership = Membership.objects.select_related("team").filter(team=team, user=person, role__gte=Role.REVIEWER)
    member = membership.first()
    return waiting_for(member) if member else Proposal.objects.none()
