"""Drafts: kept while one types, compared, discarded and brought back.  All of it is the author's alone."""

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agents import access, own
from agents.definition.comparison import compare as compare_texts
from agents.models import Document, Draft
from agents.operations import drafts
from agents.operations.errors import OperationError
from agents.queries import drafts as queries
from agents.views import conflicts, editor, revising, typed


@require_POST
def keep(request, team, family, slug):
    """Keep what an editor holds.  A script is answered in JSON, a form with the editor again."""
    document = _document(request, team, family, slug, key=request.POST.get("document", ""))
    posted = typed.read(request, document)
    if posted.base is None:
        return conflicts.show_unknown_base(request, document, text=posted.text)

    try:
        draft = drafts.keep_draft(
            document,
            posted.text,
            base=posted.base,
            sheet=request.POST.get("sheet", ""),
            by=request.user,
            held=posted.held,
            message=request.POST.get("message", ""),
            proposed=revising.opened(request, document),
        )
    except OperationError as error:
        return _refused(request, document, str(error), status=error.status)

    if _wants_json(request):
        kept = {"draft": draft.pk, "saved": draft.saved_at} if draft else {"draft": None}
        return JsonResponse(kept)
    messages.success(request, "Draft saved." if draft else "Nothing was changed, so there is no draft to keep.")
    proposed = None if draft else revising.opened(request, document)
    return redirect(revising.address(proposed) if proposed else edit_address(document, draft))


def _refused(request, document: Document, sentence: str, *, status: int):
    if _wants_json(request):
        return JsonResponse({"sentence": sentence}, status=status)
    return editor.show_refused(request, document, sentence, status=status)


@require_POST
def discard(request, team, family, slug, pk):
    """Put a draft out of sight, with a way back."""
    document = _document(request, team, family, slug)
    draft = _own(document, request, pk)

    drafts.discard_draft(draft)
    if _wants_json(request):
        return JsonResponse({"draft": None})
    undo = reverse("restore-draft", args=[team, family, slug, pk])
    messages.success(request, f"Discarded your draft of {document.name}.", extra_tags=f"undo:{undo}")
    return redirect("home", team) if request.POST.get("from") == "home" else redirect(edit_address(document))


@require_POST
def restore(request, team, family, slug, pk):
    """Undo a discard; the editor opens with the draft."""
    document = _document(request, team, family, slug)
    draft = _own(document, request, pk)

    drafts.bring_back_draft(draft)
    if _wants_json(request):
        return JsonResponse({"draft": draft.pk, "saved": draft.saved_at})
    return redirect(edit_address(document, draft))


@require_safe
def compare(request, team, family, slug, pk):
    """A draft beside what stands in the document now."""
    document = _document(request, team, family, slug)
    draft = _own(document, request, pk)
    return _compared(request, document, draft.source, base=draft.base, draft=draft)


@require_POST
def compare_copy(request, team, family, slug):
    """The text a browser still holds beside what stands in the document now.  Nothing is stored."""
    document = _document(request, team, family, slug, key=request.POST.get("document", ""))
    posted = typed.read(request, document)
    return _compared(request, document, posted.text, base=posted.base or document.head, draft=None)


def _compared(request, document: Document, text: str, *, base, draft: Draft | None):
    context = {
        "document": document,
        "draft": draft,
        "base": base,
        "compared": compare_texts(document.head.source, text),
        "view": "unified",
    }
    return render(request, "agents/draft.html", context)


def edit_address(document: Document, draft: Draft | None = None) -> str:
    """The editor of ``document``, holding ``draft``."""
    address = reverse("edit", args=[document.team.slug, document.family, document.slug])
    return f"{address}?draft={draft.pk}" if draft else address


def _document(request, team: str, family: str, slug: str, *, key: str = "") -> Document:
    membership = access.member(request, team)
    request.team, request.section = membership.team, family
    return own.edited_document(membership, family, slug, key=key)


def _own(document: Document, request, pk: int) -> Draft:
    draft = queries.find(document, request.user, str(pk))
    if draft is None:
        raise Http404("No such draft.")
    return draft


def _wants_json(request) -> bool:
    return request.headers.get("Accept") == "application/json"
