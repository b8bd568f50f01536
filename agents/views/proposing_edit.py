"""Propose what stands in the editor.  The draft on its sheet stays until that is done."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from agents import access, own
from agents.forms.editor import EditorForm
from agents.models import Document, Draft, Membership, Revision
from agents.operations.drafts import forget_draft, keep_draft
from agents.operations.errors import EditConflict, OperationError
from agents.operations.merging import rebased
from agents.operations.proposed_changes import NewChange, edit_of
from agents.views import conflicts, editor, proposing, revising, typed

SIDES = ("choices", "mine")  # what the page of a conflict proposes


@require_POST
def propose_edit(request, team, family, slug):
    """Put the text, merged with what was saved meanwhile, into a proposal."""
    membership = access.member(request, team)
    document = own.edited_document(membership, family, slug, key=request.POST.get("document", ""))
    request.team, request.section = membership.team, family
    wanted = request.POST.get("propose", "")
    edit = _settled(request, document, wanted) if wanted in SIDES else _typed(request, document)
    if isinstance(edit, HttpResponse):
        return edit
    proposed = revising.opened(request, document)
    kept = {"sheet": request.POST.get("sheet", ""), "message": edit.message, "proposed": proposed}
    try:
        draft = keep_draft(document, edit.text, base=edit.base, by=request.user, **kept)
        if proposed is not None:
            return revising.save(request, document, edit.text, base=edit.base, of=proposed, message=edit.message)
    except OperationError as error:
        return editor.show_refused(request, document, str(error), status=error.status)
    if "text" in request.POST:
        messages.info(request, revising.GONE)
    return _ask(request, membership, document, edit, draft)


@dataclass(frozen=True)
class _Edit:
    """What is proposed: ``text`` as an edit of ``base``."""

    base: Revision
    text: str
    message: str


def _typed(request, document: Document) -> _Edit | HttpResponse:
    """What stands in the editor."""
    posted, form = typed.read(request, document), EditorForm(request.POST)
    if posted.base is None:
        return conflicts.show_unknown_base(request, document, text=posted.text)
    if posted.errors or not form.is_valid():
        return editor.show_refused(request, document, "", status=422)
    return _Edit(posted.base, posted.text, form.cleaned_data["message"])


def _settled(request, document: Document, wanted: str) -> _Edit | HttpResponse:
    """What was chosen on the page of a conflict."""
    found = conflicts.read(request, document, wanted=wanted)
    return found if isinstance(found, HttpResponse) else _Edit(found.head, found.text, found.message)


def _ask(request, membership: Membership, document: Document, edit: _Edit, draft: Draft | None) -> HttpResponse:
    sheet = draft.sheet if draft else request.POST.get("sheet", "")
    carried = {name: request.POST[name] for name in ("document", "line_ends", "proposal") if name in request.POST}
    carried |= {"base": str(edit.base.number), "source": edit.text, "message": edit.message, "sheet": sheet}
    change, remark = _change(document, edit.text, base=edit.base)
    back = reverse("edit", args=[membership.team.slug, document.family, document.slug])
    return proposing.answer(
        request,
        membership,
        [change],
        title=edit.message or f"Edit {document.name}",
        back=f"{back}?draft={draft.pk}" if draft else back,
        carried=carried,
        remark=remark,
        after=lambda: forget_draft(document, sheet=sheet, by=request.user),
    )


def _change(document: Document, text: str, *, base: Revision) -> tuple[NewChange, str]:
    """The edit, on top of what was saved since; and where both changed one place, what that means."""
    head = document.head
    try:
        return edit_of(document, rebased(text, base=base, head=head), base=head), ""
    except EditConflict:
        remark = (
            f"{head.author_name} saved v{head.number} while you were editing, and both changed the same place. "
            "It can be proposed like this, and is merged once the proposal was brought up to date."
        )
        return edit_of(document, text, base=base), remark
