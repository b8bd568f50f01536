"""Bring a proposal up to date with what was saved meanwhile; where both changed the same place, one chooses."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from agents.operations import proposing
from agents.operations.errors import OperationError
from agents.operations.proposing import UpdateConflict
from agents.queries.proposal_plans import Planned
from agents.views import proposals
from agents.views.desk import opened_to_change
from agents.views.settling import Choice, choices, settled


@require_POST
def update(request: HttpRequest, team: str, number: int):
    """Make every file an edit of what stands in the library now: a new iteration."""
    desk = opened_to_change(request, team, number)
    iteration = _number(request.POST.get("iteration", "")) or desk.proposal.iteration
    in_conflict = [one for one in desk.standing.planned if one.merged and one.merged.conflicts]
    chosen = {one.change.pk: text for one in in_conflict if (text := _settled(request, one)) is not None}
    heads = {one.change.pk: _number(request.POST.get(f"head-{one.change.pk}", "")) for one in in_conflict}
    try:
        after = proposing.update_from_head(
            desk.proposal, by=request.user, chosen=chosen, heads=heads, iteration=iteration
        )
    except UpdateConflict as conflict:
        is_for_this = iteration == conflict.iteration
        seen = {one.change.pk for one in conflict.planned if is_for_this and heads.get(one.change.pk) == one.head.pk}
        files = [(one, _choices(request, one, is_seen=one.change.pk in seen)) for one in conflict.planned]
        context = {"proposal": desk.proposal, "sentence": str(conflict), "files": files}
        context["iteration"] = conflict.iteration
        return render(request, "agents/proposal_update.html", context, status=conflict.status)
    except OperationError as error:
        return proposals.show(desk, problem=str(error), status=error.status)
    if after.iteration != desk.proposal.iteration:
        messages.success(request, "It is up to date. Approvals of the version before no longer count.")
    else:
        messages.info(request, "It is up to date already.")
    return redirect("proposal-changes", team, number)


def _choices(request: HttpRequest, one: Planned, *, is_seen: bool = True) -> list[Choice]:
    """The places of a file that both changed, with what was posted for each: a choice only for the texts it was of."""
    posted = request.POST.dict()
    if not is_seen:
        posted = {name: value for name, value in posted.items() if not name.startswith("take-")}
    return choices(one.merged, posted, key=str(one.change.pk))


def _settled(request: HttpRequest, one: Planned) -> str | None:
    return settled(one.merged, _choices(request, one)) if one.merged else None


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 16 else 0
