"""The editor while one types: a text goes in, its preview and checks come back; nothing is stored."""

from dataclasses import replace
from functools import lru_cache

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from agents import access
from agents.forms import definition, line_ends
from agents.forms.written import plain_newlines
from agents.models import Document
from agents.views import fixing, live_names, panes


@require_POST
def live(request, team):
    """Answer with the preview; the rest comes out of band, and only what has changed.

    Rendered without a request on purpose: context processors would query.
    """
    membership = access.member(request, team)

    kind = Document.Kind.GUIDELINE if request.POST.get("kind") == "guideline" else Document.Kind.AGENT
    text = plain_newlines(request.POST.get("source", ""))
    applied = _applied(text, request.POST, kind=kind)
    ends, stem = request.POST.get("line_ends", ""), fixing.stem(request.POST)
    fixed = fixing.fixed(line_ends.as_saved(applied.text, ends), _fix(request.POST, kind=kind), stem=stem)
    shown = _with_names(panes.view(fixed.text, kind=kind, stem=stem), membership, request.POST, kind=kind)
    context = {"panes": shown, "checks": shown.checks, "fixed": fixed, "oob": True}
    context["said"] = _said(replace(shown.checks, word_count=0, tokens=0))
    if (new := plain_newlines(fixed.text)) != text:
        context["new_text"] = new
    if (ends_now := line_ends.after(fixed.text, ends)) != ends:
        context["line_ends"] = ends_now
    if applied.errors or shown.frontmatter != request.POST.get("frontmatter_seen"):
        context["definition"] = shown.definition(held=applied.held, errors=applied.errors)

    response = HttpResponse(render_to_string("agents/_editor_live.html", context))
    response.headers["X-Sequence"] = (
        request.POST.get("seq", "")[:12] if request.POST.get("seq", "").isdecimal() else "0"
    )
    return response


@lru_cache(maxsize=256)
def _said(checks: panes.Checks) -> SafeString:
    """What the checks say; it seldom changes from key to key."""
    return render_to_string("agents/_editor_said.html", {"checks": checks, "oob": True})


def _with_names(shown: panes.Panes, membership, post, *, kind: str) -> panes.Panes:
    """Mark the names: all of them when the writer pauses, else those on lines that were read before."""
    if not access.may(membership, "POST edit"):
        return shown
    if "paused" not in post:
        return replace(shown, preview=live_names.looked_up(membership.team, shown.text, shown.preview))
    key = post.get("document", "")
    document_id = int(key) if key.isascii() and key.isdecimal() and len(key) < 16 else None
    preview = live_names.read(membership.team, shown.text, shown.preview, kind=kind, document_id=document_id)
    return replace(shown, preview=preview)


def _fix(post, *, kind: str) -> str:
    return "" if kind == Document.Kind.GUIDELINE else post.get("fix", "")


def _applied(text: str, post, *, kind: str) -> definition.Applied:
    if kind == Document.Kind.GUIDELINE:
        return definition.Applied(text)
    applied = definition.apply(text, post)
    return applied if applied.text != text else definition.Applied(text, applied.errors, applied.held)
