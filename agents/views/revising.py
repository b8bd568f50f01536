"""The editor of a text that is proposed: what is typed becomes the next iteration of that proposal.

Such an editor posts ``text``, the proposed text it began with.  Where the proposal ended meanwhile, or is not theirs
to change, it is an editor like any other, and what was typed can be proposed anew.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agents import access
from agents.definition.merge import merge
from agents.models import Document, Draft, ProposedText, Revision
from agents.operations.drafts import forget_draft
from agents.operations.errors import EditConflict
from agents.operations.proposing import revise
from agents.queries import proposed_texts
from agents.views.settling import choices, settled

GONE = "That proposal is not open any more, or not yours to change. What you propose here makes another one."


def opened(request: HttpRequest, document: Document, *, draft: Draft | None = None) -> ProposedText | None:
    """The proposed text this editor is about: by its draft, what it posts, or ``?proposal=`` in its address."""
    found = None
    if draft is not None:
        found = proposed_texts.find(document, draft.proposed_id or 0)
    elif request.method == "POST":
        found = proposed_texts.find(document, _number(request.POST.get("text", "")))
    elif number := _number(request.GET.get("proposal", "")):
        found = proposed_texts.newest(document, proposal=number)
    return found if found is not None and may_change(request, found) else None


def address(text: ProposedText) -> str:
    """The editor of a proposed text."""
    document, proposal = text.change.document, text.change.proposal
    editor = reverse("edit", args=[proposal.team.slug, document.family, document.slug])
    return f"{editor}?proposal={proposal.number}"


def may_change(request: HttpRequest, text: ProposedText) -> bool:
    """Whether the member may change what the proposal of ``text`` proposes."""
    is_own = text.change.proposal.author_id == request.user.pk
    return access.may(request.membership, "POST proposal-edit" if is_own else "POST proposal-edit others")


def save(request: HttpRequest, document: Document, source: str, *, base: Revision, of: ProposedText, message: str):
    """Make ``source``, an edit of the proposed text ``of``, the next iteration; one conflict is shown and chosen."""
    latest = _seen(request, document, of)
    if latest is not None:
        merged = merge(of.source, source, latest.source)
        chosen = settled(merged, choices(merged, request.POST, key="text")) if merged.conflicts else merged.text
        if chosen is None:
            return _conflict(request, document, source, of=of, latest=latest)
        source, of = chosen, latest
    try:
        made = revise(of.change, source, base_text=of, base=base, by=request.user, note=message)
    except EditConflict as conflict:
        return _conflict(request, document, source, of=of, latest=conflict.head, sentence=str(conflict))
    forget_draft(document, sheet=request.POST.get("sheet", ""), by=request.user)
    return _done(request, document, made, of=of)


def _seen(request: HttpRequest, document: Document, of: ProposedText) -> ProposedText | None:
    """The text somebody else proposed meanwhile, beside which the choices were made."""
    seen = proposed_texts.find(document, _number(request.POST.get("seen", "")))
    return seen if seen is not None and seen.change_id == of.change_id else None


def _done(request: HttpRequest, document: Document, made: ProposedText, *, of: ProposedText) -> HttpResponse:
    proposal = of.change.proposal
    if made.pk == of.pk:
        messages.info(request, f"Nothing was changed, so #{proposal.number} stays as it is.")
    else:
        messages.success(
            request, f"Put into {proposal}, as iteration {made.iteration}. Earlier approvals do not count."
        )
    address = reverse("proposal-changes", args=[document.team.slug, proposal.number])
    return redirect(f"{address}#file-{of.change_id}")


def _conflict(request, document: Document, source: str, *, of: ProposedText, latest: ProposedText, sentence: str = ""):
    merged = merge(of.source, source, latest.source)
    context = {
        "document": document,
        "proposal": of.change.proposal,
        "sentence": sentence or "Choose what stays. Nothing of yours is lost.",
        "latest": latest,
        "choices": choices(merged, request.POST, key="text"),
        "sent": {"source": source, "text": of.pk, "seen": latest.pk}
        | {name: request.POST.get(name, "") for name in ("base", "document", "line_ends", "message", "sheet")},
    }
    return render(request, "agents/revise.html", context, status=409)


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 16 else 0
