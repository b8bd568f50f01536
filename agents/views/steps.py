"""One step of the record: what it did to each document, and the way back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from agents import access, own
from agents.models import Event, Write
from agents.operations import care, undoing
from agents.operations.aliases import take_back
from agents.operations.errors import OperationError
from agents.operations.steps_back import changes_back
from agents.queries import steps
from agents.views import care_rows, proposing
from agents.views.toasts import tell

SHOWN = 200  # documents of one step
TITLE = 120


@require_safe
def step(request, team, pk):
    """A step, for ever at this address."""
    membership = access.member(request, team)
    event = own.step(membership, pk)

    return _page(request, membership, event)


@require_POST
def undo(request, team, pk):
    """Take a step back, or propose to; with ``others`` only what was not changed since."""
    if proposing.is_asked(request):
        return _propose(request, team, pk)
    membership = access.member(request, team)
    event = own.step_to_undo(request, membership, pk)
    operation = undoing.undo_others if "others" in request.POST else undoing.undo
    operation = take_back if event.is_of_names else care.take_back if event.is_of_care else operation

    try:
        made = operation(event, by=request.user)
    except undoing.AlreadyUndone as nothing:
        messages.info(request, str(nothing))
        return _back(request, event)
    except OperationError as error:
        return _page(request, membership, event, problem=str(error), status=error.status)

    tell(request, _sentence(made), team=membership.team, step=made)
    return _back(request, made)


def _propose(request, team: str, pk: int):
    """Propose to take back what anybody did to texts; what was saved since is merged with it, or conflicts."""
    membership = access.member(request, team, action="propose")
    event = own.step(membership, pk)
    request.section = "activity"
    title = f"{'Redo' if event.is_undo else 'Undo'}: {event.sentence}"[:TITLE]
    back = reverse("step", args=[team, pk])
    return proposing.answer(request, membership, changes_back(event), title=title, back=back)


def _page(request, membership, event: Event, *, problem="", status=200):
    request.team, request.section = membership.team, "activity"
    written = [] if event.is_of_care else steps.written(event)
    undone_by = Event.objects.filter(undoes=event).first()
    names = steps.names(event) if event.is_of_names else []
    cared = care_rows.rows(event) if event.is_of_care else []
    may_write = access.may_save(membership) or not written
    may_undo = bool(written or names or cared) and access.may_undo(membership, event)
    context = {
        "event": event,
        "written": written[:SHOWN],
        "further": max(0, len(written or cared) - SHOWN),
        "blocked": sum(bool(one.obstacle) for one in written),
        "ready": sum(one.is_ready for one in written) + sum(one["is_ready"] for one in (*names, *cared)),
        "names": names,
        "cared": cared[:SHOWN],
        "undone_by": undone_by,
        "may_undo": may_undo and undone_by is None and may_write,
        "may_redo": undone_by is not None and access.may_undo(membership, undone_by) and may_write,
        "may_propose": bool(written) and undone_by is None and access.may(membership, "POST undo propose"),
        "problem": problem,
    }
    return render(request, "agents/step.html", context, status=status)


def _back(request, event: Event):
    """To the step's own page when one came from there, else to what it is about."""
    team = event.team.slug
    if request.POST.get("from") == "step":
        return redirect("step", team, event.pk)
    if event.is_of_names:
        return redirect("activity", team)
    writes = event.writes.select_related("document")[:2]
    document = writes[0].document
    if len(writes) == 1:
        return redirect("document", team, document.family, document.slug)
    return redirect("documents", team, document.family)


def _sentence(made: Event) -> str:
    """Say what taking a step back did."""
    begin, target = "Undone" if made.is_undo else "Done again", made.undoes
    left = target.writes.count() - made.writes.count()
    rest = f" {left:,} {'is left as it is' if left == 1 else 'are left as they are'}." if left else ""
    if made.document is None:
        return f"{begin} for {made.subject}.{rest}"
    if made.is_of_care:
        return f"{begin}: owner and review of {made.document.name} are as before."
    write = made.writes.select_related("before", "after").get()
    return f"{begin}: {_what(write, target)}{rest}"


def _what(write: Write, target: Event) -> str:
    name = target.document.name if target.document else write.document.name
    if not write.changes_text:
        return f"{name} is {'in' if write.archived_after else 'back from'} the archive."
    if write.before.path != write.after.path:
        return f"{write.before.path} is {write.after.path} again."
    old = target.writes.select_related("before").get(document=write.document_id).before
    return f"{name} has the text of v{old.number} again, as v{write.after.number}."
