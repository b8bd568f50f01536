"""Who did what, newest first: of a team and of one document, narrowed, and as a file."""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from agents import access, limits, own
from agents.queries import activity as queries
from agents.queries import steps
from agents.queries.activity import Asked
from agents.views.documents import rights
from agents.views.parts import render_part
from agents.views.record_files import FORMATS


@require_safe
def activity(request, team):
    """A page of the team's events; ``before`` is the id of the last one already seen."""
    membership = access.member(request, team)
    request.team, request.section = membership.team, "activity"
    asked = from_query(request.GET)
    return render_part(
        request, "agents/activity.html", "events", _context(request, membership, asked) | {"title": "Activity"}
    )


@require_safe
def of_document(request, team, family, slug):
    """The same of one document, beside its text and its versions."""
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    request.team, request.section = membership.team, family
    context = _context(request, membership, from_query(request.GET), document=document)
    context |= rights(membership, document) | {"title": f"Activity of {document.name}"}
    return render_part(request, "agents/document_activity.html", "events", context)


@require_safe
def download(request, team):
    """What the page shows, all pages of it, as a file."""
    membership = access.member(request, team)
    return _file(queries.events(membership.team, from_query(request.GET)), request.GET, name=team)


@require_safe
def download_of_document(request, team, family, slug):
    membership = access.member(request, team)
    document = own.document(membership, family, slug)
    found = queries.events(membership.team, from_query(request.GET), document=document)
    return _file(found, request.GET, name=f"{team}-{slug}")


def _file(found, query: QueryDict, *, name: str) -> StreamingHttpResponse:
    ending = "jsonl" if query.get("format") == "jsonl" else "csv"
    content_type, lines = FORMATS[ending]
    response = StreamingHttpResponse(lines(queries.everything(found)), content_type=content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{name}-activity.{ending}")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def from_query(query: QueryDict) -> Asked:
    """Read what is asked for; whatever we cannot use is left out."""
    person, kind = query.get("person", ""), query.get("kind", "")
    return Asked(
        person=person if person == queries.SITE or _number(person) else "",
        kind=kind if kind in queries.KINDS or kind == queries.OTHER else "",
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _words(asked: Asked) -> dict[str, str]:
    return {name: str(value) for name, value in vars(asked).items() if value}


def _context(request, membership, asked: Asked, *, document=None) -> dict:
    before = _number(request.GET.get("before", ""))
    found = queries.events(membership.team, asked, document=document)
    events = queries.page(found, before=before, size=limits.PAGE_ROWS)
    shown: Iterable = events[: limits.PAGE_ROWS]
    undoable, undone = steps.ways_back(shown)
    words = _words(asked)
    older = events[limits.PAGE_ROWS - 1].pk if len(events) > limits.PAGE_ROWS else None
    return {
        "events": shown,
        "undoable": {event.pk for event in shown if event.pk in undoable and access.may_undo(membership, event)},
        "undone": undone,
        "older": urlencode(words | {"before": older}) if older else "",
        "is_first": before is None,
        "asked": asked,
        "people": queries.people(membership.team, asked),
        "kinds": [*((word, label) for word, (label, _) in queries.KINDS.items()), (queries.OTHER, "Anything else")],
        "newest": f"?{urlencode(words)}",
        "files": urlencode(words) if access.may(membership, "GET activity-file") else None,
    }
