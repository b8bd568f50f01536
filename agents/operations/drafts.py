"""Keep what a person types until it is saved.  Drafts are private: no events, no revisions."""

import re
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.utils import timezone

from agents import limits
from agents.models import Document, Draft, ProposedText, Revision, User
from agents.operations.refusals import check_text

SHEET = re.compile(r"[0-9a-f]{16,32}")
UNDO_FOR = timedelta(days=1)


def new_sheet() -> str:
    """Name an editor that is being opened."""
    return secrets.token_hex(8)


def keep_draft(
    document: Document,
    source: str,
    *,
    base: Revision,
    sheet: str,
    by: User,
    held: Mapping[str, str] | None = None,
    message: str = "",
    proposed: ProposedText | None = None,
) -> Draft | None:
    """Keep ``source``, typed as an edit of ``base``, in place of what ``sheet`` held before.

    ``proposed`` is the text it was typed over, when it is to become part of a proposal.
    A text that is no edit leaves no draft; then None is returned.  TextRefused is raised where
    saving would raise it.  An archived document's drafts are kept too.
    """
    check_text(source)
    sheet = sheet if SHEET.fullmatch(sheet) else new_sheet()
    if source == (proposed or base).source and not held:
        forget_draft(document, sheet=sheet, by=by)
        return None
    draft = Draft(
        author=by,
        document=document,
        base=base,
        proposed=proposed,
        sheet=sheet,
        source=source,
        held=dict(held or {}),
        message=message[: limits.MESSAGE_BYTES],
        saved_at=timezone.now(),
    )
    written = ["base", "proposed", "source", "held", "message", "saved_at", "discarded_at"]
    Draft.objects.bulk_create(
        [draft], update_conflicts=True, unique_fields=["author", "document", "sheet"], update_fields=written
    )
    return draft


def forget_draft(document: Document, *, sheet: str, by: User) -> None:
    """Drop what was typed on ``sheet``: it was saved, or taken back."""
    Draft.objects.filter(author=by, document=document, sheet=sheet).delete()


def discard_draft(draft: Draft) -> None:
    """Put ``draft`` out of sight; for a day it can be brought back."""
    now = timezone.now()
    Draft.objects.filter(author=draft.author_id, discarded_at__lt=now - UNDO_FOR).delete()
    Draft.objects.filter(pk=draft.pk).update(discarded_at=now)


def bring_back_draft(draft: Draft) -> None:
    """Undo ``discard_draft``."""
    Draft.objects.filter(pk=draft.pk).update(discarded_at=None)
