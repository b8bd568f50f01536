"""Names that no agent bears: say who is meant, or that nobody is; and what was said before."""

from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from agents import access, limits
from agents.definition.edges.names import key
from agents.forms import names as asked
from agents.models import Event, Team
from agents.operations import aliases
from agents.operations.errors import OperationError
from agents.queries import unresolved
from agents.queries.unread import unread
from agents.views.filters import clean, page_number
from agents.views.toasts import tell

MOST_ALIASES = 500


@dataclass(frozen=True)
class Row:
    """A name of the page; ``typed`` is whom it is said to mean, ``error`` why that cannot be."""

    name: unresolved.Unresolved
    typed: str
    error: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def names(request, team):
    """The names, those of most agents first; a POST says of some who is meant, and can be undone."""
    membership = access.member(request, team)
    request.team, request.section = membership.team, "agents"

    if request.method == "POST":
        return _said(request, membership)
    return _page(request, membership)


def _page(request, membership, *, typed=(), problem="", status=200):
    only, number = clean(request.GET.get("name", "")), page_number(request.GET)
    start = (number - 1) * limits.PAGE_ROWS
    found = unresolved.page(membership.team, start=start, size=limits.PAGE_ROWS, only=key(only))
    rows = [_row(one, dict(typed)) for one in found[: limits.PAGE_ROWS]]
    context = {
        "rows": rows,
        "only": only,
        "count": unresolved.names(membership.team).order_by().count(),
        "suggested": sum(bool(row.name.suggested) for row in rows),
        "agents": unresolved.agents_of(membership.team).values() if rows else (),
        "aliases": unresolved.aliases(membership.team)[:MOST_ALIASES],
        "unread": unread(membership.team).order_by().count(),
        "can_edit": access.may(membership, "POST names"),
        "problem": problem,
        "previous": _address(number - 1) if number > 1 else "",
        "next": _address(number + 1) if len(found) > limits.PAGE_ROWS else "",
    }
    return render(request, "agents/names.html", context, status=status)


def _row(name: unresolved.Unresolved, typed: dict[str, str]) -> Row:
    if name.written not in typed:
        return Row(name, name.suggested.slug if name.suggested else "")
    said = typed[name.written]
    return Row(name, said, f"No agent here is called “{said}”." if said else "Choose an agent.")


def _address(number: int) -> str:
    return f"?{urlencode({'page': number})}" if number > 1 else "?"


def _said(request, membership):
    team = membership.team
    try:
        if "forget" in request.POST:
            step = aliases.remove(team, [clean(request.POST["forget"])], by=request.user)
        else:
            answer = asked.read(request.POST, unresolved.agents_of(team))
            if answer.unknown:
                return _page(request, membership, typed=answer.unknown.items(), status=422)
            step = aliases.set_many(team, answer.meant, by=request.user)
    except OperationError as error:
        return _page(request, membership, problem=str(error), status=error.status)

    _tell(request, team, step)
    return _back(request, team)


def _tell(request, team: Team, step: Event | None) -> None:
    if step is None:
        messages.info(request, "Nothing was ticked or typed. Nothing was changed.")
        return
    done = step.details["aliases"]
    if len(done) > 1:
        tell(request, f"Said whom {len(done)} names mean.", team=team, step=step)
        return
    after, written = done[0]["after"], step.subject
    meaning = "is as before" if after is None else f"means {after['name']}" if after["name"] else "is not an agent"
    tell(request, f"“{written}” {meaning}.", team=team, step=step)


def _back(request, team: Team):
    """To the agent from whose page one came, else to the names, on the page where one was."""
    slug = clean(request.POST.get("back", ""))
    if slug and slug.replace("-", "").replace("_", "").isalnum() and slug.isascii():
        return redirect("document", team.slug, "agents", slug)
    number = page_number(request.GET)
    return redirect(f"{reverse('names', args=[team.slug])}{_address(number) if number > 1 else ''}")
