"""The steps all changes of a proposal share: lock it, begin an iteration, keep a text, tell the record."""

from datetime import datetime

from agents.definition.blob import blob_id
from agents.models import Change, Event, Proposal, ProposedText, Revision, User
from agents.operations import notices
from agents.operations.audit import record
from agents.operations.errors import OperationError
from agents.operations.proposed_changes import NewChange


class ProposalEnded(OperationError):
    """The proposal is merged or closed, so that nothing of it can be changed."""

    status = 409
    code = "ended"


class NotForYou(OperationError):
    """Somebody else has to do it: nobody judges what they wrote, and not every role judges."""

    status = 403
    code = "forbidden"


def locked(proposal: Proposal) -> Proposal:
    """Lock the proposal until the transaction ends; return it as it is now."""
    found = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("team")
    return found.get(pk=proposal.pk)


def locked_open(proposal: Proposal) -> Proposal:
    """Lock the proposal; ProposalEnded is raised when it is merged or closed."""
    proposal = locked(proposal)
    refuse_ended(proposal)
    return proposal


def refuse_ended(proposal: Proposal) -> None:
    if not proposal.is_open:
        raise ProposalEnded(f"#{proposal.number} is {proposal.get_state_display().lower()}. {_way_out(proposal)}")


def _way_out(proposal: Proposal) -> str:
    is_merged = proposal.state == Proposal.State.MERGED
    return "Propose the change anew." if is_merged else "Reopen it to change it."


def begin_iteration(proposal: Proposal, *, by: User, at: datetime) -> int:
    """Raise the iteration of a locked proposal: approvals of the one before count no longer.

    Whose they were is told so.
    """
    proposal.iteration += 1
    touch(proposal, "iteration", at=at)
    notices.iteration_raised(proposal, by=by)
    return proposal.iteration


def touch(proposal: Proposal, *columns: str, at: datetime) -> None:
    """Write ``columns`` of a locked proposal, and that something happened to it."""
    proposal.updated_at = at
    proposal.save(update_fields=[*columns, "updated_at"])


def add_text(
    change: Change,
    source: str,
    *,
    base: Revision | None,
    iteration: int,
    author_id: int | None,
    author_name: str,
    at: datetime,
    note: str = "",
) -> ProposedText:
    """Keep ``source`` as the text ``change`` has from ``iteration`` on."""
    return ProposedText.objects.create(
        change=change,
        iteration=iteration,
        base=base,
        source=source,
        blob_id=blob_id(source),
        author_id=author_id,
        author_name=author_name,
        note=note,
        created_at=at,
    )


def add_change(proposal: Proposal, new: NewChange, *, by: User) -> Change:
    """Add a change with its text to a locked proposal, at its iteration."""
    change = Change.objects.create(
        proposal=proposal, kind=new.kind, document=new.document, document_kind=new.document_kind, path=new.path
    )
    keep(change, new.text, base=new.base, proposal=proposal, by=by)
    return change


def keep(
    change: Change, source: str, *, base: Revision | None, proposal: Proposal, by: User, note: str = ""
) -> ProposedText:
    """Keep what ``by`` wrote as the change's text at the iteration of a locked proposal."""
    who = {"author_id": by.pk, "author_name": by.shown_name}
    return add_text(change, source, base=base, iteration=proposal.iteration, note=note, at=proposal.updated_at, **who)


def tell(proposal: Proposal, by: User | None, action: str, *, summary: str = "", **details) -> Event:
    """Record a step of a proposal as the last thing of its transaction."""
    details |= {"proposal": proposal.number, "iteration": proposal.iteration}
    details |= {"summary": summary} if summary else {}
    return record(proposal.team, by, action, subject=str(proposal), **details)
