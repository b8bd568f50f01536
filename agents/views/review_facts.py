"""The Checks and Impact tabs: what the client makes of each file, and who else is touched."""

from django.http import HttpRequest
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agents.views.desk import Desk, opened
from agents.views.review_checks import checks as read_checks
from agents.views.review_checks import impact as read_impact
from agents.views.review_files import files


@require_safe
def checks(request: HttpRequest, team: str, number: int):
    """What Claude Code would load of every file, before and after."""
    return show_checks(opened(request, team, number))


def show_checks(desk: Desk):
    found = read_checks(files(desk, desk.changes))
    return render(desk.request, "agents/proposal_checks.html", desk.context("checks") | {"checks": found})


@require_safe
def impact(request: HttpRequest, team: str, number: int):
    """Relations gained, lost and broken; who follows or names what changes."""
    desk = opened(request, team, number)
    return render(request, "agents/proposal_impact.html", desk.context("impact") | {"impacts": read_impact(desk)})
