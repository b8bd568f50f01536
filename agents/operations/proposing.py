"""Propose changes, change what is proposed, and say where the proposal stands.

Each is one transaction that locks the proposal and ends in the record.  What a person typed is kept
as a ProposedText, or the operation refuses it and keeps nothing.
"""

import secrets
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from agents.definition.merge import merge
from agents.models import Change, Proposal, ProposedText, Revision, Team, User
from agents.operations import advancing, iterations, notices
from agents.operations.errors import OperationError
from agents.operations.merging import joined
from agents.operations.posted_forms import name_of
from agents.operations.proposal_files import add_change, add_changes, drop_change
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
    "add_changes",
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
    """Make a proposal of ``changes``; a form called ``once`` gives the same proposal however often it is posted.

    An edit that changes nothing is left out; NothingProposed is raised when none is left.
    """
    title, reason, changes = checked_title(title), check_words(reason), list(changes)
    files = [(change.kind, change.path) for change in changes]
    once = name_of(once, title, reason, is_draft, reverts and reverts.pk, files, by=by)
    if once and (made := Proposal.objects.filter(team=team, once=once).first()):
        return made
    changes = checked(team, changes)
    with transaction.atomic():
        Team.objects.select_for_update(no_key=True).get(pk=team.pk)  # numbers are given one by one
        if once and (made := Proposal.objects.filter(team=team, once=once).first()):
            return made
        advancing.hold(change.document.pk for change in changes if change.document)
        newest, now = team.proposals.order_by("-number").first(), timezone.now()
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
            once=once,
        )
        rows = [iterations.add_change(proposal, change, by=by) for change in changes]
        if not is_draft:
            notices.review_asked(proposal, by=by)
        action = "proposal.reverted" if reverts else "proposal.opened"
        iterations.tell(proposal, by, action, files=[change.path for change in rows])
    return proposal


def revise(
    change: Change,
    source: str,
    *,
    base_text: ProposedText,
    by: User,
    base: Revision | None = None,
    note: str = "",
) -> ProposedText:
    """Propose ``source``, an edit of ``base_text``, as the change's text: a new iteration; return its text.

    ``base`` is the version that was brought into it, when that is newer than the one it was an edit of.

    It is merged with what others proposed since; EditConflict is raised where both changed the same
    place, with their text as its ``head``.  A text that equals the latest makes no iteration.
    """
    check_text(source)
    note = check_words(note)
    if change.keeps_its_text:
        raise OperationError(f"{change.path} is only moved in or out of the archive here. Its text stays.")
    with transaction.atomic():
        proposal = iterations.locked_open(change.proposal)
        latest = current_texts(proposal).get(change.pk)
        if latest is None:
            raise OperationError(f"{change.path} was taken out of the proposal meanwhile.")
        if latest.pk != base_text.pk:
            source = joined(merge(base_text.source, source, latest.source), latest)
        base = _newer(latest.base, base)
        if source == latest.source and base == latest.base:
            return latest
        iterations.begin_iteration(proposal, by=by, at=timezone.now())
        text = iterations.keep(change, source, base=base, proposal=proposal, by=by, note=note)
        iterations.tell(proposal, by, "proposal.revised", files=[change.path])
    return text


def _newer(one: Revision | None, other: Revision | None) -> Revision | None:
    if one is None or other is None or other.document_id != one.document_id:
        return one
    return max(one, other, key=lambda revision: revision.number)
