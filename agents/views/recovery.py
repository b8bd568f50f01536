"""The drafts an opening editor offers: as banners, and as texts for the script that fills them in."""

from agents.models import Document, Draft, ProposedText
from agents.queries import drafts as queries


def offered(request, document: Document, *, opened: Draft | None, revised: ProposedText | None) -> dict:
    """Context of _editor_recovery.html.  The draft this editor holds already is none of them.

    One that belongs to another proposal, or to none, opens in an editor of its own.
    """
    sheet = opened.sheet if opened else request.POST.get("sheet")
    found = [draft for draft in queries.waiting(document, request.user) if draft.sheet != sheet][: queries.SHOWN]
    for draft in found:
        draft.is_of_another = draft.proposed_id != (revised and revised.pk)
    return {"offered": found, "offered_texts": {str(draft.pk): _text(draft) for draft in found}}


def _text(draft: Draft) -> dict:
    return {
        "sheet": draft.sheet,
        "base": draft.base.number,
        "text": draft.source.replace("\r\n", "\n").replace("\r", "\n"),
        "message": draft.message,
        "at": int(draft.saved_at.timestamp() * 1000),
    }
