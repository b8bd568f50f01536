"""Edit a document, and begin a new one.  One text in, one revision out; nothing typed is ever lost."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agents import access
from agents.forms import definition, line_ends
from agents.forms.editor import EditorForm
from agents.models import Document, Role
from agents.operations.documents import save_document
from agents.operations.errors import EditConflict, OperationError
from agents.views import completion, conflicts, fixing, panes
from agents.views.saved import go_to_saved
from agents.views.starting import new

__all__ = ["edit", "new"]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, team, family, slug):
    """The editor of one document; a post saves it, or with ``preview`` only shows it."""
    membership = access.member(request.user, team, at_least=Role.AUTHOR)
    document = access.edited_document(membership, family, slug, key=request.POST.get("document", ""))
    request.team, request.section = membership.team, family

    if document.is_archived and request.method != "POST":
        messages.info(request, f"{document.path} is in the archive. Restore it to change it.")
        return redirect("document", team, family, slug)
    if request.method != "POST":
        return _page(request, document, base=document.head, text=document.head.source)
    if "merge" in request.POST:
        return conflicts.save_choices(request, document)
    return _post(request, document)


def _post(request, document: Document):
    form = EditorForm(request.POST)
    base = conflicts.revision(document, request.POST.get("base", ""))
    posted = line_ends.posted(request.POST, (base or document.head).source)
    applied = definition.apply(posted, request.POST) if document.is_agent else definition.Applied(posted)
    if base is None:
        return conflicts.show_unknown_base(request, document, text=applied.text)
    page = {"base": base, "text": applied.text, "form": form, "held": applied.held, "errors": applied.errors}
    if document.is_agent and (key := request.POST.get("fix", "")):
        fixed = fixing.fixed(applied.text, key, stem=fixing.stem({"path": document.path}))
        return _page(
            request, document, **page | {"text": fixed.text, "done": f"{fixed.sentence} Nothing is saved yet."}
        )
    if applied.errors or not form.is_valid():
        return _page(request, document, status=422, **page)
    if "preview" in request.POST:
        return _page(request, document, **page)
    return _save(request, document, page)


def _save(request, document: Document, page: dict):
    base, text, message = page["base"], page["text"], page["form"].cleaned_data["message"]
    try:
        saved = save_document(document, text, base=base, by=request.user, message=message)
    except EditConflict as conflict:
        return conflicts.show(request, document, conflict, base=base, text=text)
    except OperationError as error:
        return _page(request, document, status=error.status, sentence=str(error), **page)
    return go_to_saved(request, document, saved, base=base, text=text)


def _page(request, document, *, base, text, form=None, held=None, errors=None, sentence="", done="", status=200):
    shown = panes.view(text, kind=document.kind, stem=fixing.stem({"path": document.path}))
    context = {
        "document": document,
        "base": base,
        "panes": shown,
        "definition": shown.definition(held=held, errors=errors),
        "words": completion.words(document),
        "form": form,
        "done": done,
        "line_ends": line_ends.after(text, line_ends.kind_of(base.source)),
        "sentence": sentence or ("Nothing was saved. Look at the marked fields." if errors else ""),
        "is_dirty": text != base.source or bool(held),
    }
    return render(request, "agents/editor.html", context, status=status)
