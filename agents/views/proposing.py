"""Propose instead of doing it: whatever a page would write goes into a proposal, after one page that asks why.

A page offers it with a button named ``propose`` and hands the changes over; all it was sent is
carried along until the question is answered.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from agents import access
from agents.definition.diff import Hunk, hunks
from agents.forms.proposing import ProposeForm
from agents.models import Change, Membership, Proposal
from agents.operations.errors import OperationError
from agents.operations.proposal_joining import JoinConflict, Together
from agents.operations.proposed_changes import NewChange, checked
from agents.operations.proposing import add_changes, propose
from agents.operations.reviewing import comment
from agents.operations.ways import chose_to_propose
from agents.queries.proposals import proposals_of
from agents.views.settling import Choice, choices, settled

SHOWN = 50  # files with their lines
MOST = 50  # open proposals to choose from, of one's own and of others
ASIDE = (Change.Kind.ARCHIVE, Change.Kind.RESTORE)  # offered by buttons of their own
PREFIX = "proposal-"  # of the fields of the question
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
    remark: str = "",
    after: Callable[[], object] | None = None,
) -> HttpResponse:
    """Ask what the proposal of ``changes`` is called, or make it when that was answered.

    ``back`` leads to where it was asked for.  ``carried`` are the fields to send again, all that were
    posted unless told.  ``remark`` is something to know before.  ``after`` is done once it is proposed.
    """
    changes, opened = list(changes), _opened(request, membership)
    is_answered = any(name.startswith(PREFIX) for name in request.POST)
    form = _form(request.POST if is_answered else None, request, opened, title=title)
    unsettled: Sequence[Together] = ()
    try:
        changes = checked(membership.team, changes)
        if is_answered and form.is_valid():
            made = _make(request, membership, changes, form.cleaned_data, opened)
            if any(change.kind not in ASIDE for change in changes):
                chose_to_propose(membership)
            if after:
                after()
            return made
        status = 422 if is_answered else 200
    except OperationError as error:
        unsettled = error.files if isinstance(error, JoinConflict) else ()
        form = form if is_answered else _form({f"{PREFIX}title": title}, request, opened, title=title)
        form.is_valid()
        form.add_error(None, str(error))
        status = error.status
    shown = {
        "form": form,
        "back": back,
        "remark": remark,
        "unsettled": [(one, _choices(request, one)) for one in unsettled],
    }
    return _page(request, membership, changes, carried, shown, status=status)


def _opened(request: HttpRequest, membership: Membership) -> tuple[list[Proposal], list[Proposal]]:
    """The open proposals this may join: one's own, and for those who may change them those of others."""
    mine = list(proposals_of(membership.team, by=request.user)[:MOST])
    if not access.may(membership, "POST proposal-edit others"):
        return mine, []
    return mine, list(proposals_of(membership.team).exclude(author=request.user)[:MOST])


def _form(posted: Mapping | None, request: HttpRequest, opened, *, title: str) -> ProposeForm:
    """``?proposal=`` in the address says which proposal was meant when the page was opened."""
    mine, others = opened
    return ProposeForm(
        posted,
        mine=mine,
        others=others,
        title=title,
        into=request.GET.get("proposal") or request.POST.get("proposal", ""),
    )


def _make(request, membership: Membership, changes: list[NewChange], said: dict, opened) -> HttpResponse:
    into = next((one for group in opened for one in group if str(one.number) == said.get("into")), None)
    if into is None:
        words = {name: said[name] for name in ("title", "reason", "is_draft", "once")}
        made = propose(membership.team, changes, by=request.user, **words)
        messages.success(request, f"Proposed: {made}. Nothing is saved until it is merged.")
        return redirect("proposal", membership.team.slug, made.number)
    made = _join(request, into, changes)
    if said["reason"]:
        comment(made, words=said["reason"], by=request.user, iteration=made.iteration, once=said["once"])
    if made.iteration == into.iteration:
        messages.info(request, f"{made} holds that already. Nothing was changed.")
    else:
        messages.success(request, f"Put into {made}, as iteration {made.iteration}.")
    return redirect("proposal", membership.team.slug, made.number)


def _join(request: HttpRequest, into: Proposal, changes: list[NewChange]) -> Proposal:
    """Put the changes into a proposal, with what was chosen where it changes the same places."""
    try:
        return add_changes(into, changes, by=request.user)
    except JoinConflict as conflict:
        texts = {one.there.change.document_id: settled(one.merged, _choices(request, one)) for one in conflict.files}
        chosen = {pk: text for pk, text in texts.items() if text is not None}
        seen = {pk: _number(request.POST.get(f"{PREFIX}seen-{pk}", "")) for pk in chosen}
        return add_changes(into, changes, by=request.user, chosen=chosen, seen=seen)


def _choices(request: HttpRequest, one: Together) -> list[Choice]:
    return choices(one.merged, request.POST, key=str(one.there.change.document_id), prefix=PREFIX)


def _number(word: str) -> int:
    return int(word) if word.isascii() and word.isdigit() and len(word) < 16 else 0


def _page(request, membership, changes, carried, shown: dict, *, status: int) -> HttpResponse:
    request.team = membership.team
    if carried is None:
        names = [name for name in request.POST if not name.startswith((PREFIX, "csrfmiddlewaretoken"))]
        sent = [(name, value) for name in names for value in request.POST.getlist(name)]
    else:
        sent = [*carried.items(), ("propose", "1")]
    context = shown | {
        "files": [_shown(change) for change in changes[:SHOWN]],
        "further": max(0, len(changes) - SHOWN),
        "count": len(changes),
        "carried": sent,
        "action": request.get_full_path(),
        "prefix": PREFIX,
    }
    return render(request, "agents/propose.html", context, status=status)


def _shown(change: NewChange) -> Shown:
    if change.kind in ASIDE:
        return Shown(change, [])
    return Shown(change, hunks(change.base.source if change.base else "", change.text))


def page_of(change: NewChange) -> str:
    """The address of the document a change is of."""
    document = change.document
    return reverse("document", args=[document.team.slug, document.family, document.slug])
