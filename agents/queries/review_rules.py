"""Whose word a proposal needs: the team's rules, and who may judge by the role they have now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agents.definition.owned_paths import fits
from agents.definition.powers import changed_powers
from agents.models import Change, Membership, OwnedPath, Proposal, ProposedText, Review, Role
from agents.queries.proposal_plans import Planned

Verdict = Review.Verdict


@dataclass(frozen=True)
class Voices:
    """What the reviewers say now: each one's last word, as far as it still counts."""

    approvals: list[Review]
    stale: list[Review]
    requested: list[Review]


@dataclass(frozen=True)
class Owners:
    """People of whom one has to approve, and the files for whose sake."""

    people: list[Membership]
    paths: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """What is missing while none of them has approved."""
        names = " or ".join(one.user.shown_name for one in self.people)
        more = len(self.paths) - 1
        files = f" and {more:,} more file{'s' if more > 1 else ''}" if more else ""
        return f"{names} has to approve it, as owner of {self.paths[0]}{files}."


def authors_of(proposals: Iterable[Proposal]) -> dict[int, set[int]]:
    """Who wrote any of the texts of each proposal, or opened it: nobody of them judges it.

    A suggestion is written by whoever took it over: so two people stand behind its words, and who suggested them
    may judge.
    """
    proposals = list(proposals)
    found = {proposal.pk: {proposal.author_id} - {None} for proposal in proposals}
    texts = ProposedText.objects.filter(change__proposal__in=found).exclude(author=None).order_by()
    for proposal, author in texts.values_list("change__proposal", "author").distinct():
        found[proposal].add(author)
    return found


def judges(team_id: int) -> dict[int, Membership]:
    """The members who may judge proposals now, by their person's id."""
    found = Membership.objects.filter(team=team_id, role__gte=Role.REVIEWER, user__is_active=True)
    return {membership.user_id: membership for membership in found.select_related("user")}


def voices(
    proposal: Proposal, reviews: Iterable[Review], *, judges: Mapping[int, Membership], authors: set[int]
) -> Voices:
    """Weigh the finished reviews of ``proposal``, oldest first.

    An approval counts for its iteration, while its reviewer may judge; a request for changes stands
    until the same reviewer says something else, or an owner sets it aside.
    """
    approved: dict[int | None, Review] = {}
    requested: dict[int | None, Review] = {}
    for review in reviews:
        who = review.reviewer_id or -review.pk
        if review.verdict == Verdict.APPROVE:
            approved[who] = review
        elif review.verdict == Verdict.CHANGES:
            approved.pop(who, None)
        requested.pop(who, None)
        if review.verdict == Verdict.CHANGES and review.set_aside_at is None:
            requested[who] = review
    counting = [review for review in approved.values() if review.reviewer_id in judges.keys() - authors]
    return Voices(
        [review for review in counting if review.iteration == proposal.iteration],
        [review for review in approved.values() if review.iteration != proposal.iteration],
        list(requested.values()),
    )


def widens_powers(planned: Iterable[Planned]) -> bool:
    """Whether an agent may do more after the merge than before it, or than what the change was made from."""
    return any(_widens(one) for one in planned if one.change.document_kind == "agent")


def _widens(one: Planned) -> bool:
    if one.change.kind == Change.Kind.ARCHIVE:
        return False
    if one.head is None or one.change.kind == Change.Kind.RESTORE:
        return changed_powers(None, one.source).is_wider
    pairs = {(one.text.base.source, one.text.source), (one.head.source, one.source)}
    return any(changed_powers(old, new).is_wider for old, new in pairs)


def owners(
    team_id: int, planned: Iterable[Planned], *, judges: Mapping[int, Membership], authors: set[int]
) -> list[Owners]:
    """Those who look after a file of the proposal and may approve it, with all files that the same people look after.

    Nobody is asked who wrote part of it or may not judge; a file all of whose owners are such needs none.
    """
    able = {pk: membership for pk, membership in judges.items() if pk not in authors}
    owned = OwnedPath.objects.filter(team=team_id, membership__user__in=able)
    patterns = list(owned.values_list("pattern", "membership__user"))
    asked: dict[tuple[int, ...], Owners] = {}
    for one in planned:
        document = one.change.document
        places = {one.path, document.path if document else one.path}
        found = {user for pattern, user in patterns if any(fits(pattern, place) for place in places)}
        found |= {document.owner_id} & able.keys() if document else set()
        if found:
            people = tuple(sorted(found))
            asked.setdefault(people, Owners([able[pk] for pk in people])).paths.append(one.path)
    return list(asked.values())
