"""Make many texts the heads of their documents, with a handful of statements whatever their number.

The caller holds the transaction and the locks, and has compared the heads.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from agents.definition.blob import blob_id
from agents.models import Document, Revision, User
from agents.operations import many_rows, search_index
from agents.operations.indexing import COLUMNS, Indexed

PLACE = ("path", "path_key", "folder", "slug", "archived_at")


class Text(NamedTuple):
    """A revision to be added."""

    document_id: int
    number: int
    parent_id: int | None
    path: str
    source: str
    message: str


class Advance(NamedTuple):
    """A locked document with its head, and what is to be its next; its place may have been changed."""

    document: Document
    indexed: Indexed
    message: str


def locked(ids: Iterable[int]) -> dict[int, Document]:
    """Lock documents; return them by their ids, with their heads but without their texts.

    They are read once they are locked: a row PostgreSQL had to wait for would come without its new head.
    """
    found = hold(ids).select_related("head", "team").defer("head__source")
    return {document.pk: document for document in found}


def hold(ids: Iterable[int]) -> QuerySet[Document]:
    """Lock documents, the first one first, and return them to be read.

    Whoever adds rows that lead to documents does so too: PostgreSQL looks at the end of a transaction whether
    they are there, while it holds the end of the record, and whoever saves one of them waits for that.
    """
    rows = Document.objects.filter(pk__in=sorted(set(ids))).order_by("pk")
    list(rows.select_for_update(no_key=True).values_list("pk"))
    return rows


def add_revisions(texts: Sequence[Text], *, by: User, at: datetime) -> None:
    """Add a revision for each of ``texts``."""
    rows = [text._asdict() | {"blob_id": blob_id(text.source)} for text in texts]
    shared = {"author_id": by.pk, "author_name": by.shown_name, "created_at": at}
    many_rows.insert(Revision, rows, shared=shared)


def advance_many(steps: Sequence[Advance], *, by: User, at: datetime) -> dict[int, int]:
    """Give each document its next revision and write place, index and search row; return document id → revision id."""
    if not steps:
        return {}
    add_revisions([_text(step) for step in steps], by=by, at=at)
    ids = [step.document.pk for step in steps]
    added = Revision.objects.filter(document__in=ids, created_at=at).order_by("number")
    heads = dict(added.values_list("document", "pk"))
    many_rows.update(Document, [_columns(step, head=heads[step.document.pk], at=at) for step in steps])
    search_index.remove(ids)
    search_index.add(
        (document.pk, indexed.columns["name"], indexed.columns["description"], indexed.source)
        for document, indexed, _ in steps
    )
    return heads


def _text(step: Advance) -> Text:
    head = step.document.head
    number = head.number + 1 if head else 1
    return Text(step.document.pk, number, head and head.pk, step.document.path, step.indexed.source, step.message)


def _columns(step: Advance, *, head: int, at: datetime) -> dict[str, object]:
    place = {name: getattr(step.document, name) for name in PLACE}
    index = {name: step.indexed.columns[name] for name in COLUMNS}
    return {"id": step.document.pk, "head_id": head, "updated_at": at} | place | index
