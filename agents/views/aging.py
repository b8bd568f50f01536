"""The aging list: what waits longest for somebody to read it again, as a page and as a file."""

from urllib.parse import urlencode

from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agents import access, limits
from agents.forms.care import TIMES, USUAL
from agents.queries.aging import KINDS, aging
from agents.views.aging_rows import as_csv
from agents.views.filters import page_number


@require_safe
def page(request, team):
    """One page of it; ``only`` narrows it."""
    membership = access.member(request, team)
    request.team, request.section = membership.team, "agents"
    only, number = _only(request), page_number(request.GET)
    found = aging(membership.team, only, viewer=request.user)
    start = (number - 1) * limits.PAGE_ROWS
    rows = list(found[start : start + limits.PAGE_ROWS + 1])
    if not rows and number > 1:
        start, number, rows = 0, 1, list(found[: limits.PAGE_ROWS + 1])
    context = {
        "rows": rows[: limits.PAGE_ROWS],
        "only": only,
        "kinds": [(word, label, _address(only=word)) for word, label in KINDS.items()],
        "number": number,
        "previous": _address(only=only, page=number - 1) if number > 1 else "",
        "next": _address(only=only, page=number + 1) if len(rows) > limits.PAGE_ROWS else "",
        "file": _address(only=only),
        "can_edit": access.may(membership, "POST reviewed"),
        "times": TIMES,
        "usual": str(USUAL),
    }
    return render(request, "agents/aging.html", context)


@require_safe
def download(request, team):
    """What the page shows, all pages of it."""
    membership = access.member(request, team)
    rows = list(aging(membership.team, _only(request), viewer=request.user))  # no cursor stays open while it is sent
    response = StreamingHttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{team}-aging.csv")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _only(request) -> str:
    only = request.GET.get("only", "")
    return only if only in KINDS else ""


def _address(*, only: str, page: int = 1) -> str:
    words = ({"only": only} if only else {}) | ({"page": page} if page > 1 else {})
    return f"?{urlencode(words)}"
