"""Saved views: name what a library shows, rename and delete it; a lasting address for each."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from agents import access
from agents.forms.saved_views import RenameViewForm, SaveViewForm
from agents.operations import saved_views
from agents.operations.errors import OperationError
from agents.views import filters


@require_safe
def show(request, team, pk):
    """Lead to what the view lists now."""
    membership = access.member(request, team)
    view = access.saved_view(membership, pk)
    return redirect(address(membership.team, view))


@require_http_methods(["GET", "HEAD", "POST"])
def save(request, team):
    """The form that names a view.  A POST whose fields stand in the address undoes a deletion."""
    fields = request.POST if "name" in request.POST else request.GET
    is_shared = request.method == "POST" and "is_shared" in fields
    membership = access.member(request, team, action="shared" if is_shared else "")
    family = fields.get("family")
    request.team, request.section = membership.team, family if family == "guidelines" else "agents"
    may_share = access.may(membership, "POST save-view shared")
    posted = fields if request.method == "POST" else None
    form = SaveViewForm(posted, initial={"family": "agents", **fields.dict()}, may_share=may_share)

    if form.is_valid():
        query = filters.address(filters.from_query(form.asked)).removeprefix("?")
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
    view = access.changeable_view(request, membership, pk)
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
    view = access.changeable_view(request, membership, pk)

    saved_views.delete_view(view, by=request.user)

    fields = {"name": view.name, "family": view.family, "query": view.query}
    again = urlencode(fields | ({"is_shared": "on"} if view.is_shared else {}))
    messages.success(
        request, f"Deleted the view “{view.name}”.", extra_tags=f"undo:{reverse('save-view', args=[team])}?{again}"
    )
    return redirect("documents", team, view.family)


def address(team, view) -> str:
    return f"{reverse('documents', args=[team.slug, view.family])}?{view.query}"


def _page(request, form, *, error=None, view=None):
    if error:
        form.add_error("name", str(error))
    status = error.status if error else 422 if form.is_bound else 200
    return render(request, "agents/saved_view.html", {"form": form, "view": view}, status=status)
