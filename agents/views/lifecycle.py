"""Archive and restore a document; see ``renaming`` for its name."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agents import access
from agents.operations.documents import archive_document, restore_document
from agents.queries import relations
from agents.views.toasts import tell


@require_POST
def archive(request, team, family, slug):
    """Put a document aside; whoever still names it is shown first."""
    membership = access.member(request, team)
    document = access.document(membership, family, slug)

    naming = [] if "sure" in request.POST or document.is_archived else relations.naming(document)
    if naming:
        request.team, request.section = membership.team, family
        return render(request, "agents/archive.html", {"document": document, "naming": naming})
    step = archive_document(document, by=request.user)

    tell(request, f"Archived {document.name}.", team=membership.team, step=step)
    return redirect("documents", team, family)


@require_POST
def restore(request, team, family, slug):
    membership = access.member(request, team)
    document = access.document(membership, family, slug)

    step = restore_document(document, by=request.user)

    tell(request, f"Restored {document.name}.", team=membership.team, step=step)
    return redirect("document", team, family, slug)
