"""Edit a document, and begin a new one.  One text in, one revision out; nothing typed is ever lost."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agents import access
from agents.definition.diff import hunks
from agents.definition.newlines import restore
from agents.forms import definition
from agents.forms.editor import EditorForm
from agents.models import Document, Revision, Role
from agents.operations.documents import save_document
from agents.operations.errors import EditConflict, OperationError
from agents.views import completion, panes
from agents.views.starting import new

__all__ = ["edit", "new"]


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request, team, family, slug):
    """The editor of one document; a post saves it, or with ``preview`` only shows it."""
    membership = access.member(request.user, team, at_least=Role.AUTHOR)
    document = access.document(membership, family, slug)
    request.team, request.section = membership.team, family

    if document.is_archived and request.method != "POST":
        messages.info(request, f"{document.path} is in the archive. Restore it to change it.")
        return redirect("document", team, family, slug)
    if request.method != "POST":
        return _page(request, document, base=document.head, text=document.head.source)
    return _post(request, document)


def _post(request, document: Document):
    form = EditorForm(request.POST)
    base = _base(document, request.POST.get("base", ""))
    posted = restore(request.POST.get("source", ""), (base or document.head).source)
    applied = definition.apply(posted, request.POST) if document.is_agent else definition.Applied(posted)
    if base is None:
        sentence = "This text was opened from a version that is not here. Compare it with what stands there now."
        return _conflict(request, document, head=document.head, base=None, text=applied.text, sentence=sentence)
    page = {"base": base, "text": applied.text, "form": form, "held": applied.held, "errors": applied.errors}
    if applied.errors or not form.is_valid():
        return _page(request, document, status=422, **page)
    if "preview" in request.POST:
        return _page(request, document, **page)
    return _save(request, document, page)


def _save(request, document: Document, page: dict):
    base, text, message = page["base"], page["text"], page["form"].cleaned_data["message"]
    before = document.head
    try:
        head = save_document(document, text, base=base, by=request.user, message=message)
    except EditConflict as conflict:
        return _conflict(request, document, head=conflict.head, base=base, text=text, sentence=str(conflict))
    except OperationError as error:
        return _page(request, document, status=error.status, sentence=str(error), **page)

    if head.pk == before.pk:
        messages.info(request, f"Nothing changed, so v{head.number} stays as it is.")
    else:
        messages.success(request, f"Saved v{head.number}: {_what_changed(base.source, head.source)}")
    return redirect("document", document.team.slug, document.family, document.slug)


def _base(document: Document, number: str) -> Revision | None:
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    if int(number) == document.head.number:
        return document.head
    return document.revisions.filter(number=int(number)).first()


def _what_changed(old: str, new: str) -> str:
    lines = 0
    for hunk in hunks(old, new, context=0, most=100_000):
        signs = [line.sign for line in hunk.lines]
        lines += max(signs.count("+"), signs.count("-"))
    return f"{lines:,} line{'' if lines == 1 else 's'} changed, everything else is the same byte for byte."


def _page(request, document, *, base, text, form=None, held=None, errors=None, sentence="", status=200):
    shown = panes.view(text, kind=document.kind)
    context = {
        "document": document,
        "base": base,
        "panes": shown,
        "definition": shown.definition(held=held, errors=errors),
        "words": completion.words(document),
        "form": form,
        "sentence": sentence or ("Nothing was saved. Look at the marked fields." if errors else ""),
        "is_dirty": text != base.source or bool(held),
    }
    return render(request, "agents/editor.html", context, status=status)


def _conflict(request, document, *, head, base, text, sentence):
    context = {
        "document": document,
        "head": head,
        "base": base,
        "text": text,
        "message": request.POST.get("message", ""),
        "sentence": sentence,
        "meanwhile": hunks(base.source, head.source) if base else None,
        "mine": hunks(head.source, text),
    }
    return render(request, "agents/conflict.html", context, status=409)
