"""Give many documents a new text as one step.  What was changed meanwhile is left alone, and said."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from agents.models import Document, Event, Team, User, Write
from agents.operations import advancing
from agents.operations.archiving import count
from agents.operations.audit import record
from agents.operations.errors import OperationError
from agents.operations.indexing import Indexed, index
from agents.operations.refusals import check_text


class Rewrite(NamedTuple):
    """A new text for a document, made from the revision ``head_id``."""

    document: Document
    head_id: int
    source: str


Left = tuple[str, str]  # a path, and why it was left alone


class NothingWritten(OperationError):
    """Not one of the documents could be written; ``left`` says why of each."""

    status = 409
    code = "nothing"

    def __init__(self, left: Sequence[Left]) -> None:
        super().__init__("Nothing was changed: not one of the files could be written.")
        self.left = left


def rewrite_documents(
    team: Team, rewrites: Iterable[Rewrite], *, by: User, message: str, left: Sequence[Left] = ()
) -> Event:
    """Make each text the head of its document, as one step that can be undone as one.

    A document that has another head by now, or is archived, keeps its text; the step's record lists
    it with those in ``left``.  NothingWritten is raised when no document is left to write.
    """
    ready, refused = _read(rewrites)
    with transaction.atomic():
        documents = advancing.locked(rewrite.document.pk for rewrite, _ in ready)
        moved = [(rewrite, _moved(documents.get(rewrite.document.pk), rewrite)) for rewrite, _ in ready]
        passed = {rewrite.document.pk: reason for rewrite, reason in moved if reason}
        steps = [
            advancing.Advance(documents[rewrite.document.pk], indexed, message)
            for rewrite, indexed in ready
            if rewrite.document.pk not in passed
        ]
        left = [*left, *refused, *((rewrite.document.path, reason) for rewrite, reason in moved if reason)]
        if not steps:
            raise NothingWritten(left)
        return _write(team, steps, by=by, message=message, left=left)


def _read(rewrites: Iterable[Rewrite]) -> tuple[list[tuple[Rewrite, Indexed]], list[Left]]:
    """Index the texts before the transaction starts: on SQLite its start is a lock."""
    ready, refused = [], []
    for rewrite in rewrites:
        document = rewrite.document
        try:
            ready.append((rewrite, index(document.kind, document.path, check_text(rewrite.source))))
        except OperationError as error:
            refused.append((document.path, str(error)))
    return ready, refused


def _moved(document: Document | None, rewrite: Rewrite) -> str:
    """Why the text must not be written, or nothing."""
    if document is None:
        return "It is gone."
    if document.is_archived:
        return "It was archived meanwhile."
    head = document.head
    if head.pk == rewrite.head_id:
        return ""
    if document.path != rewrite.document.path:
        return f"{head.author_name} renamed it to {document.path} meanwhile."
    return f"{head.author_name} saved v{head.number} meanwhile."


def _write(team: Team, steps: Sequence[advancing.Advance], *, by: User, message: str, left: Sequence[Left]) -> Event:
    befores = {step.document.pk: step.document.head_id for step in steps}
    heads = advancing.advance_many(steps, by=by, at=timezone.now())
    documents = [step.document for step in steps]
    writes = [
        Write(
            document=document,
            before_id=befores[document.pk],
            after_id=heads[document.pk],
            slug_before=document.slug,
        )
        for document in documents
    ]
    details = {"summary": message} | ({"left": [list(one) for one in left]} if left else {})
    if len(documents) > 1:
        return record(team, by, "documents.edited", subject=count(documents), writes=writes, **details)
    details["revision"] = documents[0].head.number + 1
    return record(team, by, "document.saved", document=documents[0], writes=writes, **details)
