"""Rename, archive and restore a document."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agents import access
from agents.forms.lifecycle import RenameForm
from agents.models import Role
from agents.operations.documents import archive_document, rename_document, restore_document
from agents.operations.errors import OperationError
from agents.queries.steps import step_of
from agents.views.toasts import tell


@require_http_methods(["GET", "HEAD", "POST"])
def rename(request, team, family, slug):
    """Give a document another file name or folder; its text stays."""
    membership = access.member(request.user, team, at_least=Role.AUTHOR)
    document = access.document(membership, family, slug)
    request.team, request.section = membership.team, family
    form = RenameForm(request.POST if request.method == "POST" else None, document=document)
    status = 422 if form.is_bound else 200

    if form.is_valid():
        try:
            renamed = rename_document(document, form.cleaned_data["path"], by=request.user)
        except OperationError as error:
            form.add_error("name" if error.code == "taken" else None, str(error))
            status = error.status
        else:
            return _renamed(request, document, renamed, form.cleaned_data["path"])

    return render(request, "agents/rename.html", {"document": document, "form": form}, status=status)


def _renamed(request, document, renamed, path):
    if path == document.path:
        messages.info(request, "The name is as it was. Nothing was changed.")
    else:
        tell(request, f"{document.path} is now {path}.", team=document.team, step=step_of(renamed))
    return redirect("document", document.team.slug, document.family, renamed.document.slug)


@require_POST
def archive(request, team, family, slug):
    membership = access.member(request.user, team, at_least=Role.AUTHOR)
    document = access.document(membership, family, slug)

    step = archive_document(document, by=request.user)

    tell(request, f"Archived {document.name}.", team=membership.team, step=step)
    return redirect("documents", team, family)


@require_POST
def restore(request, team, family, slug):
    membership = access.member(request.user, team, at_least=Role.AUTHOR)
    document = access.document(membership, family, slug)

    step = restore_document(document, by=request.user)

    tell(request, f"Restored {document.name}.", team=membership.team, step=step)
    return redirect("document", team, family, slug)
