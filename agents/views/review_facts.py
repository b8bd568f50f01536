"""The Checks and Impact tabs: what the client makes of each file, who else is touched, and both in short."""

from django.http import HttpRequest
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from agents.views.desk import Desk, opened
from agents.views.parts import render_part
from agents.views.review_checks import checks as read_checks
from agents.views.review_files import files
from agents.views.review_impact import Impact
from agents.views.review_short import made_short
from agents.views.review_told import Told


@require_safe
def checks(request: HttpRequest, team: str, number: int):
    """What Claude Code would load of every file, before and after; ``short`` asks for what stands beside a page."""
    desk = opened(request, team, number)
    if request.htmx and "short" in request.GET:
        context = {"desk": desk, "short": made_short(desk), "oob": True}
        response = render(request, "agents/_proposal_short.html", context)
        patch_vary_headers(response, ["HX-Request"])
        return response
    return show_checks(desk)


def show_checks(desk: Desk):
    found = read_checks(desk)
    same = [check for check in found if check.kind == "same"]
    context = desk.context("checks") | {"checks": [check for check in found if check.kind != "same"], "same": same}
    return render(desk.request, "agents/proposal_checks.html", context)


@require_safe
def impact(request: HttpRequest, team: str, number: int):
    """Links gained, lost and broken; who follows or names what changes."""
    desk = opened(request, team, number)
    laid_out = {file.pk: file for file in files(desk, desk.changes)}
    told = Told(desk, Impact(desk), laid_out)
    return render_part(request, "agents/proposal_impact.html", "impact", desk.context("impact") | {"told": told})
