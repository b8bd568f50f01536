"""Put documents aside and bring them back: however many, it is one step."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from agents.models import Document, Event, User, Write
from agents.operations.audit import record


@transaction.atomic
def archive_documents(documents: Iterable[Document], *, by: User) -> Event | None:
    """Put documents aside: they are neither listed nor exported, and everything of them is kept.

    Those that are aside already are passed over; None says that nothing was left to do.
    """
    rows = _locked(documents)
    return _put([row for row in rows if not row.is_archived], timezone.now(), verb="archived", by=by)


@transaction.atomic
def restore_documents(documents: Iterable[Document], *, by: User) -> Event | None:
    """Bring archived documents back as they were; None says that none of them was archived."""
    rows = _locked(documents)
    return _put([row for row in rows if row.is_archived], None, verb="restored", by=by)


def _locked(documents: Iterable[Document]) -> list[Document]:
    found = Document.objects.select_for_update(of=("self",), no_key=True).select_related("team")
    return list(found.filter(pk__in=[document.pk for document in documents], head__isnull=False).order_by("pk"))


def _put(documents: list[Document], at: datetime | None, *, verb: str, by: User) -> Event | None:
    if not documents:
        return None
    writes = [
        Write(
            document=document,
            before_id=document.head_id,
            after_id=document.head_id,
            slug_before=document.slug,
            archived_before=document.archived_at,
            archived_after=at,
        )
        for document in documents
    ]
    Document.objects.filter(pk__in=[document.pk for document in documents]).update(archived_at=at)
    team = documents[0].team
    if len(documents) == 1:
        return record(team, by, f"document.{verb}", document=documents[0], writes=writes)
    return record(team, by, f"documents.{verb}", subject=count(documents), writes=writes)


def count(documents: list[Document]) -> str:
    """Say how many of which kind: “3 agents”, “1 guideline”, “4 documents” when both are among them."""
    kinds = {document.kind for document in documents}
    word = kinds.pop() if len(kinds) == 1 else "document"
    return f"{len(documents):,} {word}{'' if len(documents) == 1 else 's'}"
