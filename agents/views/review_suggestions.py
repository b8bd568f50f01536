"""Suggestions: taken over one by one, or several together."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from agents.models import Comment
from agents.operations import reviewing
from agents.operations.errors import OperationError
from agents.views.desk import Desk, opened_to_change
from agents.views.review_comments import address, seen


@require_POST
def apply(request: HttpRequest, team: str, number: int):
    """Put one suggestion, or the ticked ones together, into the proposal: one new iteration."""
    desk = opened_to_change(request, team, number)
    ticked = [seen(desk, word) for word in dict.fromkeys(request.POST.getlist("comment"))]
    waiting = [one for one in ticked if one.applied_in is None]
    if not ticked:
        messages.error(request, "No suggestion was ticked. Tick some first.")
    elif not waiting:
        messages.info(request, "That was applied already. Nothing was changed.")
    else:
        _apply(desk, waiting)
    if len(ticked) == 1:
        return redirect(address(desk, ticked[0], mark=ticked[0].pk))
    return redirect("proposal-changes", team, number)


def _apply(desk: Desk, comments: list[Comment]) -> None:
    try:
        reviewing.apply_suggestions(comments, by=desk.person)
    except OperationError as error:
        messages.error(desk.request, str(error))
        return
    count = len(comments)
    names = " and ".join(dict.fromkeys(one.author_name for one in comments))
    what = "suggestion" if count == 1 else f"{count} suggestions"
    messages.success(desk.request, f"Applied the {what} by {names}. Approvals of the version before no longer count.")
