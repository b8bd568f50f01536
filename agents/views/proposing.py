"""Propose instead of doing it: whatever a page would write goes into a proposal, after one page that asks why.

A page offers it with a button named ``propose`` and hands the changes over; all it was sent is
carried along until the question is answered.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agents.definition.diff import Hunk, hunks
from agents.forms.proposing import ProposeForm
from agents.models import Change, Membership, Proposal
from agents.operations.errors import OperationError
from agents.operations.proposed_changes import NewChange, checked
from agents.operations.proposing import add_changes, propose
from agents.queries.proposals import proposals_of

SHOWN = 50  # files with their lines
MINE = 50
VERBS = {"edit": "Changed", "add": "Added", "rename": "Renamed", "archive": "Archived", "restore": "Brought back"}


@dataclass(frozen=True)
class Shown:
    """A file of the proposal with the lines that would change."""

    change: NewChange
    hunks: list[Hunk]

    @property
    def verb(self) -> str:
        return VERBS[self.change.kind]


def is_asked(request: HttpRequest) -> bool:
    """Whether the button was pressed that proposes instead of doing it."""
    return "propose" in request.POST


def answer(
    request: HttpRequest,
    membership: Membership,
    changes: Iterable[NewChange],
    *,
    title: str,
    back: str,
    carried: Mapping[str, str] | None = None,
    after: Callable[[], object] | None = None,
) -> HttpResponse:
    """Ask what the proposal of ``changes`` is called, or make it when that was answered.

    ``back`` leads to where it was asked for.  ``carried`` are the fields to send again, all that were
    posted unless told.  ``after`` is done once it is proposed.
    """
    changes = list(changes)
    opened = list(proposals_of(membership.team, by=request.user)[:MINE])
    is_answered = any(name.startswith("proposal-") for name in request.POST)
    form = ProposeForm(request.POST if is_answered else None, opened=opened, title=title)
    status = 200
    try:
        changes = checked(membership.team, changes)
        if is_answered and form.is_valid():
            made = _make(request, membership, changes, form.cleaned_data, opened)
            if after:
                after()
            return _done(request, made)
        status = 422 if is_answered else 200
    except OperationError as error:
        form = form if is_answered else ProposeForm({"proposal-title": title}, opened=opened)
        form.is_valid()
        form.add_error(None, str(error))
        status = error.status
    return _page(request, membership, form, changes, carried, back=back, status=status)


def _make(request, membership: Membership, changes: list[NewChange], said: dict, opened: list[Proposal]) -> Proposal:
    into = next((one for one in opened if str(one.number) == said.get("into")), None)
    if into is not None:
        return add_changes(into, changes, by=request.user)
    words = {name: said[name] for name in ("title", "reason", "is_draft", "once")}
    return propose(membership.team, changes, by=request.user, **words)


def _done(request, proposal: Proposal) -> HttpResponse:
    messages.success(request, f"Proposed: {proposal}. Nothing is saved until it is merged.")
    return redirect("proposal", proposal.team.slug, proposal.number)


def _page(request, membership, form, changes, carried, *, back, status) -> HttpResponse:
    request.team = membership.team
    if carried is None:
        names = [name for name in request.POST if not name.startswith(("proposal-", "csrfmiddlewaretoken"))]
        sent = [(name, value) for name in names for value in request.POST.getlist(name)]
    else:
        sent = [*carried.items(), ("propose", "1")]
    context = {
        "form": form,
        "files": [_shown(change) for change in changes[:SHOWN]],
        "further": max(0, len(changes) - SHOWN),
        "count": len(changes),
        "carried": sent,
        "action": request.get_full_path(),
        "back": back,
    }
    return render(request, "agents/propose.html", context, status=status)


def _shown(change: NewChange) -> Shown:
    if change.kind in (Change.Kind.ARCHIVE, Change.Kind.RESTORE):
        return Shown(change, [])
    return Shown(change, hunks(change.base.source if change.base else "", change.text))


def page_of(change: NewChange) -> str:
    """The address of the document a change is of."""
    document = change.document
    return reverse("document", args=[document.team.slug, document.family, document.slug])
