"""Rename or move a document: see who names it, see what would change in each file, then do it as one step."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agents import access, own
from agents.definition.diff import Hunk, hunks
from agents.forms.lifecycle import RenameForm
from agents.models import Document, Event
from agents.operations.documents import refuse_taken, rename_document
from agents.operations.errors import DocumentArchived, OperationError
from agents.operations.proposed_changes import edit_of, rename_of
from agents.operations.rename_plans import RenamePlan, Rewritten, plan_rename
from agents.operations.renaming import PlanMoved, rename_with_references
from agents.operations.ways import chose_to_save
from agents.queries import relations
from agents.queries.steps import step_of
from agents.views import proposing
from agents.views.toasts import tell

SHOWN = 200  # files with their lines


@dataclass(frozen=True)
class Shown:
    """A file of the plan with the lines that would change."""

    file: Rewritten
    hunks: list[Hunk]


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request, team, family, slug):
    """Give a document another file name or folder, and take along what names it when that was looked at."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    request.team, request.section = membership.team, family
    form = RenameForm(request.POST if request.method == "POST" else None, document=document)
    if not form.is_valid():
        return _page(request, document, form, status=422 if form.is_bound else 200)

    try:
        if proposing.is_asked(request):
            return _propose(request, membership, document, form)
        if form.cleaned_data["along"]:
            return _with_references(request, document, form)
        renamed = rename_document(document, form.cleaned_data["path"], by=request.user)
    except OperationError as error:
        form.add_error("name" if error.code == "taken" else None, str(error))
        return _page(request, document, form, status=error.status)
    return _renamed(request, document, form, step_of(renamed))


def _with_references(request, document: Document, form: RenameForm):
    """Show what would change; what was shown, as the post's bases say, is done."""
    path, bases = form.cleaned_data["path"], _bases(request.POST.get("bases", ""))
    if document.is_archived:
        raise DocumentArchived(f"{document.path} is in the archive. Restore it to change it.")
    refuse_taken(document.team, path, but=document)
    if not bases:
        plan = plan_rename(document, path)
        if plan.others or plan.left or plan.own.source != plan.own.base.source:
            return _page(request, document, form, plan=plan)
        bases = plan.bases
    try:
        step = rename_with_references(document, path, bases=bases, by=request.user)
    except PlanMoved as moved:
        now = Document.objects.select_related("head", "team").get(pk=document.pk)
        return _page(request, now, form, plan=plan_rename(now, path), problem=str(moved), status=moved.status)
    return _renamed(request, document, form, step)


def _propose(request, membership, document: Document, form: RenameForm):
    """Propose the rename, with all that names the document when that was asked for."""
    path, head = form.cleaned_data["path"], document.head
    takes_along = form.cleaned_data["along"] or request.POST["propose"] == "along"
    plan = plan_rename(document, path)
    source = plan.own.source if takes_along else head.source
    changes = [rename_of(document, path, source=source, base=head)] if path != document.path else []
    changes = changes or [edit_of(document, source, base=head)]
    if takes_along:
        changes += [edit_of(file.document, file.source, base=file.base) for file in plan.others]
    title = f"Rename {document.path} to {path}"
    return proposing.answer(request, membership, changes, title=title, back=request.get_full_path())


def _bases(text: str) -> dict[int, int]:
    """The versions the plan was made from, as the page sends them back."""
    pairs = [token.partition(":") for token in text.split(",") if token]
    return {int(pk): int(head) for pk, _, head in pairs if _is_id(pk) and _is_id(head)}


def _is_id(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 16


def _renamed(request, document: Document, form: RenameForm, step: Event | None):
    path = form.cleaned_data["path"]
    if step is None or path == document.path:
        messages.info(request, "The name is as it was. Nothing was changed.")
        return redirect("document", document.team.slug, document.family, document.slug)
    chose_to_save(request.membership)
    others = step.details.get("references", 0)
    along = f" {others:,} other file{'s' if others != 1 else ''} went along." if others else ""
    tell(request, f"{document.path} is now {path}.{along}", team=document.team, step=step)
    document.refresh_from_db(fields=["slug"])
    return redirect("document", document.team.slug, document.family, document.slug)


def _page(request, document: Document, form: RenameForm, *, plan: RenamePlan | None = None, problem="", status=200):
    context = {"document": document, "form": form, "problem": problem, "plan": plan}
    if plan is None:
        context["naming"] = relations.naming(document)
    else:
        files = [file for file in (plan.own, *plan.others) if file.source != file.base.source]
        context |= {
            "files": [Shown(file, hunks(file.base.source, file.source, context=0)) for file in files[:SHOWN]],
            "further": max(0, len(files) - SHOWN),
            "places": sum(file.places for file in plan.others),
            "bases": ",".join(f"{pk}:{head}" for pk, head in plan.bases.items()),
        }
    return render(request, "agents/rename.html", context, status=status)
