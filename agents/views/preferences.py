"""Settings of the person: profile, appearance, and how their account stands."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from agents import access
from agents.forms.preferences import AppearanceForm, ProfileForm
from agents.operations import people
from agents.queries.second_factors import second_factors
from agents.queries.sessions import sessions


@require_http_methods(["GET", "HEAD", "POST"])
def settings_page(request):
    """The profile form, and beside it the appearance form, which posts to its own address."""
    teams = access.teams(request.user)
    request.team, request.section = next(iter(teams), None), "settings"
    form = ProfileForm(request.POST or None, instance=request.user)

    if form.is_valid():
        people.change_profile(request.user, **form.cleaned_data)
        messages.success(request, "Saved. Colleagues now see that name.")
        return redirect(way_back(request, "settings"))

    context = {
        "form": form,
        "appearance": AppearanceForm(instance=request.user),
        "teams": teams,
        "factors": second_factors(request.user),
        "sessions": sessions(request.user, here=request.session.session_key),
    }
    return render(request, "agents/settings.html", context, status=422 if form.is_bound else 200)


@require_POST
def appearance(request):
    """Change theme, density or shortcuts; what was not sent stays as it is."""
    user = request.user
    chosen = {name: request.POST.get(name, getattr(user, name)) for name in ("theme", "density")}
    chosen["shortcuts"] = "shortcuts" in request.POST if "whole" in request.POST else user.shortcuts
    form = AppearanceForm(chosen, instance=user)

    if form.is_valid():
        people.change_appearance(user, **form.cleaned_data)
        if "whole" in request.POST:
            messages.success(request, "Saved.")

    return redirect(way_back(request, "settings"))


def way_back(request, other: str) -> str:
    """The page of this site that the form names, else ``other``, which is a name or a path."""
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return back if safe else other
