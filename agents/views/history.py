"""The versions of a document: all of them, one of them, and bringing one back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agents import access, limits, own
from agents.definition.blob import estimate_tokens
from agents.operations.documents import replace_head
from agents.operations.errors import OperationError
from agents.operations.proposed_changes import edit_of
from agents.operations.ways import chose_to_save
from agents.queries import history as queries
from agents.queries.steps import step_of
from agents.views import proposing
from agents.views.authorship import asked_for, authorship
from agents.views.documents import fixes, other_fields, rights
from agents.views.filters import page_number
from agents.views.prose import prose, reading_of, verdict_of
from agents.views.toasts import tell
from agents.views.version_rows import version_rows


@require_safe
def history(request, team, family, slug):
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    request.team, request.section = membership.team, family

    page = Paginator(queries.history(document), limits.PAGE_ROWS).get_page(page_number(request.GET))
    context = rights(membership, document) | {"page": page, "rows": version_rows(page.object_list)}
    return render(request, "agents/history.html", context)


@require_safe
def revision(request, team, family, slug, number):
    """One version, for ever at this address."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    version = _version(document, number)
    request.team, request.section = membership.team, family

    reading = reading_of(document, version.source)
    context = rights(membership, document) | {
        "revision": version,
        "reading": reading,
        "verdict": verdict_of(reading),
        "facts": other_fields(reading),
        "tokens": estimate_tokens(version.source),
        "older": version.pk != document.head_id,
        "merged": queries.merged_as([version]).get(version.pk),
        "fixes": fixes(document, reading) if version.pk == document.head_id else {},
        "is_source": request.GET.get("view") == "source",
    }
    if asked_for(request):
        context["authorship"] = authorship(document, version)
    if not context["is_source"]:
        context["prose"] = prose(document, version, reading)
    return render(request, "agents/revision.html", context)


@require_POST
def restore(request, team, family, slug, number):
    """Save the text of an old version as the newest one."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    version, head = _version(document, number), document.head
    if proposing.is_asked(request):
        request.section, back = family, reverse("revision", args=[team, family, slug, number])
        change, title = edit_of(document, version.source, base=head), f"Restore v{number} of {document.name}"
        return proposing.answer(request, membership, [change], title=title, back=back)

    try:
        saved = replace_head(document, version.source, base=head, by=request.user, message=f"Restored v{number}")
    except OperationError as error:
        messages.error(request, str(error))
        return redirect("history", team, family, slug)

    if saved.pk == head.pk:
        messages.info(request, f"The text of v{number} is what the document holds already. Nothing was changed.")
    else:
        chose_to_save(membership)
        see = reverse("compare", args=[team, family, slug, head.number, saved.number])
        sentence = f"Restored v{number} as v{saved.number}."
        tell(request, sentence, team=membership.team, step=step_of(saved), see=see)
    return redirect("document", team, family, slug)


def _version(document, number):
    """A revision of ``document`` by its number, or Http404; the number may be any the address holds."""
    found = document.revisions.filter(number=number).first() if number < 2**31 else None
    if found is None:
        raise Http404("No such version.")
    return found
