"""While somebody writes a comment: how its Markdown will look, and whom it can speak to."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST, require_safe

from agents import access
from agents.queries.people import Mentionable
from agents.templatetags.reviewing import as_prose


@require_POST
def preview(request: HttpRequest, team: str):
    """The words as they will be read; nothing is kept."""
    membership = access.member(request, team)
    words = request.POST.get("words", "").replace("\r\n", "\n")
    return HttpResponse(as_prose(words, Mentionable(membership.team, own=request.user.get_username())))


@require_safe
def people(request: HttpRequest, team: str):
    """The members whose ``@username`` reaches them, for js/review/mentioning.js."""
    membership = access.member(request, team)
    found = Mentionable(membership.team).people
    return JsonResponse({"people": [{"name": name, "shown": shown} for name, shown in found]})
