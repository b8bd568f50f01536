"""Propose changes, change what is proposed, and say where the proposal stands.

Each is one transaction that locks the proposal and ends in the record.  What a person typed is kept
as a ProposedText, or the operation refuses it and keeps nothing.
"""

import secrets
from collections.abc import Iterable

from django.db import IntegrityError, transaction
from django.utils import timezone

from agents.definition.merge import Merged, merge
from agents.models import Change, Document, Proposal, ProposedText, Team, User
from agents.operations import iterations
from agents.operations.errors import EditConflict, NameTaken, OperationError
from agents.operations.proposal_states import ask_for_review, back_to_draft, checked_title, close, reopen, reword
from agents.operations.proposal_updating import UpdateConflict, update_from_head
from agents.operations.proposed_changes import NewChange, NothingProposed, checked
from agents.operations.refusals import check_text, check_words
from agents.queries.proposal_plans import current_texts

__all__ = [
    "NewChange",
    "NothingProposed",
    "UpdateConflict",
    "add_change",
    "ask_for_review",
    "back_to_draft",
    "close",
    "drop_change",
    "new_once",
    "propose",
    "reopen",
    "revise",
    "reword",
    "update_from_head",
]


def new_once() -> str:
    """Name a form that is being shown, so that posting it twice proposes once."""
    return secrets.token_hex(8)


def propose(
    team: Team,
    changes: Iterable[NewChange],
    *,
    title: str,
    by: User,
    reason: str = "",
    is_draft: bool = False,
    once: str = "",
    reverts: Proposal | None = None,
) -> Proposal:
    """Make a proposal of ``changes``; the same ``once`` gives the same proposal, however often it is posted.

    An edit that changes nothing is left out; NothingProposed is raised when none is left.
    """
    title, reason = checked_title(title), check_words(reason)
    if once and (made := Proposal.objects.filter(team=team, once=once[:32]).first()):
        return made
    changes = checked(team, changes)
    with transaction.atomic():
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)  # numbers are given one by one
        if once and (made := Proposal.objects.filter(team=team, once=once[:32]).first()):
            return made
        newest, now = Proposal.objects.filter(team=team).order_by("-number").first(), timezone.now()
        proposal = Proposal.objects.create(
            team=team,
            number=newest.number + 1 if newest else 1,
            title=title,
            reason=reason,
            state=Proposal.State.DRAFT if is_draft else Proposal.State.REVIEW,
            author=by,
            author_name=by.shown_name,
            reverts=reverts,
            created_at=now,
            updated_at=now,
            once=once[:32],
        )
        for change in changes:
            _add(proposal, change, by=by)
        action = "proposal.reverted" if reverts else "proposal.opened"
        iterations.tell(proposal, by, action, files=[change.path for change in changes])
    return proposal


def _add(proposal: Proposal, new: NewChange, *, by: User) -> Change:
    change = Change.objects.create(
        proposal=proposal,
        kind=new.kind,
        document=new.document,
        document_kind=new.document_kind,
        path=new.path,
    )
    _keep(change, new.text, base=new.base, proposal=proposal, by=by)
    return change


def _keep(change: Change, source: str, *, base, proposal: Proposal, by: User, note: str = "") -> ProposedText:
    return iterations.add_text(
        change,
        source,
        base=base,
        iteration=proposal.iteration,
        author_id=by.pk,
        author_name=by.shown_name,
        note=note,
        at=proposal.updated_at,
    )


def revise(change: Change, source: str, *, base_text: ProposedText, by: User, note: str = "") -> ProposedText:
    """Propose ``source``, an edit of ``base_text``, as the change's text: a new iteration; return its text.

    It is merged with what others proposed since; EditConflict is raised where both changed the same
    place, with their text as its ``head``.  A text that equals the latest makes no iteration.
    """
    check_text(source)
    note = check_words(note)
    if change.kind in (Change.Kind.ARCHIVE, Change.Kind.RESTORE):
        raise OperationError(f"{change.path} is only moved in or out of the archive here. Its text stays.")
    with transaction.atomic():
        proposal = iterations.locked_open(change.proposal)
        latest = current_texts(proposal).get(change.pk)
        if latest is None:
            raise OperationError(f"{change.path} was taken out of the proposal meanwhile.")
        if latest.pk != base_text.pk:
            source = _merged(merge(base_text.source, source, latest.source), latest)
        if source == latest.source:
            return latest
        iterations.begin_iteration(proposal, at=timezone.now())
        text = _keep(change, source, base=latest.base, proposal=proposal, by=by, note=note)
        iterations.tell(proposal, by, "proposal.revised", files=[change.path])
    return text


def _merged(merged: Merged, latest: ProposedText) -> str:
    if merged.text is None:
        sentence = f"{latest.author_name} changed the proposed text while you were editing. Choose what stays."
        raise EditConflict(sentence, head=latest, merged=merged)
    return merged.text


def add_change(proposal: Proposal, new: NewChange, *, by: User) -> Change:
    """Put another change into the proposal; an edit of a file it edits already is merged with that.

    EditConflict is raised where both changed the same place.
    """
    (new,) = checked(proposal.team, [new])
    try:
        with transaction.atomic():
            proposal = iterations.locked_open(proposal)
            there = _there(proposal, new.document)
            source = _together(there, new) if there else new.text
            if there and source == there.source:
                return there.change
            iterations.begin_iteration(proposal, at=timezone.now())
            change = there.change if there else _add(proposal, new, by=by)
            if there:
                _keep(change, source, base=there.base, proposal=proposal, by=by)
            iterations.tell(proposal, by, "proposal.revised", files=[new.path])
    except IntegrityError as error:
        raise NameTaken(f"The proposal has another file at {new.path}. Choose another name.") from error
    return change


def _there(proposal: Proposal, document: Document | None) -> ProposedText | None:
    texts = current_texts(proposal).values()
    return next((text for text in texts if document and text.change.document_id == document.pk), None)


def _together(there: ProposedText, new: NewChange) -> str:
    editable = (Change.Kind.EDIT, Change.Kind.RENAME)
    if new.kind != Change.Kind.EDIT or there.change.kind not in editable or there.base_id != new.base.pk:
        raise OperationError(f"The proposal changes {new.path} already. Look at what it does there, and change that.")
    return _merged(merge(new.base.source, new.source, there.source), there)


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
    iterations.begin_iteration(proposal, at=now)
    iterations.tell(proposal, by, "proposal.revised", dropped=[change.path])
    return proposal
