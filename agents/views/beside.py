"""What happens beside an open editor: who else is there, and what they have saved meanwhile."""

from django.http import HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from agents import access, own
from agents.models import Document, User
from agents.operations import presence
from agents.operations.errors import EditConflict
from agents.operations.merging import rebased
from agents.queries import drafts as queries
from agents.views import conflicts, typed


@require_POST
def beat(request, team, family, slug):
    """An editor says that it is open, or with ``gone`` that it was closed; what is new comes back."""
    membership = access.member(request, team)
    document = own.edited_document(membership, family, slug, key=request.POST.get("document", ""))

    if "gone" in request.POST:
        presence.leave(document, person=request.user)
        return HttpResponse(status=204)
    presence.appear(document, person=request.user)
    base = request.POST.get("base", "")
    shown = what_is_beside(request.user, document, base=int(base) if base.isdecimal() and len(base) < 10 else 0)
    return HttpResponse(render_to_string("agents/_editor_beside.html", shown))


def what_is_beside(person: User, document: Document, *, base: int) -> dict:
    """Context of _editor_beside.html: who else is here, and whether version ``base`` is the newest."""
    return {
        "document": document,
        "team": document.team,
        "base_number": base,
        "is_newer": base < document.head.number,
        "is_mine": document.head.author_id == person.pk,
        "others": queries.others_at(document, person),
    }


def bring_in(request, document: Document, show):
    """Make the typed text an edit of what stands there now; ``show`` draws the editor with it.

    A script gets the text as JSON.  Where both changed the same place, the answer is the page that
    lets a person choose, and for a script only its status.
    """
    posted = typed.read(request, document)
    if posted.base is None:
        return conflicts.show_unknown_base(request, document, text=posted.text)
    is_script = request.headers.get("Accept") == "application/json"
    head = document.head
    try:
        text = rebased(posted.text, base=posted.base, head=head)
    except EditConflict as conflict:
        if is_script:
            return JsonResponse({"sentence": str(conflict)}, status=conflict.status)
        return conflicts.show(request, document, conflict, base=posted.base, text=posted.text)

    if is_script:
        return JsonResponse({"base": head.number, "start": head.source, "text": text})
    return show(base=head, text=text, held=posted.held, errors=posted.errors)
