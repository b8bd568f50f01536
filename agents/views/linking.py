"""Say in an agent's own text with whom it works: add it, word it otherwise, take it out.

Each page shows the lines that would change before anything is saved.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from agents import access, own
from agents.definition.diff import hunks
from agents.forms.linking import NoteForm
from agents.models import Document, Membership, Revision
from agents.operations import edge_edits
from agents.operations.errors import EditConflict, OperationError
from agents.operations.proposed_changes import edit_of
from agents.queries import names, relations
from agents.views import conflicts, proposing, sights
from agents.views.parts import render_part
from agents.views.saved import tell_saved


@dataclass(frozen=True)
class Edit:
    """An edit of one agent's text: what it would be, and how it is saved."""

    agent: Document
    base: Revision
    draft: Callable[[str], str]
    save: Callable[[str], Revision]


@require_http_methods(["GET", "HEAD", "POST"])
def add(request, team, slug):
    """Let an agent say that it works with another, in the section its file has for that."""
    membership, agent, base = _opened(request, team, slug)
    if agent.is_archived:
        return _archived(request, agent)
    wanted = request.POST.get("to") or request.GET.get("to", "")
    other = own.document(membership, "agents", wanted) if wanted else None
    context = {"what": "add", "other": other}
    if other is None:
        others = [one for one in names.agents_by_slug(membership.team) if one[0] != agent.slug]
        return _page(request, agent, base, context | {"others": others})

    edit = Edit(
        agent,
        base,
        lambda note: edge_edits.with_edge(agent, other, base=base, note=note),
        lambda note: edge_edits.add_edge(agent, other, base=base, by=request.user, note=note),
    )
    said = _said(other, agent)
    return _answer(request, edit, context | {"said": said}, note=said)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request, team, slug, line, start):
    """Word otherwise what an agent says of another."""
    _, agent, base = _opened(request, team, slug)
    if agent.is_archived:
        return _archived(request, agent)
    place = line, start
    try:
        edge = edge_edits.edge_at(agent, place, base=base)
    except OperationError as refused:
        return _gone(request, refused)

    edit = Edit(
        agent,
        base,
        lambda note: edge_edits.with_note(agent, place, note=note, base=base),
        lambda note: edge_edits.change_note(agent, place, note=note, base=base, by=request.user),
    )
    return _answer(request, edit, {"what": "change", "edge": edge}, note=edge.note)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, team, slug, line, start):
    """Take out of an agent's text what it says of another."""
    _, agent, base = _opened(request, team, slug)
    if agent.is_archived:
        return _archived(request, agent)
    place = line, start
    try:
        edge = edge_edits.edge_at(agent, place, base=base)
    except OperationError as refused:
        return _gone(request, refused)

    edit = Edit(
        agent,
        base,
        lambda _: edge_edits.without_edge(agent, place, base=base),
        lambda _: edge_edits.remove_edge(agent, place, base=base, by=request.user),
    )
    return _answer(request, edit, {"what": "remove", "edge": edge}, note="")


def _opened(request, team: str, slug: str) -> tuple[Membership, Document, Revision]:
    membership = access.member(request, team)
    agent = own.edited_document(membership, "agents", slug, key=request.POST.get("document", ""))
    request.team, request.section = membership.team, "graph"
    base = conflicts.revision(agent, request.POST.get("base", "")) or agent.head
    return membership, agent, base


def _answer(request, edit: Edit, context: dict, *, note: str):
    """Show the draft; a post with ``save`` saves it."""
    is_posted = request.method == "POST"
    form = NoteForm(request.POST if is_posted else None, initial={"note": note})
    if is_posted and not form.is_valid():
        return _page(request, edit.agent, edit.base, context | {"form": form}, status=422)
    words = form.cleaned_data["note"] if is_posted else note
    try:
        text = edit.draft(words)
        if is_posted and proposing.is_asked(request):
            return _proposed(request, edit, text)
        if is_posted and "save" in request.POST:
            return _saved(request, edit, edit.save(words), text)
    except EditConflict as conflict:
        return conflicts.show(request, edit.agent, conflict, base=edit.base, text=text)
    except OperationError as refused:
        context |= {"form": form, "problem": str(refused)}
        return _page(request, edit.agent, edit.base, context, status=refused.status if is_posted else 200)
    return _page(request, edit.agent, edit.base, context | {"form": form, "draft": text})


def _proposed(request, edit: Edit, text: str):
    change = edit_of(edit.agent, text, base=edit.base)
    title = f"Whom {edit.agent.name} works with"
    return proposing.answer(request, request.membership, [change], title=title, back=request.get_full_path())


def _saved(request, edit: Edit, saved: Revision, text: str):
    tell_saved(request, edit.agent, saved, base=edit.base, text=text)
    return redirect(f"{_back(request)}#inspector")


def _said(source: Document, target: Document) -> str:
    """What ``source`` says of ``target`` in its surest place, as a beginning."""
    works_with = relations.collaboration(source).works_with
    found = next((one for one in works_with if one.other.pk == target.pk), None)
    return found.sentences[0].note if found and found.tier == "structure" else ""


def _gone(request, refused: OperationError):
    messages.info(request, str(refused))
    return redirect(_back(request))


def _archived(request, agent: Document):
    messages.info(request, f"{agent.path} is in the archive. Restore it to change it.")
    return redirect("document", agent.team.slug, agent.family, agent.slug)


def _sight(request) -> sights.Sight:
    """The sight the person came from, whatever stands in the query string."""
    word = request.POST.get("back") or request.GET.get("back", "")
    return sights.from_query(QueryDict(word.removeprefix("?")))


def _back(request) -> str:
    return reverse("graph", args=[request.team.slug]) + _sight(request).address


def _page(request, agent: Document, base: Revision, context: dict, *, status=200):
    draft = context.get("draft")
    context |= {
        "agent": agent,
        "base": base,
        "sight": _sight(request),
        "back": _back(request),
        "hunks": None if draft is None else hunks(base.source, draft),
        "is_same": draft == base.source,
    }
    return render_part(request, "agents/link.html", "draft", context, status=status)
