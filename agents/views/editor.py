"""Edit a document, and begin a new one.  One text in, one revision out; nothing typed is ever lost."""

from dataclasses import replace
from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agents import access, own
from agents.forms import line_ends
from agents.forms.editor import EditorForm
from agents.models import Document, Draft, ProposedText
from agents.operations.direct_save import why_not
from agents.operations.documents import save_document
from agents.operations.drafts import keep_draft, new_sheet
from agents.operations.errors import EditConflict, NotAllowed, OperationError
from agents.queries import drafts as draft_queries
from agents.views import beside, conflicts, fixing, live_names, panes, recovery, revising, typed
from agents.views.documents import proposed
from agents.views.saved import go_to_saved
from agents.views.starting import new

__all__ = ["edit", "new"]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, team, family, slug):
    """The editor of one document; a post saves it, or with ``preview`` only shows it."""
    membership = access.member(request, team)
    document = own.edited_document(membership, family, slug, key=request.POST.get("document", ""))
    request.team, request.section = membership.team, family

    if document.is_archived and request.method != "POST":
        messages.info(request, f"{document.path} is in the archive. Restore it to change it.")
        return redirect("document", team, family, slug)
    if request.method != "POST":
        return _open(request, document)
    if "merge" in request.POST:
        return conflicts.save_choices(request, document)
    if "bring" in request.POST:
        form = EditorForm(request.POST)
        revised = revising.opened(request, document)
        show = partial(_page, request, document, form=form, revised=revised)
        return beside.bring_in(request, document, show)
    return _post(request, document)


def _open(request, document: Document):
    """The newest version, with ``?draft=`` the person's own draft, with ``?proposal=`` what is proposed there."""
    asked = request.GET.get("draft", "")
    draft = draft_queries.find(document, request.user, asked) if asked else None
    if draft is not None:
        form = EditorForm(initial={"message": draft.message})
        page = {"base": draft.base, "text": draft.source, "held": draft.held, "form": form, "draft": draft}
        return _page(request, document, revised=revising.opened(request, document, draft=draft), **page)
    if asked:
        messages.info(request, "That draft was saved or discarded. This is the newest version.")
        return redirect(request.path)  # whose address a reload, or Back after a save, can ask for
    revised = revising.opened(request, document)
    if revised is not None:
        return _page(request, document, base=revised.base, text=revised.source, revised=revised)
    return _page(request, document, base=document.head, text=document.head.source)


def _post(request, document: Document):
    form = EditorForm(request.POST)
    posted = typed.read(request, document)
    if posted.base is None:
        return conflicts.show_unknown_base(request, document, text=posted.text)
    page = {"base": posted.base, "text": posted.text, "form": form, "held": posted.held, "errors": posted.errors}
    page["revised"] = revising.opened(request, document)
    if document.is_agent and (key := request.POST.get("fix", "")):
        fixed = fixing.fixed(posted.text, key, stem=_stem(document))
        return _page(
            request, document, **page | {"text": fixed.text, "done": f"{fixed.sentence} Nothing is saved yet."}
        )
    if posted.errors or not form.is_valid():
        return _page(request, document, status=422, **page)
    if "preview" in request.POST:
        return _page(request, document, **page)
    return _save(request, document, page)


def _save(request, document: Document, page: dict):
    base, text, message = page["base"], page["text"], page["form"].cleaned_data["message"]
    sheet, revised = request.POST.get("sheet", ""), page["revised"]
    try:
        if revised is not None:
            return revising.save(request, document, text, base=base, of=revised, message=message)
        saved = save_document(document, text, base=base, by=request.user, message=message, sheet=sheet)
    except EditConflict as conflict:
        return conflicts.show(request, document, conflict, base=base, text=text)
    except NotAllowed as refused:
        keep_draft(document, text, base=base, sheet=sheet, by=request.user, message=message)
        sentence = f"{refused} What you typed is kept as your draft."
        return _page(request, document, status=refused.status, sentence=sentence, **page)
    except OperationError as error:
        return _page(request, document, status=error.status, sentence=str(error), **page)
    return go_to_saved(request, document, saved, base=base, text=text)


def _stem(document: Document) -> str:
    return fixing.stem({"path": document.path})


def show_refused(request, document: Document, sentence: str, *, status: int):
    """The editor with what was posted, and why it could not be kept."""
    posted = typed.read(request, document)
    page = {"base": posted.base or document.head, "text": posted.text, "held": posted.held, "errors": posted.errors}
    page["revised"] = revising.opened(request, document)
    return _page(request, document, form=EditorForm(request.POST), sentence=sentence, status=status, **page)


def _page(
    request,
    document,
    *,
    base,
    text,
    form=None,
    held=None,
    errors=None,
    sentence="",
    done="",
    draft: Draft | None = None,
    revised: ProposedText | None = None,
    status=200,
):
    shown = panes.view(text, kind=document.kind, stem=_stem(document))
    named = live_names.read(document.team, text, shown.preview, kind=document.kind, document_id=document.pk)
    context = {
        "document": document,
        "base": base,
        "panes": replace(shown, preview=named),
        "definition": shown.definition(held=held, errors=errors),
        "form": form,
        "done": done,
        "line_ends": line_ends.after(text, line_ends.kind_of(base.source)),
        "sentence": sentence or ("Nothing was saved. Look at the marked fields." if errors else ""),
        "why_not": "" if sentence else why_not(document.team, request.user),
        "is_dirty": text != (revised or base).source or bool(held),
        "revised": revised,
        "draft": draft,
        "sheet": draft.sheet if draft else request.POST.get("sheet") or new_sheet(),
        "proposed": proposed(document),
        **beside.what_is_beside(request.user, document, base=base.number),
        **recovery.offered(request, document, opened=draft, revised=revised),
    }
    return render(request, "agents/editor.html", context, status=status)
