"""Tell whose open proposals can no longer be merged because of what was just written.

That takes merging their texts, so it is done when the write is safe, and never fails it.
"""

from collections.abc import Sequence
from functools import partial

from django.db import transaction

from agents.models import Event, Proposal, Team, User, Write
from agents.operations import notices
from agents.queries.proposal_plans import current_texts, plan


def tell_after_commit(event: Event, writes: Sequence[Write]) -> None:
    """Look at the proposals of the documents that ``event`` changed, after its transaction."""
    changed = [write.document_id for write in writes if write.before_id and _is_changed(write)]
    if changed:
        transaction.on_commit(partial(tell, event.team, changed, by=event.actor), robust=True)


def _is_changed(write: Write) -> bool:
    return write.before_id != write.after_id or write.archived_before != write.archived_after


def tell(team: Team, documents: Sequence[int], *, by: User | None) -> None:
    """Tell the authors of each open proposal that conflicts with the heads of ``documents``."""
    open_states = (Proposal.State.DRAFT, Proposal.State.REVIEW)
    touched = Proposal.objects.filter(changes__document__in=documents, changes__dropped_at=None)
    for proposal in touched.filter(team=team, state__in=open_states).select_related("team").distinct():
        planned = plan(proposal, current_texts(proposal).values())
        if any(one.obstacle and one.change.document_id in documents for one in planned):
            notices.conflicted(proposal, by=by)
