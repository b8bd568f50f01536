"""Change by hand what is proposed of one file, or take the file out; either is a new iteration.

A file that is there already is edited in the editor (``revising``); this page is for one that is added.
"""

from pathlib import PurePosixPath

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agents.definition.diff import hunks
from agents.definition.newlines import restore
from agents.forms.review import NoteForm
from agents.models import Change, ProposedText
from agents.operations import proposing
from agents.operations.errors import EditConflict, OperationError
from agents.views import panes, proposals
from agents.views.desk import Desk, opened_to_change
from agents.views.review_changes import one_change

ENDED = "What it proposes stays as it was when it ended. Reopen it, or propose anew."


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, team: str, number: int, pk: int):
    """The proposed text of a file; what others proposed since is merged, or shown beside one's own."""
    desk = opened_to_change(request, team, number)
    change = one_change(desk, pk)
    if not desk.proposal.is_open:
        return proposals.show(desk, problem=ENDED, status=409)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(desk, change, form, desk.current[pk].source, base=desk.current[pk])

    base = _shown(change, request.POST.get("base", "")) or desk.current[pk]
    source = restore(request.POST.get("source", ""), base.source)
    if "preview" in request.POST:
        return _page(desk, change, form, source, base=base, part="#seen" if request.htmx else "")
    if not form.is_valid():
        return _page(desk, change, form, source, base=base, status=422)
    try:
        text = proposing.revise(change, source, base_text=base, by=request.user, note=form.cleaned_data["note"])
    except EditConflict as conflict:
        form.add_error(None, str(conflict))
        return _page(desk, change, form, source, base=conflict.head, theirs=conflict.head, status=conflict.status)
    except OperationError as error:
        form.add_error(None, str(error))
        return _page(desk, change, form, source, base=base, status=error.status)

    _tell(request, text, was=desk.proposal.iteration)
    return redirect("proposal-file", team, number, pk)


def _shown(change: Change, key: str) -> ProposedText | None:
    """The proposed text that the page showed."""
    known = key.isascii() and key.isdigit() and len(key) < 16
    return change.texts.filter(pk=int(key)).first() if known else None


def _tell(request: HttpRequest, text: ProposedText, *, was: int) -> None:
    if text.iteration > was:
        sentence = f"Proposed as iteration {text.iteration}. Approvals of the version before no longer count."
        messages.success(request, sentence)
    else:
        messages.info(request, "Nothing was changed: this is what is proposed already.")


def _page(
    desk: Desk,
    change: Change,
    form: forms.Form,
    source: str,
    *,
    base: ProposedText,
    theirs: ProposedText | None = None,
    part: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "proposal": desk.proposal,
        "change": change,
        "form": form,
        "source": source,
        "panes": panes.view(source, kind=change.document_kind, stem=PurePosixPath(change.path).stem),
        "base": base,
        "theirs": theirs,
        "hunks": hunks(theirs.source, source) if theirs else [],
        "may_edit": change.kind not in (Change.Kind.ARCHIVE, Change.Kind.RESTORE),
    }
    return render(desk.request, f"agents/proposal_text.html{part}", context, status=status)


@require_POST
def drop(request: HttpRequest, team: str, number: int, pk: int):
    """Take a file out of the proposal; its texts and comments are kept."""
    desk = opened_to_change(request, team, number)
    change = desk.proposal.changes.filter(pk=pk).first()
    if change is None:
        raise Http404("No such file in this proposal.")
    try:
        after = proposing.drop_change(change, by=request.user)
    except OperationError as error:
        return proposals.show(desk, problem=str(error), status=error.status)
    messages.success(request, f"{change.path} is no longer part of #{number}. That is iteration {after.iteration}.")
    return redirect("proposal-changes", team, number)
