"""Where one lands: what needs you, what happened, how the library is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from agents import access
from agents.models import Role
from agents.operations import demo
from agents.queries import drafts, library
from agents.queries import home as home_queries


@require_safe
def front(request):
    """Go to the person's first team."""
    teams = access.teams(request.user)
    if not teams:
        return render(request, "agents/no_team.html", status=403)
    return redirect("home", teams[0].slug)


@require_safe
def home(request, team):
    """A team's home."""
    membership = access.member(request.user, team)
    request.team, request.section = membership.team, "home"

    events = library.activity(membership.team, size=6)[:6]
    steps = home_queries.first_steps(membership.team, request.user)
    may_write = membership.role >= Role.AUTHOR
    request.nav = library.counts(membership.team, at=events[0].pk if events else 0)
    context = {
        "membership": membership,
        "may_write": may_write,
        "attention": library.attention(membership.team),
        "events": events,
        "verdicts": home_queries.verdicts(membership.team),
        "steps": steps,
        "teams": access.teams(request.user),
        "drafts": drafts.left(membership.team, request.user) if may_write and steps.has_drafts else [],
        "waiting": home_queries.waiting_import(membership.team, request.user),
    }
    return render(request, "agents/home.html", context)


@require_POST
def remove_demo(request, team) -> HttpResponse:
    """Take the demo team away, with a way back."""
    membership = access.member(request.user, team, at_least=Role.OWNER)

    if membership.team.is_demo and demo.remove_demo(by=request.user):
        messages.success(request, "The demo team is gone.", extra_tags="undo:/welcome/demo/")
    return redirect("front")


@require_safe
def patterns(request):
    """Every component on one page; only while developing."""
    return render(request, "agents/patterns.html")
