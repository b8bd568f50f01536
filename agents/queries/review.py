"""What a review page reads: the files of a proposal, their texts, and what people said of them."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q

from agents.models import Change, Comment, Event, Proposal, ProposedText, User, Viewed

MOST_COMMENTS = 2_000


@dataclass
class Thread:
    """Words about one place, and the answers to them."""

    first: Comment
    replies: list[Comment] = field(default_factory=list)

    @property
    def is_gone(self) -> bool:
        """Whether nothing is left to show."""
        return self.first.deleted_at is not None and all(reply.deleted_at for reply in self.replies)

    @property
    def comments(self) -> list[Comment]:
        return [self.first, *(reply for reply in self.replies if reply.deleted_at is None)]

    @property
    def count(self) -> int:
        return sum(comment.deleted_at is None for comment in self.comments)


def changes(proposal: Proposal) -> list[Change]:
    """The files a proposal changes, by path, each with its document."""
    return list(proposal.changes.filter(dropped_at=None).select_related("document"))


def texts(proposal: Proposal) -> list[ProposedText]:
    """Every text that was proposed, first to last, without the texts themselves."""
    found = ProposedText.objects.filter(change__proposal=proposal).select_related("base").order_by("iteration", "pk")
    return list(found.defer("source", "base__source"))


def history(changes: Iterable[int]) -> list[ProposedText]:
    """Every text some changes had, first to last, each with its base."""
    return list(ProposedText.objects.filter(change__in=changes).select_related("base").order_by("iteration"))


def latest(found: Iterable[ProposedText], *, at: int) -> dict[int, ProposedText]:
    """The text of each change, by its key, as it was in iteration ``at``."""
    return {text.change_id: text for text in found if text.iteration <= at}


def sources(pks: Iterable[int]) -> dict[int, tuple[str, str]]:
    """What stood there before and what is proposed, by the key of the ProposedText."""
    found = ProposedText.objects.filter(pk__in=set(pks)).order_by()
    return {pk: (old or "", new) for pk, old, new in found.values_list("pk", "base__source", "source")}


def threads(proposal: Proposal, *, for_: User | None) -> list[Thread]:
    """What ``for_``, or a guest, may read of what was said: all that is finished, and their own pending comments."""
    is_said = Q(review=None) | Q(review__finished_at__isnull=False)
    is_said |= Q(author=for_) if for_ else Q()
    found = Comment.objects.filter(is_said, proposal=proposal).select_related("review").order_by("pk")
    grouped: dict[int, Thread] = {}
    for comment in found[:MOST_COMMENTS]:
        if comment.replies_to_id is None:
            grouped[comment.pk] = Thread(comment)
        elif comment.replies_to_id in grouped:
            grouped[comment.replies_to_id].replies.append(comment)
    return [thread for thread in grouped.values() if not thread.is_gone]


def viewed(proposal: Proposal, *, by: User) -> dict[int, str]:
    """Which text of each change a person has looked at: the blob id by the key of the change."""
    return dict(Viewed.objects.filter(person=by, change__proposal=proposal).values_list("change_id", "blob_id"))


TOLD = tuple(f"proposal.{word}" for word in ("asked", "withdrawn", "reworded", "closed", "reopened", "merged"))


def events(proposal: Proposal) -> list[Event]:
    """What was done to a proposal as a whole, first to last; its texts and reviews tell the rest."""
    found = Event.objects.filter(team=proposal.team_id, action__in=TOLD, details__proposal=proposal.number)
    return list(found.order_by("id"))


@dataclass(frozen=True)
class Merging:
    """The step that merged a proposal; ``undone_by`` is the step after which its files stand as before, if they do."""

    step: Event
    undone_by: Event | None = None


def merging(proposal: Proposal) -> Merging | None:
    """The step that merged ``proposal``, if one did, and whether it holds: an undo of its undo does it again."""
    found = Event.objects.filter(team=proposal.team_id, action="proposal.merged", details__proposal=proposal.number)
    step = found.first()
    if step is None:
        return None
    last, undone_by = step, None
    while following := Event.objects.filter(undoes=last).first():
        last, undone_by = following, None if undone_by else following
    return Merging(step, undone_by)
