"""Which files a proposal changes: put some in, take one out.  Each is a new iteration."""

from collections.abc import Iterable, Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from agents.definition import paths
from agents.models import Change, Proposal, ProposedText, User
from agents.operations import advancing, iterations
from agents.operations.errors import NameTaken, OperationError
from agents.operations.proposal_joining import JoinConflict, Together, is_held, together
from agents.operations.proposed_changes import NewChange, checked
from agents.operations.refusals import check_text, check_words
from agents.queries.proposal_plans import current_texts


def add_change(proposal: Proposal, new: NewChange, *, by: User) -> Change:
    """Put another change into the proposal; see ``add_changes``."""
    proposal = add_changes(proposal, [new], by=by)
    same = {"document": new.document} if new.document else {"path": new.path}
    return proposal.changes.get(dropped_at=None, **same)


def add_changes(
    proposal: Proposal,
    changes: Iterable[NewChange],
    *,
    by: User,
    note: str = "",
    chosen: Mapping[int, str] | None = None,
    seen: Mapping[int, int] | None = None,
) -> Proposal:
    """Put changes into the proposal, as one iteration; an edit of a file it edits already is merged with that.

    JoinConflict is raised where both changed the same place, and nothing is put in.  Then ``chosen`` has the
    whole text for the document's id, and ``seen`` the id of the proposed text it was chosen beside.
    """
    changes, note = checked(proposal.team, changes), check_words(note)
    try:
        with transaction.atomic():
            proposal = iterations.locked_open(proposal)
            advancing.hold(new.document.pk for new in changes if new.document)
            known = _by_file(current_texts(proposal).values())
            pairs = [(new, _same_file(known, new)) for new in changes]
            found = [(new, there) for new, there in pairs if there is None or not is_held(new, there)]
            apart = [new for new, there in found if there is None]
            joined = _joined([together(new, there) for new, there in found if there], chosen or {}, seen or {})
            if not (apart or joined):
                return proposal
            iterations.begin_iteration(proposal, by=by, at=timezone.now())
            for new in apart:
                iterations.add_change(proposal, new, by=by, note=note)
            for one, source in joined:
                _join(proposal, one, source, by=by, note=note)
            files = [*[new.path for new in apart], *[one.path for one, _ in joined]]
            iterations.tell(proposal, by, "proposal.revised", files=files)
    except IntegrityError as error:
        raise NameTaken("The proposal has another file at one of these places. Choose another name.") from error
    return proposal


def _by_file(texts: Iterable[ProposedText]) -> dict[int | str, ProposedText]:
    """The texts by their documents, and by the places where they will stand."""
    texts = list(texts)
    by_place = {paths.key(text.change.path): text for text in texts}
    return by_place | {text.change.document_id: text for text in texts if text.change.document_id}


def _same_file(known: Mapping[int | str, ProposedText], new: NewChange) -> ProposedText | None:
    there, place = known.get(new.document.pk) if new.document else None, known.get(paths.key(new.path))
    if there and place and there.pk != place.pk:
        raise NameTaken(
            f"#{place.change.proposal.number} puts another file at {place.change.path}. Choose another name."
        )
    return there or place


def _joined(
    found: Iterable[Together], chosen: Mapping[int, str], seen: Mapping[int, int]
) -> list[tuple[Together, str]]:
    """What changes the proposal, with its text; JoinConflict is raised for what is not settled."""
    texts, unsettled = [], []
    for one in found:
        key, source = one.there.change.document_id, one.merged.text
        if source is None and seen.get(key) == one.there.pk:
            source = chosen.get(key)
        if source is None:
            unsettled.append(one)
        elif one.changes(source):
            texts.append((one, check_text(source)))
    if unsettled:
        raise JoinConflict(unsettled)
    return texts


def _join(proposal: Proposal, one: Together, source: str, *, by: User, note: str) -> None:
    change = one.there.change
    if (change.kind, change.path) != (one.kind, one.path):
        change.kind, change.path = one.kind, one.path
        change.save(update_fields=["kind", "path"])
    iterations.keep(change, source, base=one.base, proposal=proposal, by=by, note=note)


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
