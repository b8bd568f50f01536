"""Where one lands: what needs you, what happened, how the library is."""

from types import SimpleNamespace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agents import access
from agents.operations import demo
from agents.operations.teams import may_found
from agents.queries import collaboration, drafts, library, searching
from agents.queries import home as home_queries
from agents.queries.inbox import notices
from agents.queries.needs import needs
from agents.views.inbox_groups import Group, grouped

MOST_EDITED = 5
MOST_TOLD, MOST_GROUPS = 12, 4  # of the inbox


@require_safe
def front(request):
    """Go to the person's first team."""
    teams = access.teams(request.user)
    if not teams:
        return render(request, "agents/no_team.html", {"may_found": may_found(request.user)}, status=403)
    return redirect("home", teams[0].slug)


@require_safe
def home(request, team):
    """A team's home."""
    membership = access.member(request, team)
    request.team, request.section = membership.team, "home"

    verdicts = home_queries.verdicts(membership.team)
    request.nav = {
        "agents": library.shown(verdicts["all"]),
        "guidelines": library.shown(verdicts["guidelines"]),
    }
    steps = home_queries.first_steps(membership.team, request.user)
    edited = (
        searching.edited_by(membership.team, request.user, most=MOST_EDITED)
        if steps.has_own_edits
        else searching.edited_last(membership.team, most=MOST_EDITED)
    )
    needed = needs(membership)
    may_write = access.may(membership, "POST edit")
    is_importing = may_write and steps.has_waiting
    waiting = home_queries.waiting_import(membership.team, request.user) if is_importing else None
    context = {
        "membership": membership,
        "may_write": may_write,
        "attention": library.attention(membership.team),
        "events": library.activity(membership.team, size=6)[:6],
        "verdicts": verdicts,
        "relations": collaboration.links(membership.team),
        "steps": steps,
        "edited": [SimpleNamespace(**row) for row in edited],
        "is_own": steps.has_own_edits,
        "drafts": drafts.left(membership.team, request.user) if may_write and steps.has_drafts else [],
        "told": _told(request, membership),
        "needs": needed,
        "further_items": len(needed.shown) + bool(waiting),
        "waiting": waiting,
    }
    return render(request, "agents/home.html", context)


def _told(request, membership) -> list[Group]:
    """What the person has not read of this team's; who has read everything in all teams is not asked for."""
    if not getattr(request.user, "unread", True):
        return []
    found = notices(request.user).filter(team=membership.team_id, read_at=None)
    return grouped(found[:MOST_TOLD])[:MOST_GROUPS]


@require_POST
def remove_demo(request, team) -> HttpResponse:
    """Take the demo team away, with a way back."""
    membership = access.member(request, team)

    if membership.team.is_demo and demo.remove_demo(by=request.user):
        messages.success(request, "The demo team is gone.", extra_tags="undo:/welcome/demo/")
    return redirect("front")


@require_safe
def patterns(request):
    """Every component on one page; only while developing."""
    return render(request, "agents/patterns.html")
