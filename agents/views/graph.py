"""The graph of who works with whom: picture, table and matrix of the same links, and the files of them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from agents import access, limits
from agents.definition.graph.dot import to_dot
from agents.definition.graph.file import to_svg_file
from agents.definition.graph.mermaid import to_mermaid
from agents.definition.graph.table import matrix_of
from agents.queries import library
from agents.views import inspecting, link_rows, pictures, sights
from agents.views.filters import page_number

WIDEST_MATRIX = 250  # nodes; a larger one is no page any more
COLUMNS = (("Agent", "agent"), ("Names", "other"), ("Link", "link"), ("Told", "tier"), ("Places", "places"))
FILES = {"mmd": "text/plain; charset=utf-8", "dot": "text/vnd.graphviz; charset=utf-8", "svg": "image/svg+xml"}


@require_safe
def graph(request, team):
    """The page, the part that filters change, or what stands beside the picture."""
    membership = access.member(request, team)
    request.team, request.section = membership.team, "graph"
    sight = sights.from_query(request.GET)

    shown = pictures.picture(membership.team, sight)
    request.nav = {f"{kind}s": library.shown(shown.counts.get(kind, 0)) for kind in ("agent", "guideline")}
    is_beside = bool(request.htmx) and request.htmx.target == "inspector"
    context = {
        "sight": sight,
        "shown": shown,
        "can_edit": access.may(membership, "POST edit"),
        **_beside(membership, shown),
        **({} if is_beside else _links(shown, page_number(request.GET))),
    }

    response = render(request, f"agents/graph.html{_part(request, is_beside)}", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    if request.htmx:
        response.headers["HX-Push-Url"] = request.path + sight.address
    return response


def _part(request, is_beside: bool) -> str:
    htmx = request.htmx
    if not htmx or htmx.boosted or htmx.history_restore_request:
        return ""
    return "#beside" if is_beside else "#part"


def _beside(membership, shown: pictures.Picture) -> dict:
    node = shown.node(shown.sight.beside)
    return {
        "node": node,
        "facts": inspecting.facts_of(shown.whole),
        "inspected": inspecting.inspected(membership, shown) if node else None,
        "standing": None if node else inspecting.standing(shown),
        "focus": shown.node(shown.sight.focus),
    }


def _links(shown: pictures.Picture, number: int) -> dict:
    """What each way of showing the links needs; the plain page holds two of them."""
    view = shown.sight.view
    context: dict = {"is_wide": len(shown.graph.nodes) <= WIDEST_MATRIX, "widest": WIDEST_MATRIX}
    if not shown.graph.nodes:
        return context
    if view in ("", "graph"):
        context["drawing"] = pictures.drawn(shown)
    if view in ("", "table"):
        context |= _table(shown, number)
    if view == "matrix" and context["is_wide"]:
        context["matrix"] = matrix_of(shown.graph)
    return context


def _table(shown: pictures.Picture, number: int) -> dict:
    rows = link_rows.link_rows(shown)
    page = link_rows.page_of(shown, rows, number=number)
    if not page and number > 1:
        return _table(shown, 1)
    last = (number - 1) * limits.PAGE_ROWS + len(page)
    base = shown.sight.but(view="table").address
    return {
        "rows": page,
        "count": len(rows),
        "first": last - len(page) + 1,
        "last": last,
        "previous": f"{base}&page={number - 1}" if number > 1 else "",
        "next": f"{base}&page={number + 1}" if last < len(rows) else "",
        "columns": [_column(shown.sight, *column) for column in COLUMNS],
    }


def _column(sight: sights.Sight, label: str, key: str) -> dict[str, str]:
    first = f"-{key}" if key == "places" else key
    now = {key: "ascending", f"-{key}": "descending"}.get(sight.sort or "agent", "")
    other = key if first != key else f"-{key}"
    sort = other if (sight.sort or "agent") == first else first
    return {"label": label, "href": sight.but(view="table", sort=sort).address, "now": now}


@require_safe
def graph_file(request, team, form):
    """What the page shows, in a language that other programs read."""
    membership = access.member(request, team)
    shown = pictures.picture(membership.team, sights.from_query(request.GET))

    written = {
        "mmd": lambda: to_mermaid(shown.graph),
        "dot": lambda: to_dot(shown.graph),
        "svg": lambda: to_svg_file(pictures.drawn(shown), title=f"Who works with whom in {membership.team.name}"),
    }
    response = HttpResponse(written[form](), content_type=FILES[form])
    response.headers["Content-Disposition"] = f'attachment; filename="{membership.team.slug}-graph.{form}"'
    return response
