"""The record: every write ends here, in its own transaction."""

from collections.abc import Sequence

from django.db import transaction

from agents.logs import current_request_id
from agents.models import Document, Event, Team, User, Write
from agents.operations import chain, conflicts, notices
from agents.operations.direct_save import check_may_save
from agents.operations.relations import heal_after_commit

APPROVED = "proposal.merged"
OF_TEXTS = ("document.", "documents.")
READ_AT_ONCE = ("document.", "documents.", "step.", "alias", APPROVED)
READ_IN_STEPS = ("documents.imported",)  # by who imports: many texts take seconds


def record(
    team: Team,
    actor: User | None,
    action: str,
    *,
    document: Document | None = None,
    subject: str = "",
    writes: Sequence[Write] = (),
    undoes: Event | None = None,
    **details,
) -> Event:
    """Add one event.  ``details`` must be JSON; the actor's and the document's names are copied.

    ``writes`` are what the step did to each document, not saved yet; a step that has them can be undone.
    After the transaction the team's relations follow what was written.  Until then the team's next
    event waits, so this is the last thing a transaction does.

    Every write of a text comes by here, so here the team's rule who may save is kept: NotAllowed takes
    the transaction back with all it wrote.  What others approved may be merged by whoever may merge.
    """
    if action != APPROVED and (writes or action.startswith(OF_TEXTS)):
        check_may_save(team, actor)
    event = Event(
        team=team,
        actor=actor,
        actor_name=actor.shown_name if actor else _unsigned(details),
        action=action,
        document=document,
        subject=(subject or (document.path if document else ""))[:255],
        details=details,
        undoes=undoes,
        request_id=current_request_id(),
    )
    with transaction.atomic(savepoint=False):
        if action.startswith(READ_AT_ONCE) and action not in READ_IN_STEPS:
            heal_after_commit(team)
        chain.append(event, writes=writes)
        notices.followed(event, writes)
        conflicts.tell_after_commit(event, writes)
    return event


def _unsigned(details) -> str:
    """Who did it without an account: a guest, or a command of this site."""
    return f"{details['guest']} (guest)"[:150] if "guest" in details else "agentsite"
