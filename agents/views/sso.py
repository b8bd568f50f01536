"""The way to a provider and back.  Imported only where one is configured."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import QueryDict
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException


def begin(view, name: str):
    """Lead to the provider called ``name`` by way of a page of ours.

    A form may be sent to this site only, wherever its answer redirects, so that our policy for pages stays strict
    and need not know through which hosts the provider leads.
    """

    @never_cache
    @login_not_required
    @require_POST
    @wraps(view)
    def lead(request, *args, **kwargs):
        request.GET, request.POST = QueryDict(), _only_next(request.POST)
        try:
            response = view(request, *args, **kwargs)
        except RequestException:
            return render(request, "socialaccount/authentication_error.html", {"name": name}, status=502)
        if response.status_code != 302:
            return response
        return render(request, "socialaccount/going.html", {"name": name, "address": response["Location"]})

    return lead


def _only_next(given: QueryDict) -> QueryDict:
    """What was sent, but for allauth's switches: this door is for signing in alone."""
    kept = QueryDict(mutable=True)
    if "next" in given:
        kept["next"] = given["next"]
    return kept
