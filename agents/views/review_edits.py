"""What becomes of comments: said otherwise, deleted and brought back, their threads resolved and opened again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from agents.models import Comment
from agents.operations import reviewing
from agents.operations.errors import OperationError
from agents.views.deleted_words import forget, keep, kept
from agents.views.desk import Desk, opened
from agents.views.review_comments import refused, seen, shown


@require_POST
def edit(request: HttpRequest, team: str, number: int, pk: int):
    """Say it otherwise: one's own comments only."""
    desk = opened(request, team, number)
    found = seen(desk, str(pk))
    if found.author_id != request.user.pk:
        desk.refuse("Only who wrote a comment can say it otherwise.")
    words = request.POST.get("words", "").replace("\r\n", "\n")
    try:
        reviewing.edit_comment(found, words=words, by=desk.person)
    except OperationError as error:
        return _again(desk, found, words=words, error=error)
    return shown(desk, found)


def _again(desk: Desk, found: Comment, *, words: str, error: OperationError) -> HttpResponse:
    """The form with what was typed."""
    if desk.request.htmx:
        return refused(desk, str(error), status=error.status)
    context = {"desk": desk, "proposal": desk.proposal, "edited": found, "words": words, "problem": str(error)}
    return render(desk.request, "agents/comment.html", context, status=error.status)


@require_POST
def delete(request: HttpRequest, team: str, number: int, pk: int):
    """Take the words away: one's own, and for an owner anybody's.  Whoever did it can bring them back for a while."""
    desk = opened(request, team, number)
    if kept(request.session, pk):
        return shown(desk, _known(desk, pk))  # asked twice: it is done
    found = seen(desk, str(pk))
    if not _may_take_away(desk, found):
        desk.refuse("Only who wrote a comment, or an owner of the team, can delete it.")
    words, suggestion = found.words, found.suggestion
    try:
        reviewing.delete_comment(found, by=desk.person)
    except OperationError as error:
        return _refused(desk, found, error)
    keep(request.session, found.pk, words=words, suggestion=suggestion)
    if not request.htmx:
        undo = reverse("proposal-restore-comment", args=[team, number, pk])
        messages.success(request, "Deleted the comment.", extra_tags=f"undo:{undo}")
    return shown(desk, found)


@require_POST
def restore(request: HttpRequest, team: str, number: int, pk: int):
    """Bring back what the same person deleted a moment ago."""
    desk = opened(request, team, number)
    found = _known(desk, pk)
    words = kept(request.session, pk)
    if words is None and _may_take_away(desk, found) and any(one.pk == pk for one in desk.comments):
        return shown(desk, found, found)  # asked twice: it is back
    if words is None:
        return _refused(desk, found, OperationError("That can no longer be brought back. Write it again."))
    try:
        reviewing.restore_comment(found, words=words.words, suggestion=words.suggestion, by=desk.person)
    except OperationError as error:
        return _refused(desk, found, error)
    forget(request.session, pk)
    return shown(desk, found, found)


@require_POST
def resolve(request: HttpRequest, team: str, number: int, pk: int):
    """Resolve a thread, or with ``open`` take that back."""
    desk = opened(request, team, number)
    found = seen(desk, str(pk))
    operation = reviewing.reopen_thread if "open" in request.POST else reviewing.resolve
    try:
        operation(found, by=desk.person)
    except OperationError as error:
        return _refused(desk, found, error)
    return shown(desk, found)


def _may_take_away(desk: Desk, found: Comment) -> bool:
    return found.author_id == desk.person.pk or desk.may["moderate"]


def _known(desk: Desk, pk: int) -> Comment:
    """A comment of the proposal, be it deleted."""
    found = desk.proposal.comments.select_related("review").filter(pk=pk).first()
    if found is None:
        raise Http404("No such comment.")
    found.proposal = desk.proposal
    return found


def _refused(desk: Desk, about: Comment, error: OperationError) -> HttpResponse:
    if desk.request.htmx:
        return refused(desk, str(error), status=error.status)
    messages.error(desk.request, str(error))
    return redirect("proposal", desk.team.slug, desk.proposal.number)
