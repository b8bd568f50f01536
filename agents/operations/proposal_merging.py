"""Merge a proposal or none of it, and propose the inverse of one that was merged.

What was approved becomes head byte for byte while the head is still what it was made from; else
it is merged with what was saved since, and one conflict merges nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.db import IntegrityError, transaction
from django.utils import timezone

from agents.models import Change, Event, Proposal, ProposedText, Revision, User, Write
from agents.operations import iterations, merged_changes, notices
from agents.operations.audit import record
from agents.operations.errors import OperationError
from agents.operations.proposed_changes import NewChange, archiving_of, edit_of, rename_of, return_of
from agents.operations.proposing import propose
from agents.queries.proposal_plans import Planned, current_texts, plan
from agents.queries.proposals import Standing, standing


class MergeRefused(OperationError):
    """The proposal cannot be merged as it is now; ``reasons`` are all sentences why."""

    status = 409
    code = "refused"

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(["Nothing was merged.", *reasons]))
        self.reasons = tuple(reasons)


def merge(proposal: Proposal, *, iteration: int, by: User, shown: Mapping[int, int] | None = None) -> Event:
    """Make every text of ``iteration`` the head of its document, as one step that can be undone as one.

    ``shown`` has the id of the head that each moved document, by its change's id, had when the merger
    looked at the merged text; another head is refused then.  A proposal that is merged already gives
    the step that did it.  MergeRefused says everything that is in the way, and nothing is written.
    """
    indexed = merged_changes.indexed(plan(proposal, current_texts(proposal).values()))
    try:
        with transaction.atomic():
            proposal = iterations.locked(proposal)
            if proposal.state == Proposal.State.MERGED:
                return merging_of(proposal)
            if iteration != proposal.iteration:
                raise MergeRefused(["The proposal was changed since you looked at it. Look at it again."])
            documents = merged_changes.locked(proposal)
            found = standing(proposal)
            if reasons := [*found.reasons, *_unseen(found.planned, shown)]:
                raise MergeRefused(reasons)
            writes = merged_changes.carry_out(proposal, found.planned, documents, indexed, by=by)
            return _end(proposal, found, writes, by=by)
    except IntegrityError as error:
        raise MergeRefused(["Somebody took the name of one of the files just now. Look again."]) from error


def merging_of(proposal: Proposal) -> Event:
    """The step that merged ``proposal``."""
    return Event.objects.get(team=proposal.team_id, action="proposal.merged", details__proposal=proposal.number)


def _unseen(planned: Sequence[Planned], shown: Mapping[int, int] | None) -> list[str]:
    """Why what would be written is not what the merger was shown."""
    moved = [one for one in planned if one.is_moved and shown is not None]
    return [
        f"{one.head.author_name} saved v{one.head.number} of {one.path} meanwhile. Look at the merged text first."
        for one in moved
        if shown.get(one.change.pk) != one.head.pk
    ]


def _end(proposal: Proposal, found: Standing, writes: Sequence[Write], *, by: User) -> Event:
    now = timezone.now()
    proposal.state, proposal.ended_at = Proposal.State.MERGED, now
    proposal.ended_by, proposal.ended_by_name = by, by.shown_name
    iterations.touch(proposal, "state", "ended_at", "ended_by", "ended_by_name", at=now)
    notices.ended(proposal, by=by)
    added = [one.path for one in found.planned if one.change.kind == Change.Kind.ADD]
    details = {"proposal": proposal.number, "iteration": proposal.iteration}
    details |= {"approved_by": [review.reviewer_name for review in found.approvals]}
    details |= {"added": added} if added else {}
    return record(proposal.team, by, "proposal.merged", subject=str(proposal), writes=writes, **details)


def revert(proposal: Proposal, *, by: User, once: str = "") -> Proposal:
    """Propose the inverse of a merged proposal: every file as it was before; it is judged like any other.

    What was changed since stays, or conflicts: each change is an edit of the text that was merged.
    """
    if proposal.state != Proposal.State.MERGED:
        raise OperationError(f"#{proposal.number} is not merged, so there is nothing to take back.")
    changes = [inverse for inverse in _inverses(proposal) if inverse is not None]
    if not changes:
        raise OperationError(f"Everything stands as it did before #{proposal.number}: there is nothing to take back.")
    title, reason = f"Take back: {proposal.title}"[:200], f"Takes back #{proposal.number}."
    return propose(proposal.team, changes, title=title, by=by, reason=reason, once=once, reverts=proposal)


def _inverses(proposal: Proposal) -> Iterator[NewChange | None]:
    befores = dict(merging_of(proposal).writes.values_list("document", "before"))
    revisions = Revision.objects.in_bulk(befores.values())
    for text in current_texts(proposal).values():
        document = text.change.document
        if document.pk in befores:
            yield _inverse(text, revisions[befores[document.pk]])


def _inverse(text: ProposedText, before: Revision) -> NewChange | None:
    document, merged = text.change.document, text.merged_as
    kind = text.change.kind
    if kind in (Change.Kind.ADD, Change.Kind.RESTORE):
        return None if document.is_archived else archiving_of(document)
    if kind == Change.Kind.ARCHIVE:
        return return_of(document) if document.is_archived else None
    if (document.path, document.head.source) == (before.path, before.source):
        return None
    if before.path != merged.path and before.path != document.path:
        return rename_of(document, before.path, source=before.source, base=merged)
    return edit_of(document, before.source, base=merged)
