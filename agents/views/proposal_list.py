"""The proposals of a team: found as one types, in tabs, under names one saved; every state is an address."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest
from django.views.decorators.http import require_safe

from agents import access, limits
from agents.models import Membership
from agents.queries import proposal_list as queries
from agents.queries import summary
from agents.queries.proposal_list import Filter
from agents.views import proposal_filters as filters
from agents.views.filters import page_number
from agents.views.parts import render_part
from agents.views.saved_views import above

TABS = (
    ("open", "Open"),
    ("review", "Needs my review"),
    ("mine", "Mine"),
    ("merged", "Merged"),
    ("closed", "Closed"),
)
ORDERS = (
    ("-updated", "Last changed first"),
    ("updated", "Longest unchanged first"),
    ("-number", "Newest first"),
    ("number", "Oldest first"),
)


@require_safe
def listing(request: HttpRequest, team: str):
    """What fits the address; the page, or while one types its list alone."""
    membership = access.member(request, team)
    request.team = membership.team
    chosen = filters.from_query(request.GET)
    request.section = "needs-review" if chosen == Filter(show="review") else "proposals"

    at = summary.generation(membership.team)
    counts = queries.counts(membership, chosen)
    here = filters.address(chosen)
    context = {
        "chosen": chosen,
        "tabs": list(_tabs(chosen, counts)),
        "people": queries.people(membership, at=at),
        "orders": ORDERS,
        "is_empty": not chosen.is_narrowed and not any(counts.values()),
        "everything": filters.address(Filter(show=chosen.show)),
        "here": here,
        **_page(membership, chosen, counts[chosen.show], page_number(request.GET)),
        **above(membership, "proposals", here),
        "family": "proposals",
        "can_edit": access.may(membership, "POST save-view shared"),
    }
    if chosen == Filter(show=chosen.show):
        context["keep"] = ""  # a tab has a name
    if not request.htmx:
        request.nav = summary.counts(membership.team, at=at)
    response = render_part(request, "agents/proposals.html", "part", context)
    if request.htmx:
        verb = "HX-Replace-Url" if request.htmx.trigger_name == "q" else "HX-Push-Url"
        response.headers[verb] = request.path + here
    return response


def _tabs(chosen: Filter, counts: dict[str, int]) -> Iterator[dict[str, object]]:
    """Each tab keeps what else was asked for."""
    for name, label in TABS:
        address = filters.address(replace(chosen, show=name))
        yield {"label": label, "href": address, "count": f"{counts[name]:,}", "is_current": name == chosen.show}


def _page(membership: Membership, chosen: Filter, count: int, number: int) -> dict[str, object]:
    """One page of rows with its neighbours' addresses; beyond the end stands the last page."""
    size = limits.PAGE_ROWS
    last = max(1, -(-count // size))
    number = min(number, last)
    start = (number - 1) * size
    return {
        "rows": queries.rows(membership, chosen, start=start, size=size) if count else [],
        "count": count,
        "first": start + 1,
        "last": min(start + size, count),
        "previous": filters.address(chosen, page=number - 1) if number > 1 else "",
        "next": filters.address(chosen, page=number + 1) if number < last else "",
    }
