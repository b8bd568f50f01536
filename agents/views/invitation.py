"""Where an invitation's link leads: who invites to what; coming in with a new account or one's own."""

from urllib.parse import urlencode

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from agents.forms.joining import JoinForm
from agents.models import Invitation, Membership, Role
from agents.operations import invitations
from agents.operations.account_log import note
from agents.operations.errors import InvitationSpent, OperationError
from agents.operations.joining import join


@never_cache
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request):
    """Opening the link changes nothing; the page's button or form accepts."""
    sent = request.POST if request.method == "POST" else request.GET
    key = sent.get("key", "")
    try:
        found = invitations.find(key)
        if request.method != "POST":
            return _page(request, found, key)
        return _accept(request, key) if request.user.is_authenticated else _join(request, found, key)
    except InvitationSpent as spent:
        return render(request, "agents/invitation_spent.html", {"sentence": str(spent)}, status=spent.status)


def _accept(request, key: str):
    try:
        made = invitations.accept(key, by=request.user)
    except invitations.AlreadyMember as error:
        messages.info(request, str(error))
        return redirect("home", invitations.find(key).team.slug)
    return _in(request, made)


def _join(request, found: Invitation, key: str):
    form = JoinForm(request.POST, invitation=found)
    if not form.is_valid():
        return _page(request, found, key, form=form, status=422)
    try:
        made = join(key, proof=request.POST.get("mailed", ""), **form.cleaned_data)
    except InvitationSpent:
        raise
    except OperationError as error:
        form.add_error(None, str(error))
        return _page(request, found, key, form=form, status=error.status)

    note(made.user, "account.made")
    record_authentication(request, made.user, method="password")
    response = perform_login(request, made.user, redirect_url=reverse("home", args=[made.team.slug]))
    _in(request, made)
    return response


def _in(request, made: Membership):
    role = Role(made.role).label.lower()
    messages.success(request, f"You are in {made.team.name} as {role}.")
    return redirect("home", made.team.slug)


def _page(request, found: Invitation, key: str, *, form: JoinForm | None = None, status: int = 200):
    asked = request.POST if request.method == "POST" else request.GET
    mailed = asked.get("mailed", "")
    here = f"{reverse('invitation')}?{urlencode({'key': key} | ({'mailed': mailed} if mailed else {}))}"
    context = {
        "invitation": found,
        "role": Role(found.role).label.lower(),
        "key": key,
        "mailed": mailed,
        "form": form or JoinForm(invitation=found),
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': here})}",
        "here": here,
    }
    return render(request, "agents/invitation.html", context, status=status)
