"""Which files a proposal changes: put some in, take one out.  Each is a new iteration."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from agents.definition import paths
from agents.definition.merge import merge
from agents.models import Change, Proposal, ProposedText, User
from agents.operations import advancing, iterations
from agents.operations.errors import NameTaken, OperationError
from agents.operations.merging import joined
from agents.operations.proposed_changes import NewChange, checked
from agents.queries.proposal_plans import current_texts


def add_change(proposal: Proposal, new: NewChange, *, by: User) -> Change:
    """Put another change into the proposal; see ``add_changes``."""
    proposal = add_changes(proposal, [new], by=by)
    same = {"document": new.document} if new.document else {"path": new.path}
    return proposal.changes.get(dropped_at=None, **same)


def add_changes(proposal: Proposal, changes: Iterable[NewChange], *, by: User) -> Proposal:
    """Put changes into the proposal, as one iteration; an edit of a file it edits already is merged with that.

    EditConflict is raised where both changed the same place, and nothing is put in.
    """
    changes = checked(proposal.team, changes)
    try:
        with transaction.atomic():
            proposal = iterations.locked_open(proposal)
            advancing.hold(new.document.pk for new in changes if new.document)
            known = _by_file(current_texts(proposal).values())
            found = [(new, _same_file(known, new)) for new in changes]
            texts = [(new, there, _together(there, new)) for new, there in found]
            fresh = [(new, there, source) for new, there, source in texts if not there or source != there.source]
            if not fresh:
                return proposal
            iterations.begin_iteration(proposal, by=by, at=timezone.now())
            for new, there, source in fresh:
                _put(proposal, new, there, source, by=by)
            iterations.tell(proposal, by, "proposal.revised", files=[new.path for new, _, _ in fresh])
    except IntegrityError as error:
        raise NameTaken("The proposal has another file at one of these places. Choose another name.") from error
    return proposal


def _by_file(texts: Iterable[ProposedText]) -> dict[int | str, ProposedText]:
    """The texts by their documents, and by the places where they will stand."""
    texts = list(texts)
    by_place = {paths.key(text.change.path): text for text in texts}
    return by_place | {text.change.document_id: text for text in texts if text.change.document_id}


def _same_file(known: Mapping[int | str, ProposedText], new: NewChange) -> ProposedText | None:
    there = known.get(new.document.pk) if new.document else None
    return there or known.get(paths.key(new.path))


def _together(there: ProposedText | None, new: NewChange) -> str:
    if there is None or _is_there(there, new):
        return new.text
    editable = (Change.Kind.EDIT, Change.Kind.RENAME)
    if new.kind != Change.Kind.EDIT or there.change.kind not in editable or there.base_id != new.base.pk:
        raise OperationError(f"#{there.change.proposal.number} changes {new.path} already. Change it there.")
    return joined(merge(new.base.source, new.source, there.source), there)


def _is_there(there: ProposedText, new: NewChange) -> bool:
    """Whether the proposal does that already, as when a form is posted twice."""
    change, document = there.change, new.document
    asked = (new.kind, document and document.pk, new.path, new.text)
    return (change.kind, change.document_id, change.path, there.source) == asked


def _put(proposal: Proposal, new: NewChange, there: ProposedText | None, source: str, *, by: User) -> None:
    if there is None:
        iterations.add_change(proposal, new, by=by)
    else:
        iterations.keep(there.change, source, base=there.base, proposal=proposal, by=by)


@transaction.atomic
def drop_change(change: Change, *, by: User) -> Proposal:
    """Take a change out of its proposal, which must keep another; its texts and comments stay."""
    proposal = iterations.locked_open(change.proposal)
    kept = proposal.changes.filter(dropped_at=None)
    if not kept.filter(pk=change.pk).exists():
        return proposal
    if kept.count() == 1:
        raise OperationError("This is the only change of the proposal. Close the proposal instead.")
    now = timezone.now()
    kept.filter(pk=change.pk).update(dropped_at=now)
    iterations.begin_iteration(proposal, by=by, at=now)
    iterations.tell(proposal, by, "proposal.revised", dropped=[change.path])
    return proposal
