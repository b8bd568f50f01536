"""Invite people into a team, make a new link for who was invited, and take an invitation back."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from agents import access, limits
from agents.forms.people import InviteForm
from agents.models import Invitation, Membership
from agents.operations import invitation_mail, invitations
from agents.operations.errors import OperationError, TooOften
from agents.views.again import asks_again, confirm
from agents.views.people import show

FIRST = "Choose a password first. Once others can come in, the link of the start is not your only way back any more."


@asks_again
@require_POST
def invite(request, team):
    """Show the link once; a mail goes out too where there is an address and a mail server."""
    membership = access.member(request, team)
    form = InviteForm(request.POST, by=membership, sends_mail=settings.MAIL_IS_CONFIGURED)
    if not form.is_valid():
        return show(request, membership, form=form, status=422)
    if not request.user.has_usable_password():
        return _choose_password(request, team)

    confirm(request)
    try:
        sent = invitations.invite(membership.team, by=request.user, **form.cleaned_data)
    except OperationError as error:
        form.add_error(None, str(error))
        return _refused(show(request, membership, form=form, status=error.status), error)
    return _sent(request, membership, sent)


def _choose_password(request, team) -> HttpResponse:
    """Who invites others must be able to sign in; they come back with what they typed."""
    typed = {name: request.POST.get(name, "") for name in ("role", "email")}
    back = f"{reverse('people', args=[team])}?{urlencode(typed)}#invite"
    messages.info(request, FIRST)
    return redirect(f"{reverse('account_set_password')}?{urlencode({'next': back})}")


def _sent(request, membership: Membership, sent: invitations.Sent) -> HttpResponse:
    """The page with the link, which is known only now and stands nowhere else."""
    invitation = sent.invitation
    link = request.build_absolute_uri(f"{reverse('invitation')}?{urlencode({'key': sent.key})}")
    is_mailed = bool(settings.MAIL_IS_CONFIGURED and invitation.email)
    if is_mailed:
        invitation_mail.send(invitation, link=f"{link}&{urlencode(invitation_mail.proof(sent.key))}")
    made = {"invitation": invitation, "link": link, "is_mailed": is_mailed, "days": limits.INVITATION_DAYS}
    return show(request, membership, made=made)


def _refused(response: HttpResponse, error: OperationError) -> HttpResponse:
    if isinstance(error, TooOften):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


@asks_again
@require_POST
def renew(request, team, pk):
    """A new link, shown once; the old one is good no longer."""
    membership = access.member(request, team)
    invitation = _invitation(membership, pk)
    if not request.user.has_usable_password():
        return _choose_password(request, team)

    confirm(request)
    try:
        sent = invitations.renew(invitation, by=request.user)
    except OperationError as error:
        return _refused(show(request, membership, problem=str(error), status=error.status), error)
    return _sent(request, membership, sent)


@require_POST
def revoke(request, team, pk):
    membership = access.member(request, team)
    invitation = _invitation(membership, pk)

    try:
        invitations.revoke(invitation, by=request.user)
    except OperationError as error:
        return show(request, membership, problem=str(error), status=error.status)

    messages.success(request, f"The invitation for {invitation.whom} is taken back. Its link lets nobody in any more.")
    return redirect("people", team)


def _invitation(membership: Membership, pk: int) -> Invitation:
    """An invitation to the same team, or Http404."""
    found = Invitation.objects.select_related("team").filter(team=membership.team_id, pk=min(pk, 2**63 - 1))
    if (invitation := found.first()) is None:
        raise Http404("No such invitation.")
    return invitation
