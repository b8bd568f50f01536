"""Create, save, rename, archive and restore a document.

Each is one transaction, does nothing when nothing changes, and ends in the record.
Reading and merging happen before the transaction: on SQLite its start is a lock.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from agents import limits
from agents.definition import paths
from agents.definition.blob import blob_id
from agents.models import Document, Event, Revision, Team, User, Write
from agents.operations import advancing, indexing
from agents.operations.addresses import free_slug
from agents.operations.archiving import archive_documents, restore_documents
from agents.operations.audit import record
from agents.operations.drafts import forget_draft
from agents.operations.errors import DocumentArchived, EditConflict, NameTaken
from agents.operations.merging import rebased
from agents.operations.refusals import check_path, check_text

ATTEMPTS = 4  # to save before somebody else does: the first, and three with what they saved merged in


def create_document(team: Team, *, kind: str, path: str, source: str, by: User, message: str = "") -> Document:
    """Add a document at ``path`` with ``source`` as its v1.

    NameTaken is raised when the team has the path already, also in other letter case or archived.
    """
    check_text(source)
    check_path(path)
    indexed = indexing.index(kind, path, source)
    now = timezone.now()

    try:
        with transaction.atomic():
            refuse_taken(team, path)
            document = Document.objects.create(
                team=team,
                kind=kind,
                path=path,
                path_key=paths.key(path),
                folder=paths.folder(path),
                slug=free_slug(team, kind, path),
                updated_at=now,
                **indexed.columns,
            )
            advance(document, indexed, by=by, message=message, at=now)
            record(team, by, "document.created", document=document)
    except IntegrityError as error:
        raise NameTaken(f"{path} was just added by somebody else. Choose another name.") from error
    return document


def refuse_taken(team: Team, path: str, *, but: Document | None = None) -> None:
    """Raise NameTaken when another document of the team has ``path``, also in other letter case or archived."""
    taken = Document.objects.filter(team=team, path_key=paths.key(path)).exclude(pk=but.pk if but else None).first()
    if taken is None:
        return
    if taken.is_archived:
        raise NameTaken(f"{taken.path} is in the archive. Restore it, or choose another name.")
    raise NameTaken(f"{taken.path} exists already. Choose another name, or edit that one.")


def advance(document: Document, indexed: indexing.Indexed, *, by: User, message: str, at: datetime) -> Revision:
    """Make ``indexed.source`` the next revision and the head.  The caller holds the document's lock."""
    revision = Revision.objects.create(
        document=document,
        number=document.head.number + 1 if document.head else 1,
        parent=document.head,
        path=document.path,
        source=indexed.source,
        blob_id=blob_id(indexed.source),
        message=message[: limits.MESSAGE_BYTES],
        author=by,
        author_name=by.shown_name,
        created_at=at,
    )
    document.head = revision
    indexing.apply(document, indexed, at=at)
    return revision


def save_document(
    document: Document, source: str, *, base: Revision, by: User, message: str = "", sheet: str = ""
) -> Revision:
    """Make ``source``, an edit of ``base``, the head of ``document``; return the head.

    It is merged with what was saved since ``base``; EditConflict is raised where both changed the
    same place.  A text that equals the head makes no revision.  The draft on ``sheet`` is done with.
    """
    text, onto = source, base
    for _ in range(ATTEMPTS):
        try:
            return replace_head(document, text, base=onto, by=by, message=message, edited=base, sheet=sheet)
        except EditConflict as moved:
            found = moved
        onto = found.head
        text = rebased(source, base=base, head=onto)
    raise found


def replace_head(
    document: Document,
    source: str,
    *,
    base: Revision,
    by: User,
    message: str = "",
    edited: Revision | None = None,
    sheet: str = "",
) -> Revision:
    """Make ``source`` the head, as it is; EditConflict is raised when ``base`` is the head no longer.

    ``edited`` is what the person had before the text was merged with ``base``; the draft on ``sheet`` goes.
    """
    check_text(source)
    path, indexed = document.path, indexing.index(document.kind, document.path, source)
    is_merged = edited is not None and edited.source != base.source

    with transaction.atomic():
        document = _locked(document)
        if sheet:
            forget_draft(document, sheet=sheet, by=by)
        if source == document.head.source:
            return document.head
        if base.pk != document.head_id:
            raise EditConflict(_who_saved(document.head), head=document.head)
        if document.path != path:
            indexed = indexing.index(document.kind, document.path, source)
        write = Write(document=document, before=document.head, slug_before=document.slug)
        write.after = advance(document, indexed, by=by, message=message, at=timezone.now())
        details = {"revision": write.after.number} | ({"merged_with": base.number} if is_merged else {})
        record(document.team, by, "document.saved", document=document, writes=[write], **details)
    return write.after


def _locked(document: Document) -> Document:
    locked = advancing.locked([document.pk])[document.pk]
    if locked.is_archived:
        raise DocumentArchived(f"{locked.path} is in the archive. Restore it to change it.")
    return locked


def _who_saved(head: Revision) -> str:
    return f"{head.author_name} saved v{head.number} while you were editing. Look at it, then save again."


def rename_document(document: Document, path: str, *, by: User) -> Revision:
    """Give ``document`` another path; its text stays.  The rename is a revision of its own."""
    check_path(path)
    indexed = indexing.index(document.kind, path, document.head.source)

    with transaction.atomic():
        document = _locked(document)
        before, write = document.path, Write(document=document, before=document.head, slug_before=document.slug)
        if path == before:
            return document.head
        refuse_taken(document.team, path, but=document)
        document.path, document.path_key, document.folder = path, paths.key(path), paths.folder(path)
        document.slug = free_slug(document.team, document.kind, path, but=document)
        document.save(update_fields=["path", "path_key", "folder", "slug"])
        if document.head.source != indexed.source:
            indexed = indexing.index(document.kind, path, document.head.source)
        write.after = advance(document, indexed, by=by, message=f"Renamed from {before}", at=timezone.now())
        record(document.team, by, "document.renamed", document=document, writes=[write], before=before, after=path)
    return write.after


def archive_document(document: Document, *, by: User) -> Event | None:
    """Put ``document`` aside: it is neither listed nor exported, and everything of it is kept."""
    return archive_documents([document], by=by)


def restore_document(document: Document, *, by: User) -> Event | None:
    """Bring an archived document back as it was."""
    return restore_documents([document], by=by)
