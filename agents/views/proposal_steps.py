"""What is done to a proposal by a button: asked for review, merged, closed, reopened, taken back, reworded."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from agents import access, own
from agents.forms.review import TitleForm
from agents.models import Proposal
from agents.operations import proposal_merging, proposing, reviewing
from agents.operations.errors import OperationError
from agents.views import proposals
from agents.views.desk import Desk, opened, opened_to_change
from agents.views.review_changes import one_change
from agents.views.toasts import tell


@require_POST
def merge(request: HttpRequest, team: str, number: int):
    """Merge the iteration that was looked at, with the heads that were shown; all of it or nothing."""
    desk = opened(request, team, number)
    if desk.proposal.state == Proposal.State.MERGED:
        messages.info(request, "It is merged already.")
        return redirect("proposal", team, number)
    try:
        event = proposal_merging.merge(
            desk.proposal, iteration=_number(request.POST.get("iteration")), by=request.user, shown=_heads(request)
        )
    except proposal_merging.MergeRefused as refused:
        return _again(desk, "Nothing was merged.", reasons=refused.reasons, status=refused.status)
    except OperationError as error:
        return _again(desk, str(error), status=error.status)
    may_undo = access.may_save(desk.membership)
    see = "" if may_undo else reverse("step", args=[team, event.pk])
    tell(request, f"Merged {desk.proposal}.", team=desk.team, step=event if may_undo else None, see=see)
    return redirect("proposal", team, number)


def _heads(request: HttpRequest) -> dict[int, int]:
    """Which head each moved file had on the page: “head-<change>”."""
    words = {name.removeprefix("head-"): word for name, word in request.POST.items() if name.startswith("head-")}
    return {_number(change): _number(head) for change, head in words.items()}


def _number(word: str | None) -> int:
    return int(word) if word and word.isascii() and word.isdigit() and len(word) < 16 else 0


def _again(desk: Desk, problem: str, *, reasons=(), status: int) -> HttpResponse:
    """The conversation as it is now, with what was typed."""
    fresh = Desk(desk.request, desk.membership, own.proposal(desk.membership, desk.proposal.number))
    typed = desk.request.POST.get("reason", "")
    return proposals.show(fresh, problem=problem, reasons=reasons, status=status, typed=typed)


@require_POST
def ask(request: HttpRequest, team: str, number: int):
    return _step(opened_to_change(request, team, number), proposing.ask_for_review, "Reviewers can judge it now.")


@require_POST
def draft(request: HttpRequest, team: str, number: int):
    return _step(opened_to_change(request, team, number), proposing.back_to_draft, "It is a draft again.")


@require_POST
def close(request: HttpRequest, team: str, number: int):
    """End it without merging, with a reason if there is one."""
    desk, reason = opened_to_change(request, team, number), request.POST.get("reason", "").replace("\r\n", "\n")
    return _step(desk, lambda it, by: proposing.close(it, by=by, reason=reason), "Closed. Everything of it is kept.")


@require_POST
def reopen(request: HttpRequest, team: str, number: int):
    return _step(opened_to_change(request, team, number), proposing.reopen, "It is open again.")


def _step(desk: Desk, operation, sentence: str) -> HttpResponse:
    before = desk.proposal.state
    try:
        after = operation(desk.proposal, by=desk.person)
    except OperationError as error:
        return _again(desk, str(error), status=error.status)
    if after.state != before:
        messages.success(desk.request, sentence)
    return redirect("proposal", desk.team.slug, desk.proposal.number)


@require_POST
def revert(request: HttpRequest, team: str, number: int):
    """Propose the inverse of what was merged."""
    desk = opened(request, team, number)
    try:
        inverse = proposal_merging.revert(desk.proposal, by=request.user, once=request.POST.get("once", "")[:32])
    except OperationError as error:
        return _again(desk, str(error), status=error.status)
    messages.success(request, f"Proposed to take #{number} back. It is reviewed like any other.")
    return redirect("proposal", team, inverse.number)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, team: str, number: int):
    """Title and reason."""
    desk = opened_to_change(request, team, number)
    proposal = desk.proposal
    initial = {"title": proposal.title, "reason": proposal.reason}
    form = TitleForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        words = form.cleaned_data | {"reason": form.cleaned_data["reason"].replace("\r\n", "\n")}
        try:
            proposing.reword(proposal, by=request.user, **words)
        except OperationError as error:
            form.add_error(None, str(error))
        else:
            return redirect("proposal", team, number)
    status = 422 if form.is_bound else 200
    return render(request, "agents/proposal_edit.html", {"proposal": proposal, "form": form}, status=status)


@require_POST
def viewed(request: HttpRequest, team: str, number: int, pk: int):
    """Tick a file as looked at, in the text that was there; with ``not`` take the tick away."""
    desk = opened(request, team, number)
    change = one_change(desk, pk)
    if "not" in request.POST:
        reviewing.unmark_viewed(change, by=request.user)
    else:
        seen = next(
            (one for one in desk.texts if one.change_id == pk and str(one.pk) == request.POST.get("text")), None
        )
        reviewing.mark_viewed(change, text=seen or desk.current[pk], by=request.user)
    if request.htmx:
        query = request.GET.copy()
        query["fold"] = "1"
        return redirect(f"{reverse('proposal-file', args=[team, number, pk])}?{query.urlencode()}")
    return redirect(reverse("proposal-changes", args=[team, number]) + f"#file-{pk}")


@require_POST
def set_aside(request: HttpRequest, team: str, number: int, pk: int):
    """An owner lets a request for changes count no longer, with a reason on the record."""
    desk = opened(request, team, number)
    review = next((one for one in desk.reviews if one.pk == pk), None)
    if review is None:
        raise Http404("No such review.")
    try:
        reviewing.set_aside(review, reason=request.POST.get("reason", ""), by=request.user)
    except OperationError as error:
        return _again(desk, str(error), status=error.status)
    return redirect("proposal", team, number)
