"""The end of a review: one verdict, with every comment that waited for it."""

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agents import access
from agents.forms.review import VerdictForm
from agents.models import Review
from agents.operations import reviewing
from agents.operations.errors import OperationError
from agents.views.desk import Desk, opened

VERDICT = "POST proposal-review verdict"
DONE = {
    Review.Verdict.APPROVE: "Approved.",
    Review.Verdict.CHANGES: "You asked for changes. Whoever wrote it is told.",
    Review.Verdict.COMMENT: "Your comments can be read now.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, team: str, number: int):
    """The form of the verdict; it is also the popover of every page of the proposal."""
    desk = opened(request, team, number)
    if request.method != "POST":
        return _page(desk, VerdictForm(initial={"verdict": Review.Verdict.COMMENT}))
    form = VerdictForm(request.POST)
    if not form.is_valid():
        return _page(desk, form, status=422)
    verdict, words = form.cleaned_data["verdict"], form.cleaned_data["words"].replace("\r\n", "\n")
    last = desk.my_review
    if form.cleaned_data["seen"] != (last.pk if last else None):
        if last and (last.verdict, last.words) == (verdict, words):
            messages.info(request, "That review was sent already.")
            return redirect("proposal", team, number)
        form.add_error(None, "You finished another review meanwhile. Send this one too, or leave it.")
        return _page(desk, form, status=409)
    if form.cleaned_data["verdict"] != Review.Verdict.COMMENT and not access.may(desk.membership, VERDICT):
        desk.refuse("Only reviewers approve or ask for changes. You can comment.")
    try:
        reviewing.finish_review(
            desk.proposal, verdict=verdict, words=words, iteration=form.cleaned_data["iteration"], by=request.user
        )
    except OperationError as error:
        form.add_error(None, str(error))
        return _page(desk, form, status=error.status)
    messages.success(request, DONE[verdict])
    return redirect("proposal", team, number)


def _page(desk: Desk, form: VerdictForm, *, status: int = 200):
    context = desk.context("conversation") | {"verdict": form}
    return render(desk.request, "agents/finish_review.html", context, status=status)
