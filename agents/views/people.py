"""The people of a team: everybody sees who is in it; owners change what they may do, and remove them."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agents import access
from agents.forms.people import InviteForm, MemberForm, roles
from agents.models import Membership, Role
from agents.operations import members
from agents.operations.errors import OperationError
from agents.queries import people as queries
from agents.views.again import asks_again, confirm


@require_safe
def people(request, team):
    """Who is in the team; for owners, who was invited, and the form to invite somebody.

    The address may hold what to fill in: one comes back with it from choosing a password.
    """
    membership = access.member(request, team)
    typed = {name: request.GET[name] for name in ("role", "email") if name in request.GET}
    return show(request, membership, form=_form(membership, initial=typed))


def _form(membership: Membership, **given) -> InviteForm:
    return InviteForm(**given, by=membership, sends_mail=settings.MAIL_IS_CONFIGURED)


def show(request, membership: Membership, *, form: InviteForm | None = None, status: int = 200, **more):
    """The page, also as an answer to what its forms posted."""
    request.team, request.section = membership.team, "people"
    is_owner = access.may(membership, "POST invite")
    found = queries.members(membership.team)
    context = {
        "members": found,
        "me": membership,
        "is_owner": is_owner,
        "is_alone": len(found) == 1,
        "roles": roles(membership.role),
        "form": form or _form(membership),
        "pending": queries.pending(membership.team) if is_owner else [],
        "sends_mail": settings.MAIL_IS_CONFIGURED,
        "reviewer": Role.REVIEWER,
    }
    return render(request, "agents/people.html", context | more, status=status)


@asks_again
@require_POST
def change(request, team, pk):
    """Give a member another role."""
    membership = access.member(request, team)
    member = _member(membership, pk)
    confirm(request)
    form = MemberForm(request.POST, up_to=membership.role)
    if not form.is_valid():
        return show(request, membership, problem="That role cannot be given. Choose one from the list.", status=422)

    try:
        changed = members.change_member(member, by=request.user, **form.cleaned_data)
    except OperationError as error:
        return show(request, membership, problem=str(error), status=error.status)

    messages.success(request, _told(changed))
    return redirect("people", team)


def _told(changed: Membership) -> str:
    label = Role(changed.role).label.lower()
    security = " and a security reviewer" if changed.is_security_reviewer else ""
    return f"{changed.user.shown_name} is {'an' if label[0] in 'ao' else 'a'} {label}{security}."


@asks_again
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, team, pk):
    """Ask first, then take somebody out of the team."""
    membership = access.member(request, team)
    member = _member(membership, pk)
    if request.method != "POST":
        return _ask(request, membership, member)

    confirm(request)
    try:
        members.remove_member(member, by=request.user)
    except OperationError as error:
        return _ask(request, membership, member, problem=str(error), status=error.status)

    messages.success(request, f"{member.user.shown_name} is not in {membership.team.name} any more.")
    return redirect("front") if member.pk == membership.pk else redirect("people", team)


@asks_again
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request, team):
    """Ask first, then take oneself out of the team."""
    membership = access.member(request, team)
    if request.method != "POST":
        return _ask(request, membership, membership)

    confirm(request)
    try:
        members.leave_team(membership)
    except OperationError as error:
        return _ask(request, membership, membership, problem=str(error), status=error.status)

    messages.success(request, f"You left {membership.team.name}.")
    return redirect("front")


def _member(membership: Membership, pk: int) -> Membership:
    """A member of the same team, or Http404."""
    found = Membership.objects.select_related("user", "team").filter(team=membership.team_id, pk=min(pk, 2**63 - 1))
    if (member := found.first()) is None:
        raise Http404("No such member.")
    return member


def _ask(request, membership: Membership, member: Membership, *, problem: str = "", status: int = 200):
    request.team, request.section = membership.team, "people"
    context = {"member": member, "is_own": member.pk == membership.pk, "problem": problem}
    return render(request, "agents/remove_member.html", context, status=status)
