"""What a proposal may hold: each change read and refused before anything is written."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from agents import limits
from agents.definition import paths
from agents.models import Change, Document, Revision, Team
from agents.operations.documents import refuse_taken
from agents.operations.errors import DocumentArchived, NameTaken, OperationError
from agents.operations.refusals import check_path, check_text


class NewChange(NamedTuple):
    """A change to be proposed.  ``base`` is the revision ``source`` is an edit of, None for what is added.

    What is archived or brought back keeps the text of its base, whatever ``source`` says.
    """

    kind: Change.Kind
    document: Document | None
    document_kind: str
    path: str
    base: Revision | None
    source: str = ""

    @property
    def text(self) -> str:
        keeps = self.kind in (Change.Kind.ARCHIVE, Change.Kind.RESTORE)
        return self.base.source if keeps and self.base else self.source

    @property
    def changes_nothing(self) -> bool:
        return self.kind == Change.Kind.EDIT and self.base is not None and self.source == self.base.source


class NothingProposed(OperationError):
    """Every text stands already as it is proposed."""

    code = "nothing"


def edit_of(document: Document, source: str, *, base: Revision) -> NewChange:
    """The change that gives ``document`` the text ``source``, made from ``base``."""
    return NewChange(Change.Kind.EDIT, document, document.kind, document.path, base, source)


def rename_of(document: Document, path: str, *, source: str, base: Revision) -> NewChange:
    """The change that puts ``document`` at ``path``, with ``source`` as its text."""
    return NewChange(Change.Kind.RENAME, document, document.kind, path, base, source)


def archiving_of(document: Document) -> NewChange:
    """The change that puts ``document`` into the archive."""
    return NewChange(Change.Kind.ARCHIVE, document, document.kind, document.path, document.head)


def return_of(document: Document) -> NewChange:
    """The change that brings ``document`` back from the archive."""
    return NewChange(Change.Kind.RESTORE, document, document.kind, document.path, document.head)


def addition_of(kind: str, path: str, source: str) -> NewChange:
    """The change that adds an agent or a guideline at ``path``."""
    return NewChange(Change.Kind.ADD, None, kind, path, None, source)


def checked(team: Team, changes: Iterable[NewChange]) -> list[NewChange]:
    """Return the changes that change something; raise an OperationError for one that cannot be proposed."""
    found = [_checked(team, change) for change in changes if not change.changes_nothing]
    if not found:
        raise NothingProposed("Nothing was proposed: no text is different from what stands there.")
    if len(found) > limits.BULK_DOCUMENTS:
        raise OperationError(f"A proposal changes at most {limits.BULK_DOCUMENTS:,} files. Make several of it.")
    _refuse_twins(found)
    return found


def _checked(team: Team, change: NewChange) -> NewChange:
    check_text(change.text)
    if change.kind == Change.Kind.ADD:
        check_path(change.path)
        refuse_taken(team, change.path)
        return change
    document = change.document
    if document is None or document.team_id != team.pk or change.base is None:
        raise OperationError("A change is of a document of this team, made from one of its versions.")
    if change.base.document_id != document.pk:
        raise OperationError(f"That version is not one of {document.path}.")
    if document.is_archived and change.kind != Change.Kind.RESTORE:
        raise DocumentArchived(f"{document.path} is in the archive. Restore it to change it.")
    if change.kind == Change.Kind.RENAME:
        check_path(change.path)
        refuse_taken(team, change.path, but=document)
    return change


def _refuse_twins(changes: Sequence[NewChange]) -> None:
    documents = [change.document.pk for change in changes if change.document]
    keys = [paths.key(change.path) for change in changes]
    if len(set(documents)) < len(documents) or len(set(keys)) < len(keys):
        raise NameTaken("Two changes of a proposal are never of one file. Make one of them.")
