"""The page, or only the part of it that htmx swaps in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers


def render_part(request: HttpRequest, template: str, part: str, context: dict, **kwargs) -> HttpResponse:
    """Render ``template``, or only its ``part`` when htmx asks for a swap.

    Boosted and history-restoring requests get the whole page: a part alone, kept by the
    browser, would come back as a bare fragment.
    """
    htmx = request.htmx
    if htmx and not htmx.boosted and not htmx.history_restore_request:
        template = f"{template}#{part}"
    response = render(request, template, context, **kwargs)
    patch_vary_headers(response, ["HX-Request"])
    return response
