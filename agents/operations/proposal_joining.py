"""Bring a new change together with what a proposal holds of the same file already."""

from collections.abc import Sequence
from dataclasses import dataclass

from agents.definition.merge import Merged, merge
from agents.models import Change, ProposedText, Revision
from agents.operations.errors import EditConflict, OperationError
from agents.operations.proposed_changes import NewChange

EDITS = (Change.Kind.EDIT, Change.Kind.RENAME)


@dataclass(frozen=True)
class Together:
    """A change with what the proposal holds of its file: in ``merged`` ours is new, theirs is proposed there already.

    ``base`` is the version both together are an edit of: the newer one of theirs.
    """

    new: NewChange
    there: ProposedText
    base: Revision
    merged: Merged

    @property
    def kind(self) -> str:
        return str(self.new.kind if self.new.kind == Change.Kind.RENAME else self.there.change.kind)

    @property
    def path(self) -> str:
        return self.new.path if self.new.kind == Change.Kind.RENAME else self.there.change.path

    def changes(self, source: str) -> bool:
        """Whether the proposal would be another with ``source`` as the text of the file."""
        is_elsewhere = (self.kind, self.path) != (self.there.change.kind, self.there.change.path)
        return is_elsewhere or source != self.there.source


class JoinConflict(EditConflict):
    """Files changed at the same places by what is put in and by what the proposal holds; ``files`` has each."""

    def __init__(self, files: Sequence[Together]) -> None:
        self.files = files
        there = files[0].there
        which = there.change.path if len(files) == 1 else f"{len(files):,} files"
        number = there.change.proposal.number
        sentence = f"#{number} changes {which} at the same places: choose what stays. Nothing of yours is lost."
        super().__init__(sentence, head=there, merged=files[0].merged)


def is_held(new: NewChange, there: ProposedText) -> bool:
    """Whether the proposal does that already, as when a form is posted twice."""
    change, document = there.change, new.document
    asked = (new.kind, document and document.pk, new.path, new.text)
    return (change.kind, change.document_id, change.path, there.source) == asked


def together(new: NewChange, there: ProposedText) -> Together:
    """Merge ``new`` with the text ``there``; an OperationError is raised where that makes no sense.

    Made from different versions, both are edits of the older one, and what was saved between is in one of them.
    """
    number, change = there.change.proposal.number, there.change
    if new.document is None or change.document_id != new.document.pk or there.base is None or new.base is None:
        raise OperationError(f"#{number} changes {new.path} already. Change it there.")
    if new.kind not in EDITS or change.kind not in EDITS:
        what = change.get_kind_display().lower()
        raise OperationError(f"#{number} is to {what} {change.path} already. Make a new proposal of this.")
    older, newer = sorted((new.base, there.base), key=lambda revision: revision.number)
    return Together(new, there, newer, merge(older.source, new.source, there.source))
