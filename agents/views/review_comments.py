"""Comments: the form at a place, what is posted there, and answers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from agents.forms.review import Place, WordsForm, place
from agents.forms.written import plain_newlines
from agents.models import Comment
from agents.operations.errors import OperationError
from agents.operations.proposing import new_once
from agents.queries.review import Thread
from agents.views.deleted_words import undoable
from agents.views.desk import Desk, opened
from agents.views.parts import render_part
from agents.views.review_changes import one_file
from agents.views.review_files import File
from agents.views.review_threads import thread_context

SIDES = {"L": Comment.Side.OLD, "R": Comment.Side.NEW}


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, team: str, number: int):
    """The form for a place; a POST says something there, or answers with ``replies_to``."""
    return form_or_said(opened(request, team, number))


def form_or_said(desk: Desk) -> HttpResponse:
    """Answer to either method."""
    if desk.request.method == "POST":
        return _post(desk)
    return _form(desk, place(desk.request.GET), once=new_once())


def _form(
    desk: Desk, at: Place, *, once: str, answers: Comment | None = None, problem: str = "", status: int = 200
) -> HttpResponse:
    request = desk.request
    if answers and request.htmx:
        return refused(desk, problem, status=status)
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
        "answers": answers,
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
        return _form(
            desk, at, once=once, answers=answered, problem="It holds a character no text can hold.", status=422
        )
    try:
        made = desk.say(
            words=form.cleaned_data["words"].replace("\r\n", "\n"),
            replies_to=answered,
            is_pending=posted.get("to") == "review",
            once=once,
            **({"iteration": answered.iteration} if answered else _where(desk, at)),
        )
    except OperationError as error:
        return _form(desk, at, once=once, answers=answered, problem=str(error), status=error.status)
    return shown(desk, answered or made, made)


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
        text = plain_newlines(suggestion)
        if text != plain_newlines(_without_end(file.quoted(for_.lines, side="R"))):
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


def refused(desk: Desk, problem: str, *, status: int) -> HttpResponse:
    """What could not be done, for htmx: at the head of the form that asked, where all that was typed stays."""
    answer = render(desk.request, "agents/_review_problem.html", {"problem": problem}, status=status)
    answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "this", "afterbegin"
    return answer


def shown(desk: Desk, about: Comment, made: Comment | None = None) -> HttpResponse:
    """The thread as it is now, for htmx; else the page on which it stands."""
    again = desk.again()
    root = about.replies_to_id or about.pk
    thread = next((one for one in again.threads if one.first.pk == root), None)
    if not desk.request.htmx:
        return redirect(address(again, about, mark=(made or about).pk if thread else None))
    if thread is None:
        return HttpResponse(_gone(again, about, root) + _count(again))
    return HttpResponse(_drawn(again, thread, made, about))


def _gone(desk: Desk, about: Comment, root: int) -> str:
    """What is left of a thread of which the last words were deleted: the way back."""
    context = {"team": desk.team, "proposal": desk.proposal, "undo": _undo(desk, about), "root": root}
    return render_to_string("agents/_review_gone.html", context | {"csrf_token": get_token(desk.request)})


def _undo(desk: Desk, about: Comment) -> int | None:
    return about.pk if about.pk in undoable(desk.request.session) else None


def _drawn(desk: Desk, thread: Thread, made: Comment | None, about: Comment) -> str:
    file = _file_of(desk, thread)
    placed = next((one for one in file.placed if one.thread.first.pk == thread.first.pk), None) if file else None
    context = thread_context(desk, thread, placed=placed, file=file)
    context |= {"csrf_token": get_token(desk.request), "made": made.pk if made else None, "undo": _undo(desk, about)}
    return render_to_string("agents/_review_thread.html", context) + _count(desk)


def _count(desk: Desk) -> str:
    """How many comments wait for the review to be finished, to be swapped in beside its button."""
    if not desk.may["review"]:
        return ""
    context = {"waiting": len(desk.pending), "oob": True, "prefix": "pop-"}
    parts = ("agents/_review_waiting.html", "agents/_review_waits.html")
    return "".join(render_to_string(part, context) for part in parts)


def _file_of(desk: Desk, thread: Thread) -> File | None:
    is_there = any(change.pk == thread.first.change_id for change in desk.changes)
    return one_file(desk, thread.first.change_id) if is_there else None


def address(desk: Desk, about: Comment, *, mark: int | None) -> str:
    """Where a comment stands: on its file's page, or in the conversation."""
    anchor = f"#c{mark}" if mark else ""
    if about.change_id and any(change.pk == about.change_id for change in desk.changes):
        return f"{desk.here}changes/{about.change_id}/{anchor}"
    return desk.here + anchor
