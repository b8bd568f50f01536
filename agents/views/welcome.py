"""The first minute: the link that signs in, what was found, and the ways to begin."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from agents import access
from agents.operations import demo, people
from agents.operations.errors import LinkSpent
from agents.queries import home, library


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def welcome(request):
    """Sign in with a link, or, signed in, see what was found in the folder agentsite was started in.

    Opening the link spends nothing: the page posts its key at once, so that a program
    that fetches links ahead signs nobody in.
    """
    if request.method == "POST":
        return _sign_in(request, request.POST.get("key", ""))
    if request.user.is_authenticated:
        return _first_run(request)
    key = request.GET.get("key", "")
    return render(request, "agents/sign_in.html", {"key": key}) if key else redirect("account_login")


def _sign_in(request, key: str):
    try:
        user = people.redeem_link(key)
    except LinkSpent as error:
        if request.user.is_authenticated:
            return redirect("front")
        return render(request, "agents/sign_in.html", {"key": "", "error": str(error)}, status=error.status)
    if request.user.is_authenticated and request.user != user:
        logout(request)
    record_authentication(request, user, method="link")
    return perform_login(request, user, redirect_url=reverse("welcome"))  # a second factor is asked for now


def _first_run(request):
    teams = [team for team in access.teams(request.user) if not team.is_demo]
    if not teams:
        return redirect("front")
    request.team, request.section = teams[0], "home"
    staged = home.waiting_import(teams[0], request.user)
    if "key" in request.GET or (staged is None and library.recent(teams[0], most=1)):
        return redirect("welcome" if staged else "front")
    context = {
        "staged": staged,
        "files": home.staged_files(staged) if staged else [],
        "more": home.further_staged_files(staged) if staged else 0,
    }
    return render(request, "agents/welcome.html", context)


@require_POST
def add_demo(request):
    """Add the demo team and go there.  Only owners may: it is a team on the whole site."""
    own = access.teams(request.user)[:1]
    access.member(request, own[0].slug if own else "")
    team = demo.add_demo(by=request.user)
    messages.success(request, "The demo team is there. One click on Home takes it away again.")
    return redirect("home", team.slug)


@require_POST
def sign_out(request):
    logout(request)
    response = redirect("account_login")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
