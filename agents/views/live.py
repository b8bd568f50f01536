"""The editor while one types: a text goes in, its preview and checks come back; nothing is stored."""

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from agents import access
from agents.forms import definition
from agents.forms.written import plain_newlines
from agents.models import Document
from agents.views import panes


@require_POST
def live(request, team):
    """Answer with the preview; the rest comes out of band, and only what has changed.

    Rendered without a request on purpose: context processors would query.
    """
    access.member(request.user, team)

    kind = Document.Kind.GUIDELINE if request.POST.get("kind") == "guideline" else Document.Kind.AGENT
    text = plain_newlines(request.POST.get("source", ""))
    applied = _applied(text, request.POST, kind=kind)
    shown = panes.view(applied.text, kind=kind)
    context = {"panes": shown, "checks": shown.checks, "oob": True}
    if applied.text != text:
        context["new_text"] = applied.text
    if applied.errors or shown.frontmatter != request.POST.get("frontmatter_seen"):
        context["definition"] = shown.definition(held=applied.held, errors=applied.errors)

    response = HttpResponse(render_to_string("agents/_editor_live.html", context))
    response.headers["X-Sequence"] = (
        request.POST.get("seq", "")[:12] if request.POST.get("seq", "").isdecimal() else "0"
    )
    return response


def _applied(text: str, post, *, kind: str) -> definition.Applied:
    if kind == Document.Kind.GUIDELINE:
        return definition.Applied(text)
    applied = definition.apply(text, post)
    return applied if applied.text != text else definition.Applied(text, applied.errors, applied.held)
