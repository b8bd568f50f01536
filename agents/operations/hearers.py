"""Whom something about a proposal concerns, as ids of people; who of them is told is for ``operations.notices``."""

from collections.abc import Sequence

from django.db.models import Q

from agents.definition.mentions import mentioned
from agents.models import Comment, Membership, Proposal, ProposalFollow, ProposedText, Team
from agents.queries import review_rules
from agents.queries.proposal_plans import current_texts, plan

SECURITY, OWNER = "security reviewer", "owner"


class Hearers:
    """Who wrote a proposal, who follows it, who wants to hear no more of it."""

    def __init__(self, proposal: Proposal) -> None:
        texts = ProposedText.objects.filter(change__proposal=proposal, change__dropped_at=None)
        chosen = dict(ProposalFollow.objects.filter(proposal=proposal).values_list("person", "is_wanted"))
        self.wrote = {pk for pk in (proposal.author_id, *texts.values_list("author", flat=True)) if pk}
        self.stopped = {pk for pk, is_wanted in chosen.items() if not is_wanted}
        self.authors = self.wrote - self.stopped
        self.followers = {pk for pk, is_wanted in chosen.items() if is_wanted} - self.wrote


def asked(proposal: Proposal) -> dict[int, str]:
    """Everybody whose review would count, with the word of what they alone can give, or ""."""
    wrote = review_rules.authors_of([proposal])[proposal.pk]
    able = {pk: one for pk, one in review_rules.judges(proposal.team_id).items() if pk not in wrote}
    planned = plan(proposal, current_texts(proposal).values())
    words = dict.fromkeys(able, "")
    if proposal.team.security_reviewer and review_rules.widens_powers(planned):
        words |= {pk: SECURITY for pk, one in able.items() if one.is_security_reviewer}
    for owners in review_rules.owners(proposal.team_id, planned, judges=able, authors=wrote):
        words |= {one.user_id: OWNER for one in owners.people if not words[one.user_id]}
    return words


def in_thread(answers: Sequence[Comment]) -> set[int | None]:
    """Who spoke in the threads that ``answers`` answer, as far as others can read it."""
    roots = [answer.replies_to_id for answer in answers]
    thread = Comment.objects.filter(Q(pk__in=roots) | Q(replies_to__in=roots), deleted_at=None)
    spoken = thread.filter(Q(review=None) | Q(review__finished_at__isnull=False))
    return set(spoken.values_list("author", flat=True)) if roots else set()


def named_in(team: Team, words: str) -> list[int]:
    """The members whom ``words`` mention."""
    names = mentioned(words)
    if not names:
        return []
    members = Membership.objects.filter(team=team).values_list("user", "user__username")
    return [pk for pk, username in members if username.casefold() in names]
