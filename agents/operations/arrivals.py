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
from agents.models import Document, Revision, Team, User
from agents.operations import addresses, advancing, many_rows, search_index
from agents.operations.audit import record
from agents.operations.errors import EditConflict
from agents.operations.indexing import Indexed, index


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
    rows = [_document(*one, slug=slug) for one, slug in zip(new, slugs, strict=True)]
    shared = {"team_id": team.pk, "head_id": None, "archived_at": None, "created_at": at, "updated_at": at}
    many_rows.insert(Document, rows, shared=shared)

    added = Document.objects.filter(team=team, head=None, created_at=at)
    ids = dict(added.order_by().values_list("path", "pk"))
    texts = [advancing.Text(ids[one.path], 1, None, one.path, one.source, message) for one, _ in new]
    advancing.add_revisions(texts, by=by, at=at)
    first = Revision.objects.filter(document=OuterRef("pk")).order_by().values("pk")
    added.update(head=Subquery(first))
    search_index.add(
        (ids[arrival.path], indexed.columns["name"], indexed.columns["description"], arrival.source)
        for arrival, indexed in new
    )


def _document(arrival: Arrival, indexed: Indexed, *, slug: str) -> dict[str, object]:
    own = {
        "kind": arrival.kind,
        "path": arrival.path,
        "path_key": paths.key(arrival.path),
        "folder": paths.folder(arrival.path),
        "slug": slug,
    }
    return own | indexed.columns | {"verdict": int(indexed.columns["verdict"])}


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


def _replace(known: Read, *, by: User, message: str, at: datetime) -> None:
    if not known:
        return
    documents = advancing.locked([arrival.document_id for arrival, _ in known])
    for arrival, _ in known:
        document = documents.get(arrival.document_id)
        if document is None or document.head_id != arrival.head_id or document.is_archived:
            raise EditConflict(f"{arrival.path} was changed while the import ran.", head=document and document.head)
    steps = [advancing.Advance(documents[arrival.document_id], indexed, message) for arrival, indexed in known]
    advancing.advance_many(steps, by=by, at=at)
