"""Finding by a few letters: the page, and the same results as a part for the palette."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from agents import access
from agents.forms.new import file_name
from agents.views import found
from agents.views.filters import clean

MOST_SEEN = 12


@require_safe
def anywhere(request):
    """Search in the team named by ``in``, else in the person's first one: for pages that know no team."""
    teams = access.teams(request.user)
    if not teams:
        return redirect("front")
    team = next((team for team in teams if team.slug == request.GET.get("in")), teams[0])
    query = request.GET.urlencode()
    return redirect(f"{reverse('search', args=[team.slug])}{f'?{query}' if query else ''}")


@require_safe
def search(request, team):
    """What is near ``q``; without it what is recent.  ``seen`` are documents last looked at, ``here`` the one open."""
    membership = access.member(request, team)
    request.team, request.section = membership.team, "search"

    typed = clean(request.GET.get("q", "")).lstrip("> ")
    here = _ids(request.GET.get("here", ""))
    if typed:
        groups = found.groups(membership, typed, here=here)
    else:
        groups = found.recent(membership.team, request.user, seen=_ids(request.GET.get("seen", "")), but=here)
    context = {"typed": typed, "groups": groups, "team": membership.team}
    if typed and not groups and access.may(membership, "POST edit"):
        context["new_name"] = file_name(typed)

    return _part(context) if request.htmx else _page(request, context)


def _page(request, context):
    response = render(request, "agents/search.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def _part(context):
    """Rendered without a request on purpose: context processors would query."""
    response = HttpResponse(render_to_string("agents/_search_results.html", context))
    patch_vary_headers(response, ["HX-Request"])
    return response


def _ids(words: str) -> list[int]:
    asked = words.split(",")[:MOST_SEEN]
    return [int(word) for word in asked if word.isascii() and word.isdecimal() and len(word) < 16]
