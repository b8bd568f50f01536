"""Write what a merged proposal makes of its documents.  The caller holds the transaction and the locks.

An addition is written as if the document came out of the archive: taking the merge back puts it there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.utils import timezone

from agents.definition import paths
from agents.definition.invisible import spelled_out
from agents.models import Change, Document, Proposal, ProposedText, User, Write
from agents.operations import advancing, indexing, many_rows
from agents.operations.addresses import free_slug
from agents.operations.documents import advance
from agents.operations.indexing import Indexed
from agents.queries.proposal_plans import Planned

Kind = Change.Kind
Key = tuple[str, str, str]


def indexed(planned: Iterable[Planned]) -> dict[Key, Indexed]:
    """Read the texts before the transaction starts: on SQLite its start is a lock."""
    return {_key(one): indexing.index(*_key(one)) for one in planned if not one.obstacle and _has_text(one)}


def _has_text(one: Planned) -> bool:
    return one.change.kind in (Kind.ADD, Kind.EDIT, Kind.RENAME)


def _key(one: Planned) -> Key:
    return one.change.document_kind, one.path, one.source


def locked(proposal: Proposal) -> dict[int, Document]:
    """Lock the documents of the proposal; return them by their ids."""
    changes = proposal.changes.filter(dropped_at=None, document__isnull=False)
    return advancing.locked(changes.values_list("document", flat=True))


def carry_out(
    proposal: Proposal,
    planned: Sequence[Planned],
    documents: Mapping[int, Document],
    known: Mapping[Key, Indexed],
    *,
    by: User,
) -> list[Write]:
    """Make each planned text the head of its document, by its author; return the writes, not saved yet.

    A document that stands already as planned is not written.
    """
    now, message = timezone.now(), spelled_out(f"{proposal.title} (#{proposal.number})")
    people = _people(planned, by)
    texts = {_key(one): known.get(_key(one)) or indexing.index(*_key(one)) for one in planned if _has_text(one)}
    writes, steps = [], []
    for one in planned:
        if one.change.kind == Kind.ADD:
            writes.append(_add(proposal, one, texts[_key(one)], by=people[one.text.pk], message=message, at=now))
            continue
        document = documents[one.change.document_id]
        write = Write.of(document)
        if _has_text(one) and (one.source != one.head.source or one.path != document.path):
            _move(document, one.path)
            steps.append((people[one.text.pk], advancing.Advance(document, texts[_key(one)], message)))
            writes.append(write)
        elif one.change.kind in (Kind.ARCHIVE, Kind.RESTORE) and _put(document, one.change.kind, write, at=now):
            writes.append(write)
    heads = _advance(steps, at=now)
    for write in writes:
        write.after_id = heads.get(write.document_id, write.after_id)
    _note_merged(planned, heads)
    return writes


def _people(planned: Iterable[Planned], by: User) -> dict[int, User]:
    """Who wrote each text, by its id; whoever merges it stands for somebody who is gone."""
    planned = list(planned)
    found = User.objects.in_bulk({one.text.author_id for one in planned} - {None})
    return {one.text.pk: found.get(one.text.author_id, by) for one in planned}


def _add(proposal: Proposal, one: Planned, read: Indexed, *, by: User, message: str, at: datetime) -> Write:
    kind, path, _ = _key(one)
    document = Document.objects.create(
        team=proposal.team,
        kind=kind,
        path=path,
        path_key=paths.key(path),
        folder=paths.folder(path),
        slug=free_slug(proposal.team, kind, path),
        updated_at=at,
        **read.columns,
    )
    head = advance(document, read, by=by, message=message, at=at)
    Change.objects.filter(pk=one.change.pk).update(document=document)
    ProposedText.objects.filter(pk=one.text.pk).update(merged_as=head)
    return Write(document=document, before=head, after=head, slug_before=document.slug, archived_before=at)


def _move(document: Document, path: str) -> None:
    if path != document.path:
        document.path, document.path_key, document.folder = path, paths.key(path), paths.folder(path)
        document.slug = free_slug(document.team, document.kind, path, but=document)
        document.save(update_fields=["path", "path_key", "folder", "slug"])  # so that the next one finds it taken


def _put(document: Document, kind: str, write: Write, *, at: datetime) -> bool:
    """Put the document into the archive or bring it back; False says that it is there."""
    if document.is_archived == (kind == Kind.ARCHIVE):
        return False
    write.archived_after = at if kind == Kind.ARCHIVE else None
    Document.objects.filter(pk=document.pk).update(archived_at=write.archived_after)
    return True


def _advance(steps: Iterable[tuple[User, advancing.Advance]], *, at: datetime) -> dict[int, int]:
    heads: dict[int, int] = {}
    by_author: dict[int, list[advancing.Advance]] = {}
    people = {author.pk: author for author, _ in steps}
    for author, step in steps:
        by_author.setdefault(author.pk, []).append(step)
    for pk, mine in by_author.items():
        heads |= advancing.advance_many(mine, by=people[pk], at=at)
    return heads


def _note_merged(planned: Iterable[Planned], heads: Mapping[int, int]) -> None:
    known = [one for one in planned if one.change.kind != Kind.ADD]
    rows = [{"id": one.text.pk, "merged_as_id": heads.get(one.change.document_id, one.head.pk)} for one in known]
    many_rows.update(ProposedText, rows)
