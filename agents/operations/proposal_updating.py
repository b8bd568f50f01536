"""Bring a proposal up to date with what was saved meanwhile."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from agents.definition.merge import Merged
from agents.models import Change, Proposal, User
from agents.operations import iterations
from agents.operations.errors import OperationError
from agents.operations.refusals import check_text
from agents.queries.proposal_plans import Planned, current_texts, plan


class UpdateConflict(OperationError):
    """Files changed at the same places on both sides: ``conflicts`` has the Merged of each, by its change's id.

    ``heads`` has the id of the revision each was merged with, ``iteration`` says which texts it is about: what a
    page sends back with the choices.
    """

    status = 409
    code = "conflict"

    def __init__(self, sentence: str, *, planned: Sequence[Planned], iteration: int) -> None:
        super().__init__(sentence)
        self.planned, self.iteration = planned, iteration
        self.conflicts: dict[int, Merged] = {one.change.pk: one.merged for one in planned if one.merged}
        self.heads: dict[int, int] = {one.change.pk: one.head.pk for one in planned if one.head}


@transaction.atomic
def update_from_head(
    proposal: Proposal,
    *,
    by: User,
    chosen: Mapping[int, str] | None = None,
    heads: Mapping[int, int] | None = None,
    iteration: int | None = None,
) -> Proposal:
    """Make every change one of what stands there now: a new iteration, or none when nothing was saved since.

    Where both sides changed the same place, ``chosen`` has the whole text for the change's id;
    UpdateConflict names them all when one is not chosen, was chosen for another head than that of ``heads``,
    or for another ``iteration``.  A text that merged by itself keeps its author.
    """
    proposal = iterations.locked_open(proposal)
    chosen, heads = (chosen or {}) if iteration in (None, proposal.iteration) else {}, heads or {}
    moved = [one for one in plan(proposal, current_texts(proposal).values()) if one.is_moved]
    conflicting = [one for one in moved if one.merged.conflicts]
    if not all(_is_settled(one, chosen, heads) for one in conflicting):
        files = "One file was" if len(conflicting) == 1 else f"{len(conflicting):,} files were"
        sentence = f"{files} changed at the same places meanwhile: choose what stays. Nothing proposed is lost."
        raise UpdateConflict(sentence, planned=conflicting, iteration=proposal.iteration)
    if not moved:
        return proposal
    iterations.begin_iteration(proposal, by=by, at=timezone.now())
    for one in moved:
        _rebase(one, proposal, chosen.get(one.change.pk) if one.merged.conflicts else None, by=by)
    iterations.tell(proposal, by, "proposal.updated", files=[one.path for one in moved])
    return proposal


def _is_settled(one: Planned, chosen: Mapping[int, str], heads: Mapping[int, int]) -> bool:
    return one.change.pk in chosen and heads.get(one.change.pk, one.head.pk) == one.head.pk


def _rebase(one: Planned, proposal: Proposal, source: str | None, *, by: User) -> None:
    change, text = one.change, one.text
    is_chosen = source is not None
    iterations.add_text(
        change,
        check_text(source if is_chosen else one.merged.text),
        base=one.head,
        iteration=proposal.iteration,
        author_id=by.pk if is_chosen else text.author_id,
        author_name=by.shown_name if is_chosen else text.author_name,
        note=f"Brought up to date with v{one.head.number}",
        at=proposal.updated_at,
    ).credited.set(text.credited.all())
    if change.kind == Change.Kind.RENAME or change.path == one.head.path:
        return
    if not proposal.changes.filter(path=one.head.path, dropped_at=None).exclude(pk=change.pk).exists():
        Change.objects.filter(pk=change.pk).update(path=one.head.path)
