"""What every page of one proposal needs: who looks, what is proposed, how it stands, what was said."""

from collections.abc import Iterable
from functools import cached_property
from typing import NoReturn

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from agents import access, own
from agents.forms.review import VerdictForm
from agents.models import Change, Comment, Membership, Proposal, ProposedText, Review
from agents.operations import reviewing
from agents.operations.proposing import new_once
from agents.queries import proposals, review, summary
from agents.queries.people import Mentionable
from agents.queries.review import Merging, Thread
from agents.views.desk_rights import rights
from agents.views.review_short import Short, in_short
from agents.views.reviewers import reviewers


class Desk:
    """A proposal as one person has it before them; everything is read once, when it is asked for.

    ``frame`` is the template around its pages; ``knows_library``: whether this person may see more of the
    library than the proposal holds.
    """

    frame = "base.html"
    knows_library = True

    def __init__(self, request: HttpRequest, membership: Membership, proposal: Proposal) -> None:
        self.request = request
        self.membership = membership
        self.team = membership.team
        self.proposal = proposal
        self.person = request.user
        self._earlier: dict[int, list[ProposedText]] = {}

    @cached_property
    def here(self) -> str:
        """The address of the conversation; those of the other pages begin with it."""
        return reverse("proposal", args=[self.team.slug, self.proposal.number])

    @property
    def place(self) -> str:
        """Under what a browser keeps the words that were begun here and not sent."""
        return f"{self.team.slug}/{self.proposal.number}"

    def again(self) -> "Desk":
        """The same desk, with everything to be read anew."""
        return type(self)(self.request, self.membership, self.proposal)

    def say(self, *, is_pending: bool, **said) -> Comment:
        """Comment in this person's name; ``said`` is as ``reviewing.comment`` takes it."""
        return reviewing.comment(self.proposal, by=self.person, is_pending=is_pending, **said)

    @cached_property
    def standing(self):
        return proposals.standing(self.proposal)

    @cached_property
    def changes(self) -> list[Change]:
        planned = self.standing.planned
        return [one.change for one in planned] if planned else review.changes(self.proposal)

    @cached_property
    def texts(self) -> list[ProposedText]:
        return review.texts(self.proposal)

    @cached_property
    def current(self) -> dict[int, ProposedText]:
        """The present text of each change, by its key."""
        planned = {one.change.pk: one.text for one in self.standing.planned}
        return planned or review.latest(self.texts, at=self.proposal.iteration)

    def at(self, change: Change, iteration: int) -> ProposedText | None:
        """The text of a change as it was in ``iteration``."""
        now = self.current.get(change.pk)
        if now is not None and now.iteration <= iteration:
            return now
        return review.latest(self._earlier.get(change.pk, ()), at=iteration).get(change.pk)

    def read_earlier(self, changes: Iterable[Change]) -> None:
        """Read every text these changes had, in one query, so that ``at`` knows them."""
        wanted = [change.pk for change in changes if change.pk not in self._earlier]
        for text in review.history(wanted) if wanted else ():
            self._earlier.setdefault(text.change_id, []).append(text)

    def lands(self, change: Change) -> tuple[str, str] | None:
        """The head of a file that was saved meanwhile, and what the merge would make of it; else None."""
        found = next((one for one in self.standing.planned if one.change.pk == change.pk and one.is_moved), None)
        return (found.head.source, found.source) if found else None

    @cached_property
    def mentionable(self) -> Mentionable:
        """Whom one can speak to here by ``@name``."""
        return Mentionable(self.team, own=self.person.get_username())

    @cached_property
    def threads(self) -> list[Thread]:
        return review.threads(self.proposal, for_=self.person)

    @property
    def reviews(self) -> list[Review]:
        return self.standing.reviews

    @cached_property
    def viewed(self) -> set[int]:
        """The keys of the changes that were looked at as they are now."""
        seen = review.viewed(self.proposal, by=self.person)
        return {pk for pk, text in self.current.items() if seen.get(pk) == text.blob_id}

    @property
    def comments(self) -> list[Comment]:
        said = [comment for thread in self.threads for comment in thread.comments]
        return [comment for comment in said if comment.deleted_at is None]

    @property
    def pending(self) -> list[Comment]:
        """The comments of this person that wait for their review to be finished."""
        return [one for one in self.comments if one.review and one.review.finished_at is None]

    @property
    def my_review(self) -> Review | None:
        """The last review this person finished."""
        return next((one for one in reversed(self.reviews) if one.reviewer_id == self.person.pk), None)

    @cached_property
    def merging(self) -> Merging | None:
        """The step that merged it, and whether it was taken back."""
        return review.merging(self.proposal)

    @property
    def to_export(self) -> list[int]:
        """The documents it changed that an export would hold."""
        there = [one.document for one in self.changes if one.document and not one.document.is_archived]
        return [document.pk for document in there]

    @property
    def is_author(self) -> bool:
        """Whether this person wrote any of it, and so cannot approve it."""
        return self.person.pk in self.standing.authors

    @cached_property
    def is_own(self) -> bool:
        return self.proposal.author_id == self.person.pk

    def may_do(self, ask: str) -> bool:
        """Whether an ask of the table is theirs: of their own proposal, or of anybody's."""
        return access.may(self.membership, ask if self.is_own else f"{ask} others")

    @cached_property
    def may(self) -> dict[str, bool]:
        """What this person may do here as it stands, by its word."""
        return rights(self)

    @cached_property
    def present(self) -> summary.Present:
        return summary.present(self.team)

    @cached_property
    def short(self) -> Short | None:
        """The checks and links in a few lines; None while they are not known."""
        return in_short(self)

    def refuse(self, sentence: str) -> NoReturn:
        """Refuse what this person may see but not do."""
        access.refuse(self.request, self.membership, sentence)

    def context(self, tab: str) -> dict:
        """What _proposal_top.html and _proposal_side.html show."""
        return {
            "desk": self,
            "proposal": self.proposal,
            "standing": self.standing,
            "short": self.short,
            "may": self.may,
            "tab": tab,
            "files": len(self.changes),
            "said": len(self.comments),
            "waiting": len(self.pending),
            "people": reviewers(self.standing),
            "mentionable": self.mentionable,
            "verdict": VerdictForm(initial={"verdict": Review.Verdict.COMMENT}),
            "once": new_once(),
        }


def opened(request: HttpRequest, team: str, number: int) -> Desk:
    """The proposal of this number as the member who asks has it; Http404 for strangers."""
    membership = access.member(request, team)
    proposal = own.proposal(membership, number)
    request.team, request.section = membership.team, "proposals"
    desk = Desk(request, membership, proposal)
    request.nav = SimpleLazyObject(lambda: desk.present.counts)
    return desk


def opened_to_change(request: HttpRequest, team: str, number: int) -> Desk:
    """The same for whoever may change this proposal: who opened it, and reviewers."""
    desk = opened(request, team, number)
    if not desk.may_do(request.asked):
        desk.refuse("Only who opened this proposal, or a reviewer, can do that.")
    return desk
