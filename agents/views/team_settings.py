"""The settings of a team: its name, its rules, who looks after what, and its end.  Only for owners."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from agents import access
from agents.forms.teams import OwnedPathForm, RemoveTeamForm, RulesForm
from agents.models import Membership, OwnedPath
from agents.operations import owned_paths, teams
from agents.operations.errors import OperationError
from agents.queries import people as queries
from agents.views.again import asks_again, confirm


@asks_again
@require_http_methods(["GET", "HEAD", "POST"])
def team_settings(request, team):
    """The name and the rules; beside them the forms for who looks after what, which post to their own addresses."""
    membership = access.member(request, team)
    form = RulesForm(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _page(request, membership, rules=form, status=422 if form else 200)

    confirm(request)
    try:
        teams.change_team(membership.team, by=request.user, **form.cleaned_data)
    except OperationError as error:
        form.add_error(None, str(error))
        return _page(request, membership, rules=form, status=error.status)

    messages.success(request, "Saved. The rules hold from now on.")
    return redirect("team-settings", team)


def _page(request, membership: Membership, *, rules=None, owned=None, status: int = 200):
    request.team, request.section = membership.team, "team-settings"
    members = queries.members(membership.team)
    fields = ("name", "direct_save", "approvals", "security_reviewer")
    context = {
        "rules": rules or RulesForm(initial={name: getattr(membership.team, name) for name in fields}),
        "owned": owned or OwnedPathForm(members=members),
        "owned_paths": queries.owned_paths(membership.team),
        "is_alone": len(members) == 1,
        "security_reviewers": [one.user.shown_name for one in members if one.is_security_reviewer],
    }
    return render(request, "agents/team_settings.html", context, status=status)


@asks_again
@require_POST
def own_path(request, team):
    """Let somebody look after a part of the library."""
    membership = access.member(request, team)
    form = OwnedPathForm(request.POST, members=queries.members(membership.team))
    if not form.is_valid():
        return _page(request, membership, owned=form, status=422)

    confirm(request)
    try:
        made = owned_paths.own_path(form.cleaned_data["membership"], form.cleaned_data["pattern"], by=request.user)
    except OperationError as error:
        form.add_error("pattern", str(error))
        return _page(request, membership, owned=form, status=error.status)

    messages.success(request, f"{made.membership.user.shown_name} looks after {made.pattern}.")
    return redirect("team-settings", team)


@asks_again
@require_POST
def disown_path(request, team, pk):
    membership = access.member(request, team)
    owned = OwnedPath.objects.select_related("team").filter(team=membership.team_id, pk=min(pk, 2**63 - 1)).first()
    if owned is None:
        raise Http404("No such pattern.")

    confirm(request)
    owned_paths.disown_path(owned, by=request.user)

    messages.success(request, f"Nobody is named for {owned.pattern} by this line any more.")
    return redirect("team-settings", team)


@asks_again
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, team):
    """Ask for the team's name, then take it out of sight."""
    membership = access.member(request, team)
    form = RemoveTeamForm(request.POST if request.method == "POST" else None, team=membership.team)

    status = 422 if form.is_bound else 200
    if form.is_valid():
        confirm(request)
        try:
            teams.remove_team(membership.team, by=request.user)
        except OperationError as error:
            form.add_error(None, str(error))
            status = error.status
        else:
            messages.success(request, f"{membership.team.name} is removed.")
            return redirect("teams")

    request.team, request.section = membership.team, "team-settings"
    return render(request, "agents/remove_team.html", {"form": form}, status=status)
