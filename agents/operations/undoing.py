"""Take a step back: every document it wrote stands as before, byte for byte; doing that is a step too.

A document that was changed since is never overwritten.
"""

from collections.abc import Callable, Iterable, Sequence

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from agents.definition import paths
from agents.models import Document, Event, User, Write
from agents.operations import addresses, advancing, many_rows
from agents.operations.archiving import count
from agents.operations.audit import record
from agents.operations.errors import OperationError
from agents.operations.indexing import Indexed, index
from agents.queries import steps
from agents.queries.steps import Written


class UndoBlocked(OperationError):
    """Documents of the step were changed since; ``written`` are all of it, those in the way first."""

    status = 409
    code = "blocked"

    def __init__(self, sentence: str, *, written: Sequence[Written]) -> None:
        super().__init__(sentence)
        self.written = written


class AlreadyUndone(OperationError):
    """Somebody took the step back before, or nothing of it is left to take back."""

    status = 409
    code = "undone"


def undo(event: Event, *, by: User) -> Event:
    """Take all of ``event`` back or nothing; return the step that did it, which can be undone in turn.

    UndoBlocked names what was changed since, AlreadyUndone says that it was done before.
    """
    return _undo(event, _all, by=by)


def undo_others(event: Event, *, by: User) -> Event:
    """Take back what was not changed since, and leave the rest as it is."""
    return _undo(event, _ready, by=by)


def _all(written: Sequence[Written]) -> list[Write]:
    blocked = [one for one in written if one.obstacle]
    if len(blocked) == 1 == len(written):
        path = blocked[0].write.document.path
        raise UndoBlocked(f"{path} was left as it is. {blocked[0].obstacle}", written=written)
    if blocked:
        sentence = f"Nothing was undone: {len(blocked):,} of {len(written):,} files were changed after that."
        raise UndoBlocked(sentence, written=written)
    return _ready(written)


def _ready(written: Sequence[Written]) -> list[Write]:
    return [one.write for one in written if one.is_ready]


def _undo(event: Event, choose: Callable[[Sequence[Written]], list[Write]], *, by: User) -> Event:
    texts = _texts_before(event)
    try:
        with transaction.atomic():
            mine = Event.objects.select_for_update(of=("self",), no_key=True)
            event = mine.select_related("team").get(pk=event.pk)
            if Event.objects.filter(undoes=event).exists():
                raise AlreadyUndone("This was undone already.")
            documents = advancing.locked(event.writes.values_list("document", flat=True))
            chosen = choose(steps.written(event))
            if not chosen:
                raise AlreadyUndone("Nothing is left to undo: everything stands as it did before.")
            return _record(event, _take_back(chosen, documents, texts, by=by), by=by)
    except IntegrityError as error:
        raise OperationError("Somebody took the name of one of the files just now. Look again.") from error


def _texts_before(event: Event) -> dict[int, Indexed]:
    """The texts to go back to, read before the transaction starts: on SQLite its start is a lock."""
    writes = event.writes.exclude(before=F("after")).select_related("before", "document")
    return {write.pk: index(write.document.kind, write.before.path, write.before.source) for write in writes}


def _take_back(
    writes: Iterable[Write], documents: dict[int, Document], texts: dict[int, Indexed], *, by: User
) -> list[Write]:
    advances, asides, made = [], [], []
    for write in writes:
        document = documents[write.document_id]
        made.append(_inverse(write, document))
        document.archived_at = write.archived_before
        if write.pk in texts:
            _move(document, write)
            message = f"Undid v{write.after.number}, back to v{write.before.number}"
            advances.append(advancing.Advance(document, texts[write.pk], message))
        else:
            asides.append({"id": document.pk, "archived_at": document.archived_at})
    heads = advancing.advance_many(advances, by=by, at=timezone.now())
    many_rows.update(Document, asides)
    for write in made:
        write.after_id = heads.get(write.document_id, write.before_id)
    return made


def _inverse(write: Write, document: Document) -> Write:
    return Write(
        document=document,
        before_id=document.head_id,
        slug_before=document.slug,
        archived_before=document.archived_at,
        archived_after=write.archived_before,
    )


def _move(document: Document, write: Write) -> None:
    """Give ``document`` the path and the address it had."""
    path = write.before.path
    if path == document.path:
        return
    others = Document.objects.filter(team=document.team_id, kind=document.kind).exclude(pk=document.pk)
    taken = set(others.order_by().values_list("slug", flat=True))
    document.path, document.path_key, document.folder = path, paths.key(path), paths.folder(path)
    document.slug = write.slug_before if write.slug_before not in taken else addresses.choose(path, taken)


def _record(event: Event, writes: list[Write], *, by: User) -> Event:
    documents = [write.document for write in writes]
    only = documents[0] if len(documents) == 1 else None
    return record(
        event.team,
        by,
        "step.redone" if event.is_undo else "step.undone",
        document=only,
        subject="" if only else count(documents),
        writes=writes,
        undoes=event,
        step=event.details.get("step") or event.sentence,
    )
