"""Who did what, newest first."""

from django.views.decorators.http import require_safe

from agents import access, limits
from agents.queries import library, steps
from agents.views.parts import render_part


@require_safe
def activity(request, team):
    """A page of the team's events; ``before`` is the id of the last one already seen."""
    membership = access.member(request.user, team)
    request.team, request.section = membership.team, "activity"

    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
    events = library.activity(membership.team, before=number, size=limits.PAGE_ROWS)
    shown = events[: limits.PAGE_ROWS]
    undoable, undone = steps.ways_back(shown)
    context = {
        "events": shown,
        "undoable": {event.pk for event in shown if event.pk in undoable and access.may_undo(membership, event)},
        "undone": undone,
        "older": events[limits.PAGE_ROWS - 1].pk if len(events) > limits.PAGE_ROWS else None,
        "is_first": number is None,
    }
    return render_part(request, "agents/activity.html", "events", context)
