"""One's own teams: go to one, make one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agents import access
from agents.forms.teams import TeamForm
from agents.operations.errors import OperationError
from agents.operations.teams import found_team, may_found
from agents.queries import people as queries


@require_http_methods(["GET", "HEAD", "POST"])
def teams(request):
    """The person's teams; who owns one can make another."""
    if request.method != "POST":
        return _page(request, TeamForm())
    access.founder(request)
    form = TeamForm(request.POST)
    if not form.is_valid():
        return _page(request, form, status=422)

    try:
        made = found_team(**form.cleaned_data, by=request.user)
    except OperationError as error:
        form.add_error("address" if form.cleaned_data["address"] else "name", str(error))
        return _page(request, form, status=error.status)

    messages.success(request, f"{made.name} is there. Bring in its agents, or invite its people.")
    return redirect("home", made.slug)


def _page(request, form: TeamForm, *, status: int = 200):
    own = queries.memberships(request.user)
    request.team, request.section = next((one.team for one in own), None), "teams"
    counted = {team.pk: team for team in queries.counted(request.user)}
    context = {
        "teams": [(one, counted.get(one.team_id)) for one in own],
        "form": form,
        "may_found": may_found(request.user),
    }
    return render(request, "agents/teams.html", context, status=status)
