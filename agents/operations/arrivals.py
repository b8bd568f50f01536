"""Write many documents in one transaction: all of them, with their search rows, or none.

Texts are read before the transaction starts; on SQLite its start is a lock.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils import timezone

from agents.definition import paths
from agents.definition.blob import blob_id
from agents.models import Document, Revision, Team, User
from agents.operations import addresses, search_index
from agents.operations.audit import record
from agents.operations.errors import EditConflict
from agents.operations.indexing import COLUMNS, Indexed, index


class Arrival(NamedTuple):
    """A text for a path; with the document and head it replaces when there is one."""

    kind: str
    path: str
    source: str
    document_id: int | None = None
    head_id: int | None = None


def write(team: Team, arrivals: Sequence[Arrival], *, by: User, origin: str) -> None:
    """Add new documents and new revisions of known ones.

    IntegrityError is raised when a path was taken meanwhile, EditConflict when a head moved;
    nothing is written then.
    """
    if not arrivals:
        return
    read = [(arrival, index(arrival.kind, arrival.path, arrival.source)) for arrival in arrivals]
    new = [(arrival, indexed) for arrival, indexed in read if arrival.document_id is None]
    known = [(arrival, indexed) for arrival, indexed in read if arrival.document_id is not None]
    now = timezone.now()
    message = f"Imported from {origin}"

    with transaction.atomic():
        _add(team, new, by=by, message=message, at=now)
        _replace(known, by=by, message=message, at=now)
        record(team, by, "documents.imported", subject=origin, **_details(new, known))


Read = Sequence[tuple[Arrival, Indexed]]


def _details(new: Read, known: Read) -> dict[str, object]:
    return {
        "summary": f"{len(new):,} new, {len(known):,} changed",
        "created": [arrival.path for arrival, _ in new],
        "changed": [arrival.path for arrival, _ in known],
    }


def _add(team: Team, new: Read, *, by: User, message: str, at: datetime) -> None:
    if not new:
        return
    slugs = _slugs(team, [arrival for arrival, _ in new])
    documents = Document.objects.bulk_create(
        Document(
            team_id=team.pk,
            kind=arrival.kind,
            path=arrival.path,
            path_key=paths.key(arrival.path),
            folder=paths.folder(arrival.path),
            slug=slug,
            updated_at=at,
            **indexed.columns,
        )
        for (arrival, indexed), slug in zip(new, slugs, strict=True)
    )
    Revision.objects.bulk_create(
        _revision(document.pk, arrival, number=1, parent_id=None, by=by, message=message, at=at)
        for document, (arrival, _) in zip(documents, new, strict=True)
    )
    first = Revision.objects.filter(document=OuterRef("pk")).order_by().values("pk")
    Document.objects.filter(team=team, head=None, pk__gte=documents[0].pk, updated_at=at).update(head=Subquery(first))
    search_index.add(
        (document.pk, document.name, document.description, arrival.source)
        for document, (arrival, _) in zip(documents, new, strict=True)
    )


def _slugs(team: Team, new: Sequence[Arrival]) -> list[str]:
    taken: dict[str, set[str]] = {Document.Kind.AGENT: set(), Document.Kind.GUIDELINE: set()}
    for kind, slug in Document.objects.filter(team=team).order_by().values_list("kind", "slug"):
        taken[kind].add(slug)
    chosen = []
    for arrival in new:
        slug = addresses.choose(arrival.path, taken[arrival.kind])
        taken[arrival.kind].add(slug)
        chosen.append(slug)
    return chosen


def _revision(
    document_id: int, arrival: Arrival, *, number, parent_id, by: User, message: str, at: datetime
) -> Revision:
    return Revision(
        document_id=document_id,
        number=number,
        parent_id=parent_id,
        path=arrival.path,
        source=arrival.source,
        blob_id=blob_id(arrival.source),
        message=message,
        author_id=by.pk,
        author_name=by.shown_name,
        created_at=at,
    )


def _replace(known: Read, *, by: User, message: str, at: datetime) -> None:
    if not known:
        return
    documents = _locked([arrival.document_id for arrival, _ in known])
    revisions = []
    for arrival, _ in known:
        document = documents.get(arrival.document_id)
        if document is None or document.head_id != arrival.head_id or document.is_archived:
            raise EditConflict(f"{arrival.path} was changed while the import ran.", head=document and document.head)
        number = document.head.number + 1 if document.head else 1
        revisions.append(
            _revision(document.pk, arrival, number=number, parent_id=document.head_id, by=by, message=message, at=at)
        )
    for revision, (_, indexed) in zip(Revision.objects.bulk_create(revisions), known, strict=True):
        _advance(documents[revision.document_id], revision, indexed)
    search_index.remove(documents)
    search_index.add((pk, one.name, one.description, one.head.source) for pk, one in documents.items())


def _locked(ids: list[int]) -> dict[int, Document]:
    found = Document.objects.select_for_update(of=("self",)).select_related("head").defer("head__source")
    return {document.pk: document for document in found.filter(pk__in=ids).order_by("pk")}


def _advance(document: Document, revision: Revision, indexed: Indexed) -> None:
    for column, value in indexed.columns.items():
        setattr(document, column, value)
    document.head, document.updated_at = revision, revision.created_at
    document.save(update_fields=[*COLUMNS, "updated_at", "head"])
