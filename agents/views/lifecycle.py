"""Archive and restore a document; see ``renaming`` for its name."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agents import access, own
from agents.models import Membership
from agents.operations.documents import archive_document, restore_document
from agents.operations.proposed_changes import NewChange, archiving_of, return_of
from agents.queries import relations
from agents.views import proposing
from agents.views.toasts import tell


@require_POST
def archive(request, team, family, slug):
    """Put a document aside; whoever still names it is shown first."""
    membership = access.member(request, team, action="propose" if proposing.is_asked(request) else "")
    document = own.document(membership, family, slug)
    if proposing.is_asked(request):
        return _propose(request, membership, archiving_of(document), title=f"Archive {document.name}")

    naming = [] if "sure" in request.POST or document.is_archived else relations.naming(document)
    if naming:
        request.team, request.section = membership.team, family
        return render(request, "agents/archive.html", {"document": document, "naming": naming})
    step = archive_document(document, by=request.user)

    tell(request, f"Archived {document.name}.", team=membership.team, step=step)
    return redirect("documents", team, family)


@require_POST
def restore(request, team, family, slug):
    """Bring a document back from the archive."""
    membership = access.member(request, team, action="propose" if proposing.is_asked(request) else "")
    document = own.document(membership, family, slug)
    if proposing.is_asked(request):
        return _propose(request, membership, return_of(document), title=f"Bring back {document.name}")

    step = restore_document(document, by=request.user)

    tell(request, f"Restored {document.name}.", team=membership.team, step=step)
    return redirect("document", team, family, slug)


def _propose(request, membership: Membership, change: NewChange, *, title: str):
    request.section = change.document.family
    return proposing.answer(request, membership, [change], title=title, back=proposing.page_of(change))
