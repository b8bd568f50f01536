"""Export: choose what goes out, take it as a zip, or plan and write a folder on this server."""

from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agents import access
from agents.definition.export_plan import fingerprint
from agents.forms.exporting import FolderForm, chosen_ids
from agents.operations import exporting
from agents.operations.errors import OperationError
from agents.queries import exports
from agents.views import plan_rows
from agents.views.filters import clean


@require_http_methods(["GET", "HEAD", "POST"])
def export(request, team):
    """Everything, or the files that are ticked."""
    membership = _member(request, team)
    last = exports.last_folder_export(membership.team) if access.may(membership, "POST export-folder") else None
    form = FolderForm(initial={"folder": last.details.get("folder", "") if last else ""})
    return _page(request, membership, form, last=last)


def _member(request, team):
    membership = access.member(request, team)
    request.team, request.section = membership.team, "export"
    return membership


def _page(request, membership, form, *, last=None, problem="", status=200):
    words = clean(request.GET.get("q", ""))
    ids = chosen_ids(request.GET, request.POST)
    context = {
        "choice": exports.choice(membership.team, ids or [], words=words),
        "words": words,
        "form": form,
        "last": last,
        "problem": problem or " ".join(form.non_field_errors()),
        "is_owner": access.may(membership, "POST export-folder"),
        "can_edit": access.may(membership, "POST edit"),
    }
    return render(request, "agents/export.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def archive(request, team):
    """The zip.  The page posts for it, which is recorded; its address alone is only read."""
    membership = _member(request, team)

    try:
        ids = chosen_ids(request.GET, request.POST)
        if request.method == "POST":
            stream = exporting.export_zip(membership.team, ids=ids, by=request.user)
        else:
            stream, _ = exporting.make_zip(membership.team, ids=ids)
    except exporting.NothingToExport as error:
        return _page(request, membership, FolderForm(), problem=str(error), status=error.status)

    file_name = f"{membership.team.slug}-claude.zip"
    return FileResponse(stream, as_attachment=True, filename=file_name, content_type="application/zip")


@require_http_methods(["GET", "HEAD", "POST"])
def folder(request, team):
    """The plan of an export to a folder; carried out when the plan that was shown comes back unchanged."""
    membership = _member(request, team)
    if request.method != "POST":
        return _result(request, membership)

    form = FolderForm(request.POST)
    if not form.is_valid():
        return _page(request, membership, form, status=422)
    ids = chosen_ids(request.POST)
    try:
        plan = exporting.plan_folder(membership.team, form.cleaned_data["folder"], ids=ids)
        if "plan" in request.POST and request.POST["plan"] == fingerprint(plan.steps):
            overwrite = set(request.POST.getlist("overwrite"))
            event = exporting.export_folder(membership.team, plan, overwrite=overwrite, by=request.user)
            return redirect(f"{reverse('export-folder', args=[team])}?done={event.pk}")
    except OperationError as error:
        form.add_error("folder" if error.code == "folder" else None, str(error))
        return _page(request, membership, form, status=error.status)
    return _plan(request, plan, ids)


def _plan(request, plan, ids):
    is_outdated = "plan" in request.POST
    context = {
        "plan": plan,
        "shown": plan_rows.show(plan),
        "ids": ",".join(map(str, ids or [])),
        "fingerprint": fingerprint(plan.steps),
        "is_outdated": is_outdated,
        "ticked": request.POST.getlist("overwrite"),
    }
    return render(request, "agents/export_plan.html", context, status=409 if is_outdated else 200)


def _result(request, membership):
    """What one export did, as it was recorded."""
    done = request.GET.get("done", "")
    if not done:
        return redirect("export", membership.team.slug)
    is_number = done.isascii() and done.isdecimal() and len(done) < 16
    event = exports.folder_export(membership.team, int(done)) if is_number else None
    if event is None:
        raise Http404("No such export.")
    return render(request, "agents/export_done.html", {"event": event, "details": event.details})
