"""The library: every agent or guideline of a team, found as one types."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agents import access, limits
from agents.models import Role
from agents.operations.documents import archive_documents, restore_documents
from agents.queries import library
from agents.views import filters
from agents.views.parts import render_part


@require_http_methods(["GET", "HEAD", "POST"])
def document_list(request, team, family):
    """The list; a POST acts on the rows that are ticked."""
    if request.method == "POST":
        return _act(request, team, family)
    membership = access.member(request.user, team)
    request.team, request.section = membership.team, family

    chosen = filters.from_query(request.GET)
    counts, facets = library.overview(membership.team, family)
    request.nav = {kind: library.shown(number) for kind, number in counts.items()}
    found = library.documents(membership.team, family, chosen)
    is_filtered = filters.is_filtered(chosen)
    count = library.capped(found) if is_filtered or chosen.archived else counts[family]
    context = _page(found, chosen, count, filters.page_number(request.GET))
    context |= {
        "family": family,
        "chosen": chosen,
        "is_filtered": is_filtered,
        "facets": facets,
        "columns": filters.columns(chosen, family),
        "everything": filters.address(library.Filter(archived=chosen.archived)),
        "can_edit": membership.role >= Role.AUTHOR,
    }

    response = render_part(request, "agents/library.html", "part", context)
    if request.htmx:
        verb = "HX-Replace-Url" if request.htmx.trigger_name == "q" else "HX-Push-Url"
        response.headers[verb] = request.path + filters.address(chosen)
    return response


def _page(found, chosen, count, number):
    """One page of rows with its neighbours' addresses; beyond the end stands the first page."""
    start = (number - 1) * limits.PAGE_ROWS
    rows = library.rows(found, start=start, size=limits.PAGE_ROWS)
    if not rows and number > 1:
        return _page(found, chosen, count, 1)
    more = len(rows) > limits.PAGE_ROWS
    return {
        "rows": rows[: limits.PAGE_ROWS],
        "count": count,
        "shown": library.shown(count),
        "first": start + 1,
        "last": start + min(len(rows), limits.PAGE_ROWS),
        "previous": filters.address(chosen, page=number - 1) if number > 1 else "",
        "next": filters.address(chosen, page=number + 1) if more else "",
    }


def _act(request, team, family):
    exports = request.POST.get("action") == "export"
    membership = access.member(request.user, team, at_least=Role.READER if exports else Role.AUTHOR)
    undone = request.GET.get("restore", "")
    asked = undone.split(",") if undone else request.POST.getlist("selected")
    documents = library.picked(membership.team, family, _ids(asked))
    ids = ",".join(str(document.pk) for document in documents)

    if not documents:
        messages.warning(request, f"No {family} were ticked. Tick some first.")
    elif exports:
        return redirect(f"{reverse('export', args=[team])}?ids={ids}")
    elif undone:
        restore_documents(documents, by=request.user)
    else:
        archive_documents(documents, by=request.user)
        what = documents[0].name if len(documents) == 1 else f"{len(documents)} {family}"
        messages.success(request, f"Archived {what}.", extra_tags=f"undo:{request.path}?restore={ids}")
    return redirect("documents", team, family)


def _ids(words):
    return [int(word) for word in words[: limits.PAGE_ROWS * 4] if word.isdecimal() and len(word) < 16]
