"""Two texts that changed the same place: show them, and save or propose what was chosen.

What was typed is kept as a draft until that is done, so that leaving the page loses nothing.
"""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render

from agents.definition.diff import hunks
from agents.definition.merge import merge
from agents.definition.newlines import restore
from agents.forms import choices
from agents.forms.editor import EditorForm
from agents.models import Document, Draft, ProposedText, Revision
from agents.operations.documents import save_document
from agents.operations.drafts import keep_draft
from agents.operations.errors import EditConflict, OperationError
from agents.views import revising
from agents.views.saved import go_to_saved
from agents.views.typed import revision

UNKNOWN = "This text was opened from a version that is not here. Compare it with what stands there now."


@dataclass(frozen=True)
class Settled:
    """What the page posted: ``text`` on top of ``head``, from ``typed``, an edit of ``base``, with what was chosen."""

    base: Revision
    head: Revision
    typed: str
    chosen: choices.Choices
    text: str
    message: str


def show(request, document: Document, conflict: EditConflict, *, base: Revision, text: str):
    """Show the conflict that met ``text``, an edit of ``base``."""
    merged = conflict.merged or merge(base.source, text, conflict.head.source)
    chosen = choices.read(merged, request.POST, text=text)
    return _page(request, document, conflict.head, base=base, text=text, sentence=str(conflict), chosen=chosen)


def show_unknown_base(request, document: Document, *, text: str):
    """Show a text of which nobody knows what it is an edit of."""
    return _page(request, document, document.head, base=None, text=text, sentence=UNKNOWN)


def save_choices(request, document: Document):
    """Save what the page posted: the merge with its choices, or the typed text on top of theirs."""
    settled = read(request, document, wanted=request.POST["merge"])
    if isinstance(settled, HttpResponse):
        return settled
    head, how = settled.head, {"message": settled.message, "sheet": request.POST.get("sheet", "")}
    try:
        saved = save_document(document, settled.text, base=head, by=request.user, **how)
    except EditConflict as conflict:
        return show(request, document, conflict, base=head, text=settled.text)
    except OperationError as error:
        return refused(request, document, settled, str(error), status=error.status)
    return go_to_saved(request, document, saved, base=head, text=settled.text)


def read(request, document: Document, *, wanted: str) -> Settled | HttpResponse:
    """Read what the page posted, where ``wanted`` is choices or mine; or say on the page what is missing.

    Only the typed text, the choices and the numbers of two versions are taken from the post; the
    merge is computed again.
    """
    base, head = (revision(document, request.POST.get(name, "")) for name in ("from", "base"))
    text = restore(request.POST.get("source", ""), (base or document.head).source)
    if base is None or head is None:
        return show_unknown_base(request, document, text=text)
    form = EditorForm(request.POST)
    chosen = choices.read(merge(base.source, text, head.source), request.POST, text=text)
    outcome = text if wanted == "mine" else chosen.text
    is_valid = form.is_valid()
    settled = Settled(base, head, text, chosen, outcome or "", form.cleaned_data.get("message", ""))
    if not is_valid:
        said = [error for errors in form.errors.values() for error in errors]
        return refused(request, document, settled, " ".join(["Nothing was saved.", *said]), status=422)
    if outcome is None:
        return refused(request, document, settled, _what_is_missing(chosen), status=422)
    return settled


def refused(request, document: Document, settled: Settled, sentence: str, *, status: int):
    """The page again, with what was posted and why it could not be kept."""
    again = {"base": settled.base, "text": settled.typed, "chosen": settled.chosen, "is_answered": True}
    return _page(request, document, settled.head, sentence=sentence, status=status, **again)


def _what_is_missing(chosen: choices.Choices) -> str:
    if not chosen.open:
        return "Nothing was saved: what you wrote for a place that is no longer in conflict is kept below. Save again."
    places = ", ".join([place.where for place in chosen.open[:3]])
    more = f" and {len(chosen.open) - 3} more" if len(chosen.open) > 3 else ""
    return f"Nothing was saved. Choose what stays at {places}{more}."


def _page(request, document, head, *, base, text, sentence, chosen=None, is_answered=False, status=409):
    proposed = revising.opened(request, document)
    context = {
        "document": document,
        "head": head,
        "base": base,
        "text": text,
        "message": request.POST.get("message", ""),
        "sentence": sentence,
        "chosen": chosen,
        "draft": _kept(request, document, text, base=base or head, proposed=proposed),
        "revised": proposed,
        "is_answered": is_answered,
        "meanwhile": hunks(base.source, head.source) if base else None,
        "mine": hunks(head.source, text),
    }
    return render(request, "agents/conflict.html", context, status=status)


def _kept(request, document: Document, text: str, *, base: Revision, proposed: ProposedText | None) -> Draft | None:
    """Keep what was typed as a draft, so that whoever leaves the page finds it again."""
    sheet, message = request.POST.get("sheet", ""), request.POST.get("message", "")
    try:
        return keep_draft(document, text, base=base, sheet=sheet, by=request.user, message=message, proposed=proposed)
    except OperationError:
        return None  # no file may hold it; it is on the page
