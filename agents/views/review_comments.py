"""Comments: the form at a place, what is posted, answers, edits, and what becomes of a suggestion."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agents.forms.review import Place, WordsForm, place
from agents.models import Comment
from agents.operations import reviewing
from agents.operations.errors import OperationError
from agents.operations.proposing import new_once
from agents.queries.review import Thread
from agents.views.desk import Desk, opened
from agents.views.parts import render_part
from agents.views.review_changes import one_file
from agents.views.review_files import File
from agents.views.review_threads import thread_context

SIDES = {"L": Comment.Side.OLD, "R": Comment.Side.NEW}


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, team: str, number: int):
    """The form for a place; a POST says something there, or answers with ``replies_to``."""
    desk = opened(request, team, number)
    if request.method == "POST":
        return _post(desk)
    return _form(desk, place(request.GET), once=new_once())


def _form(desk: Desk, at: Place, *, once: str, problem: str = "", status: int = 200) -> HttpResponse:
    request = desk.request
    file = one_file(desk, at.change, since=at.since, then=at.iteration) if at.change else None
    quoted = file.quoted(at.lines, side=at.side) if file and at.lines else ""
    typed = request.POST
    context = {
        "desk": desk,
        "proposal": desk.proposal,
        "file": file,
        "at": at,
        "quoted": quoted,
        "once": once,
        "problem": problem,
        "words": typed.get("words", ""),
        "suggestion": typed.get("suggestion", _without_end(quoted)),
        "may_suggest": bool(file and at.side == "R" and quoted and not file.change.keeps_its_text),
        "is_suggesting": "suggest" in request.GET or bool(typed.get("suggestion")),
    }
    return render_part(request, "agents/comment.html", "form", context, status=status)


def _post(desk: Desk) -> HttpResponse:
    posted = desk.request.POST
    answered = seen(desk, posted["replies_to"]) if posted.get("replies_to") else None
    at = Place(answered.change_id) if answered else place(posted)
    once, form = posted.get("once", "")[:32], WordsForm(posted)
    if not form.is_valid():
        return _form(desk, at, once=once, problem="This is too long. Say it in fewer words.", status=422)
    try:
        made = reviewing.comment(
            desk.proposal,
            words=form.cleaned_data["words"].replace("\r\n", "\n"),
            by=desk.person,
            replies_to=answered,
            is_pending=posted.get("to") == "review",
            once=once,
            **({"iteration": answered.iteration} if answered else _where(desk, at)),
        )
    except OperationError as error:
        return _form(desk, at, once=once, problem=str(error), status=error.status)
    return _shown(desk, answered or made, made)


def _where(desk: Desk, at: Place) -> dict:
    """What the operation is told of a place, with the suggestion when the lines were changed in the form."""
    if at.change is None:
        return {"iteration": desk.proposal.iteration}
    file = one_file(desk, at.change, since=at.since, then=at.iteration)
    where = {"change": file.change, "iteration": at.iteration or desk.proposal.iteration, "field": at.field}
    if at.lines is None:
        return where
    where |= {"lines": at.lines, "side": SIDES[at.side]}
    if file.since and at.side == "L":
        where |= {"iteration": file.since, "side": Comment.Side.NEW}
    suggestion = desk.request.POST.get("suggestion")
    for_ = _original(desk)
    if suggestion is not None and at.side == "R" and for_.lines:
        text = suggestion.replace("\r\n", "\n")
        if text != _without_end(file.quoted(for_.lines, side="R")).replace("\r\n", "\n"):
            where["suggestion"] = text
    return where


def _original(desk: Desk) -> Place:
    """The lines that the form was filled with, whatever the two numbers say now."""
    asked = desk.request.POST.copy()
    asked["first"] = asked["last"] = ""
    return place(asked)


def _without_end(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")


def seen(desk: Desk, word: str) -> Comment:
    """A comment this person can see, or Http404."""
    found = next((one for one in desk.comments if str(one.pk) == word), None)
    if found is None:
        raise Http404("No such comment.")
    found.proposal = desk.proposal
    return found


def _shown(desk: Desk, about: Comment, made: Comment | None = None) -> HttpResponse:
    """The thread as it is now, for htmx; else the page on which it stands."""
    again = Desk(desk.request, desk.membership, desk.proposal)
    root = about.replies_to_id or about.pk
    thread = next((one for one in again.threads if one.first.pk == root), None)
    if not desk.request.htmx:
        return redirect(address(again, about, mark=(made or about).pk if thread else None))
    return HttpResponse(_drawn(again, thread, made) if thread else _count(again))


def _drawn(desk: Desk, thread: Thread, made: Comment | None) -> str:
    file = _file_of(desk, thread)
    placed = next((one for one in file.placed if one.thread.first.pk == thread.first.pk), None) if file else None
    context = thread_context(desk, thread, placed=placed, file=file)
    context |= {"csrf_token": get_token(desk.request), "made": made.pk if made else None}
    return render_to_string("agents/_review_thread.html", context) + _count(desk)


def _count(desk: Desk) -> str:
    """How many comments wait for the review to be finished, to be swapped in beside its button."""
    context = {"waiting": len(desk.pending), "oob": True, "prefix": "pop-"}
    parts = ("agents/_review_waiting.html", "agents/_review_waits.html")
    return "".join(render_to_string(part, context) for part in parts)


def _file_of(desk: Desk, thread: Thread) -> File | None:
    is_there = any(change.pk == thread.first.change_id for change in desk.changes)
    return one_file(desk, thread.first.change_id) if is_there else None


def address(desk: Desk, about: Comment, *, mark: int | None) -> str:
    """Where a comment stands: on its file's page, or in the conversation."""
    args = [desk.team.slug, desk.proposal.number]
    anchor = f"#c{mark}" if mark else ""
    if about.change_id and any(change.pk == about.change_id for change in desk.changes):
        return reverse("proposal-file", args=[*args, about.change_id]) + anchor
    return reverse("proposal", args=args) + anchor


@require_POST
def edit(request: HttpRequest, team: str, number: int, pk: int):
    """Say it otherwise: one's own comments only."""
    desk = opened(request, team, number)
    found = seen(desk, str(pk))
    if found.author_id != request.user.pk:
        desk.refuse("Only who wrote a comment can say it otherwise.")
    words = request.POST.get("words", "").replace("\r\n", "\n")
    return _done(desk, found, lambda: reviewing.edit_comment(found, words=words, by=desk.person))


@require_POST
def delete(request: HttpRequest, team: str, number: int, pk: int):
    """Take the words away: one's own, and for an owner anybody's."""
    desk = opened(request, team, number)
    found = seen(desk, str(pk))
    if found.author_id != request.user.pk and not desk.may["moderate"]:
        desk.refuse("Only who wrote a comment, or an owner of the team, can delete it.")
    return _done(desk, found, lambda: reviewing.delete_comment(found, by=desk.person))


@require_POST
def resolve(request: HttpRequest, team: str, number: int, pk: int):
    """Resolve a thread, or with ``open`` take that back."""
    desk = opened(request, team, number)
    found = seen(desk, str(pk))
    operation = reviewing.reopen_thread if "open" in request.POST else reviewing.resolve
    return _done(desk, found, lambda: operation(found, by=desk.person))


def _done(desk: Desk, about: Comment, do) -> HttpResponse:
    try:
        do()
    except OperationError as error:
        if desk.request.htmx:
            context = {"problem": str(error)}
            return render(desk.request, "agents/_review_problem.html", context, status=error.status)
        messages.error(desk.request, str(error))
    return _shown(desk, about)
