"""Saved views: name what a library or the list of proposals shows, rename and delete it; an address for each."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agents import access, own
from agents.forms.saved_views import RenameViewForm, SaveViewForm
from agents.operations import saved_views
from agents.operations.errors import OperationError
from agents.queries.saved_views import views_above
from agents.views import filters, proposal_filters

FAMILIES = {"agents": filters, "guidelines": filters, "proposals": proposal_filters}  # who reads their addresses


@require_safe
def show(request, team, pk):
    """Lead to what the view lists now."""
    membership = access.member(request, team)
    view = own.saved_view(membership, pk)
    return redirect(address(membership.team, view))


@require_http_methods(["GET", "HEAD", "POST"])
def save(request, team):
    """The form that names a view.  A POST whose fields stand in the address undoes a deletion."""
    fields = request.POST if "name" in request.POST else request.GET
    is_shared = request.method == "POST" and "is_shared" in fields
    membership = access.member(request, team, action="shared" if is_shared else "")
    family = fields.get("family")
    request.team, request.section = membership.team, family if family in FAMILIES else "agents"
    may_share = access.may(membership, "POST save-view shared")
    posted = fields if request.method == "POST" else None
    form = SaveViewForm(posted, initial={"family": "agents", **fields.dict()}, may_share=may_share)

    if form.is_valid():
        query = _tidied(form.cleaned_data["family"], form.asked)
        try:
            view = saved_views.save_view(membership.team, by=request.user, **(form.cleaned_data | {"query": query}))
        except OperationError as error:
            return _page(request, form, error=error)
        undo = reverse("delete-view", args=[team, view.pk])
        messages.success(request, f"Saved the view “{view.name}”.", extra_tags=f"undo:{undo}")
        return redirect(address(membership.team, view))

    return _page(request, form)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, team, pk):
    """The form that renames a view, with the button that deletes it."""
    membership = access.member(request, team)
    view = own.view_to_change(request, membership, pk)
    request.team, request.section = membership.team, view.family
    form = RenameViewForm(request.POST if request.method == "POST" else None, initial={"name": view.name})
    before = view.name

    if form.is_valid():
        try:
            saved_views.rename_view(view, by=request.user, **form.cleaned_data)
        except OperationError as error:
            view.name = before
            return _page(request, form, error=error, view=view)
        messages.success(request, f"The view is called “{view.name}” now.")
        return redirect(address(membership.team, view))

    return _page(request, form, view=view)


@require_POST
def delete(request, team, pk):
    membership = access.member(request, team)
    view = own.view_to_change(request, membership, pk)

    saved_views.delete_view(view, by=request.user)

    fields = {"name": view.name, "family": view.family, "query": view.query}
    again = urlencode(fields | ({"is_shared": "on"} if view.is_shared else {}))
    messages.success(
        request, f"Deleted the view “{view.name}”.", extra_tags=f"undo:{reverse('save-view', args=[team])}?{again}"
    )
    return redirect(place(membership.team, view.family))


def above(membership, family: str, here: str) -> dict[str, object]:
    """The saved views above a list; ``keep`` is what could be saved as one: its address ``here``."""
    views = views_above(membership, family)
    for view in views:
        view.href = f"?{view.query}"
        view.is_current = view.href == here
    current = next((view for view in views if view.is_current), None)
    may_change = current and (
        current.creator_id == membership.user_id or access.may(membership, "GET change-view others")
    )
    is_all = here == "?"
    return {
        "views": views,
        "is_all": is_all,
        "current": current if may_change else None,
        "keep": "" if current or is_all else here,
    }


def place(team, family: str) -> str:
    """The list that views of ``family`` stand above."""
    return (
        reverse("proposals", args=[team.slug])
        if family == "proposals"
        else reverse("documents", args=[team.slug, family])
    )


def address(team, view) -> str:
    return f"{place(team, view.family)}?{view.query}"


def _tidied(family: str, asked) -> str:
    words = FAMILIES[family]
    return words.address(words.from_query(asked)).removeprefix("?")


def _page(request, form, *, error=None, view=None):
    if error:
        form.add_error("name", str(error))
    status = error.status if error else 422 if form.is_bound else 200
    context = {"form": form, "view": view, "list": place(request.team, request.section)}
    return render(request, "agents/saved_view.html", context, status=status)
