"""Propose what stands in the editor.  The draft on its sheet stays until that is done."""

from django.urls import reverse
from django.views.decorators.http import require_POST

from agents import access
from agents.forms.editor import EditorForm
from agents.models import Document, Revision
from agents.operations.drafts import forget_draft, keep_draft
from agents.operations.errors import EditConflict, OperationError
from agents.operations.merging import rebased
from agents.operations.proposed_changes import NewChange, edit_of
from agents.views import conflicts, editor, proposing, typed


@require_POST
def propose_edit(request, team, family, slug):
    """Put the text, merged with what was saved meanwhile, into a proposal."""
    membership = access.member(request, team)
    document = access.edited_document(membership, family, slug, key=request.POST.get("document", ""))
    request.team, request.section = membership.team, family
    posted, form = typed.read(request, document), EditorForm(request.POST)
    if posted.base is None:
        return conflicts.show_unknown_base(request, document, text=posted.text)
    if posted.errors or not form.is_valid():
        return editor.show_refused(request, document, "", status=422)
    message, sheet = form.cleaned_data["message"], request.POST.get("sheet", "")
    try:
        draft = keep_draft(document, posted.text, base=posted.base, sheet=sheet, by=request.user, message=message)
    except OperationError as error:
        return editor.show_refused(request, document, str(error), status=error.status)

    sent = ("base", "document", "line_ends", "message", "sheet")
    carried = {name: request.POST[name] for name in sent if name in request.POST}
    carried |= {"source": posted.text, "sheet": draft.sheet if draft else sheet}
    back = reverse("edit", args=[team, family, document.slug])
    return proposing.answer(
        request,
        membership,
        [_change(document, posted.text, base=posted.base)],
        title=message or f"Edit {document.name}",
        back=f"{back}?draft={draft.pk}" if draft else back,
        carried=carried,
        after=lambda: forget_draft(document, sheet=carried["sheet"], by=request.user),
    )


def _change(document: Document, text: str, *, base: Revision) -> NewChange:
    """The edit, on top of what was saved since; where both changed one place, the proposal says so."""
    try:
        return edit_of(document, rebased(text, base=base, head=document.head), base=document.head)
    except EditConflict:
        return edit_of(document, text, base=base)
