"""The library: every agent or guideline of a team, found as one types."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agents import access, limits
from agents.forms import bulk
from agents.operations.archiving import archive_documents, count, restore_documents
from agents.operations.proposed_changes import archiving_of, return_of
from agents.queries import library, summary
from agents.views import filters, proposing
from agents.views.parts import render_part
from agents.views.saved_views import above
from agents.views.toasts import tell


@require_http_methods(["GET", "HEAD", "POST"])
def document_list(request, team, family):
    """The list; a POST acts on the rows that are ticked."""
    if request.method == "POST":
        return _act(request, team, family)
    membership = access.member(request, team)
    request.team, request.section = membership.team, family

    chosen = filters.from_query(request.GET)
    counts, facets = summary.overview(membership.team, family)
    request.nav = {kind: library.shown(number) for kind, number in counts.items()}
    found = library.documents(membership.team, family, chosen, viewer=request.user)
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
        "can_edit": access.may(membership, "POST edit"),
        "can_archive": access.may(membership, "POST archive") and access.may_save(membership),
        "can_propose": access.may(membership, "POST documents propose"),
        "here": filters.address(chosen),
        "can_select_all": count > limits.PAGE_ROWS and count <= limits.BULK_DOCUMENTS,
        **above(membership, family, filters.address(chosen)),
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
    action = "propose" if proposing.is_asked(request) else request.POST.get("action", "")
    action = action if action in ("propose", "export", "archive", "restore", "care", *bulk.KEYS) else ""
    membership = access.member(request, team, action=action)
    documents = _selected(request, membership, family)
    ids = ",".join(str(document.pk) for document in documents)
    here = redirect(f"{request.path}{filters.address(filters.from_query(request.GET))}")

    if not documents:
        messages.error(request, f"No {family} were ticked. Tick some first.")
    elif len(documents) > limits.BULK_DOCUMENTS:
        messages.error(request, f"At most {limits.BULK_DOCUMENTS:,} {family} at once. Narrow the list first.")
    elif action == "propose":
        return _propose(request, membership, family, documents) or here
    elif action == "export":
        return redirect(f"{reverse('export', args=[team])}?ids={ids}")
    elif action in bulk.KEYS and family == "agents":
        return redirect(f"{reverse('bulk-edit', args=[team])}?field={action}&ids={ids}")
    elif action == "care":
        return redirect(f"{reverse('care-of-many', args=[team])}?family={family}&ids={ids}")
    elif action == "archive":
        _tell(request, membership, "Archived", archive_documents(documents, by=request.user))
    elif action == "restore":
        _tell(request, membership, "Restored", restore_documents(documents, by=request.user))
    return here


def _propose(request, membership, family, documents):
    """Propose to put the ticked rows into the archive, or to bring them back; None when nothing is left to do."""
    is_return = request.POST["propose"] == "restore"
    wanted = library.with_heads(one for one in documents if one.is_archived == is_return)
    if not wanted:
        messages.info(request, "That was done already. Nothing was changed.")
        return None
    request.team, request.section = membership.team, family
    changes = [return_of(one) if is_return else archiving_of(one) for one in wanted]
    what = wanted[0].name if len(wanted) == 1 else count(wanted)
    title = f"{'Bring back' if is_return else 'Archive'} {what}"
    return proposing.answer(request, membership, changes, title=title, back=request.get_full_path())


def _selected(request, membership, family):
    """The ticked rows; or with ``all``, which holds the address of a filter, everything that fits it."""
    everything = request.POST.get("all")
    if everything is not None:
        chosen = filters.from_query(QueryDict(everything.removeprefix("?")))
        found = library.documents(membership.team, family, chosen, viewer=request.user)
        return list(found.defer("description")[: limits.BULK_DOCUMENTS + 1])
    words = request.POST.getlist("selected")[: limits.BULK_DOCUMENTS]
    ids = [int(word) for word in words if word.isdecimal() and len(word) < 16]
    return library.picked(membership.team, family, ids)


def _tell(request, membership, verb, step):
    if step is None:
        messages.info(request, "That was done already. Nothing was changed.")
        return
    what = step.document.name if step.document else step.subject
    tell(request, f"{verb} {what}.", team=membership.team, step=step)
