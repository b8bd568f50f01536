"""Import: bring files, look at what would come in, choose, and watch it come in."""

from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agents import access
from agents.forms.importing import FolderForm, PasteForm, UploadForm
from agents.models import StagedImport
from agents.operations import staging
from agents.operations.errors import OperationError
from agents.operations.staged_changes import changes_of
from agents.operations.ways import chose_to_save
from agents.queries import imports, unresolved
from agents.views import proposing
from agents.views.filters import clean
from agents.views.parts import render_part

ROWS = 200
DOORS = {"upload": UploadForm, "paste": PasteForm, "folder": FolderForm}


@require_http_methods(["GET", "HEAD", "POST"])
def start(request, team):
    """Choose what to import; a POST keeps the files and goes on to the preview."""
    door = request.POST.get("door", "")
    door = door if door in DOORS else "upload"
    membership = _member(request, team, action=door if request.method == "POST" else "")
    forms = {name: form(prefix=None) for name, form in DOORS.items()}

    if request.method == "POST":
        form = forms[door] = DOORS[door](request.POST, request.FILES)
        if form.is_valid():
            try:
                staged = staging.stage_files(membership.team, form.incoming, by=request.user, origin=form.origin)
                return redirect("staged-import", membership.team.slug, staged.pk)
            except OperationError as error:
                form.add_error(None, str(error))

    context = forms | {"door": door, "is_owner": access.may(membership, "POST import folder")}
    return render(request, "agents/import.html", context, status=422 if request.method == "POST" else 200)


def _member(request, team, *, action=""):
    membership = access.member(request, team, action=action)
    request.team, request.section = membership.team, "import"
    return membership


@require_http_methods(["GET", "HEAD", "POST"])
def staged(request, team, pk):
    """One import: its preview, its progress or its result."""
    membership = _member(request, team)
    staged = imports.own(membership, request.user, pk)

    if request.method == "POST":
        return _go_on(request, membership, staged)
    if staged.state == StagedImport.State.PREVIEW:
        return render(request, "agents/import_preview.html", _preview(request, staged))
    return _progress(request, staged)


def _preview(request, staged):
    shown, words = request.GET.get("show", ""), clean(request.GET.get("q", ""))
    found = imports.choosable(staged, shown=shown, words=words)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    return {
        "staged": staged,
        "page": page,
        "shown": shown,
        "words": words,
        "refused": imports.refused(staged),
        "unchanged": imports.unchanged(staged),
        "left": imports.left_alone(staged),
    }


def _go_on(request, membership, staged):
    """Keep what is ticked; then show another part of the list, or begin to import."""
    if staged.state == StagedImport.State.PREVIEW:
        listed = _numbers(request.POST, "listed")
        if listed:
            staging.choose(staged, listed=listed, ticked=_numbers(request.POST, "chosen"))
        if proposing.is_asked(request):
            return _propose(request, membership, staged)
        step = request.POST.get("go", "run")
        if step == "none":
            staging.choose_none(staged)
        elif step == "all":
            staging.choose_all(staged)
        if step != "run":
            return redirect(_address(request, staged, step))
    return _import(request, staged)


def _propose(request, membership, staged):
    """Put what is chosen into a proposal; the staged files are done with when it is made."""
    back = reverse("staged-import", args=[membership.team.slug, staged.pk])
    title, changes = f"Import {staged.origin}", changes_of(staged)
    return proposing.answer(request, membership, changes, title=title, back=back, carried={}, after=staged.delete)


def _numbers(sent: QueryDict, name: str) -> list[int]:
    words = [word for value in sent.getlist(name) for word in value.split(",")]
    return [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < 8]


def _address(request, staged, step: str) -> str:
    asked = QueryDict(mutable=True)
    for name in ("q", "show"):
        if value := request.POST.get(name):
            asked[name] = value[:200]
    if step.isdigit():
        asked["page"] = step
    address = reverse("staged-import", args=[staged.team.slug, staged.pk])
    return f"{address}?{asked.urlencode()}" if asked else address


def _import(request, staged):
    """Import one step and show how far it is; without htmx, import to the end."""
    try:
        chose_to_save(request.membership)
        if staged.state != StagedImport.State.DONE:
            staging.import_next(staged)
        while not request.htmx and staged.state != StagedImport.State.DONE:
            staging.import_next(staged)
    except OperationError as error:
        return _progress(request, staged, problem=str(error), status=error.status)

    address = reverse("staged-import", args=[staged.team.slug, staged.pk])
    if request.htmx and staged.state == StagedImport.State.DONE:
        return HttpResponse(headers={"HX-Redirect": address})
    return _progress(request, staged) if request.htmx else redirect(address)


def _progress(request, staged, *, problem="", status=200):
    context = {"staged": staged, "problem": problem, **imports.progress(staged)}
    if staged.state == StagedImport.State.DONE:
        context["unknown"] = unresolved.names(staged.team).order_by().count()
    return render_part(request, "agents/import_result.html", "progress", context, status=status)
