"""Steps: what an event did to each document, and whether that can be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q

from agents.definition import paths
from agents.models import Alias, Document, Event, Revision, Write
from agents.queries.care import said

UNTOUCHED = Q(document__head=F("after")) & (
    Q(document__archived_at=F("archived_after")) | Q(document__archived_at=None, archived_after=None)
)


@dataclass(frozen=True)
class Written:
    """What a step did to one document, and why it cannot be taken back, in words, when it cannot."""

    write: Write
    is_back: bool = False  # it stands as it did before the step
    obstacle: str = ""

    @property
    def is_ready(self) -> bool:
        return not (self.is_back or self.obstacle)


def written(event: Event) -> list[Written]:
    """All writes of ``event``, those that cannot be taken back first."""
    writes = event.writes.select_related("document__head", "before", "after")
    found = list(writes.defer("document__head__source", "before__source", "after__source").order_by("document__path"))
    taken = _taken_paths(event, found)
    return sorted((_standing(write, taken) for write in found), key=lambda one: not one.obstacle)


def _standing(write: Write, taken: dict[str, str]) -> Written:
    document = write.document
    if document.head_id == write.after_id and document.archived_at == write.archived_after:
        other = taken.get(paths.key(write.before.path), "") if write.before.path != document.path else ""
        return Written(write, obstacle=f"{other} is another file now." if other else "")
    same_text = document.head.blob_id == write.before.blob_id and document.path == write.before.path
    if same_text and document.is_archived == (write.archived_before is not None):
        return Written(write, is_back=True)
    return Written(write, obstacle=_since(write, document))


def _since(write: Write, document: Document) -> str:
    head = document.head
    if head.pk != write.after_id and document.path != write.after.path:
        return f"{head.author_name} renamed it to {document.path} after that (v{head.number})."
    if head.pk != write.after_id:
        return f"{head.author_name} saved v{head.number} after that."
    return "It was archived after that." if document.is_archived else "It was restored from the archive after that."


def _taken_paths(event: Event, writes: Iterable[Write]) -> dict[str, str]:
    """The paths documents would go back to that others have by now."""
    moved = [write for write in writes if write.before.path != write.after.path]
    if not moved:
        return {}
    wanted = [paths.key(write.before.path) for write in moved]
    others = Document.objects.filter(team=event.team_id, path_key__in=wanted)
    others = others.exclude(pk__in=[write.document_id for write in moved])
    return dict(others.order_by().values_list("path_key", "path"))


def ways_back(events: Iterable[Event]) -> tuple[set[int], set[int]]:
    """The ids of those events of which something can still be taken back, and of those that were; one query, or two."""
    events = list(events)
    untouched = Exists(Write.objects.filter(UNTOUCHED, event=OuterRef("pk")))
    found = Event.objects.filter(pk__in=[event.pk for event in events]).order_by()
    rows = list(found.annotate(can_go=untouched).values_list("pk", "undone_by", "can_go"))
    undone = {pk for pk, undone_by, _ in rows if undone_by is not None}
    undoable = {pk for pk, _, can_go in rows if can_go} - {event.pk for event in events if event.is_of_care}
    undoable |= _with_names([event for event in events if event.is_of_names])
    undoable |= _with_care([event for event in events if event.is_of_care])
    return undoable - undone, undone


def names(event: Event) -> list[dict]:
    """What a step said of written names, each with ``is_ready``: nobody said something else since."""
    said = _said([event])
    return [
        one
        | {
            "written": (one["after"] or one["before"])["written"],
            "is_ready": said.get(one["key"], NOTHING) == _meaning(one["after"]),
        }
        for one in _told(event)
    ]


NOTHING = (False, None)


def _told(event: Event) -> list[dict]:
    return event.details.get("aliases", [])


def _said(events: Iterable[Event]) -> dict[str, tuple[bool, int | None]]:
    """What the names of events of one team mean now."""
    events = list(events)
    keys = {one["key"] for event in events for one in _told(event)}
    found = Alias.objects.filter(team=events[0].team_id, key__in=keys).order_by() if keys else Alias.objects.none()
    return {key: (True, document) for key, document in found.values_list("key", "document_id")}


def _meaning(told: dict | None) -> tuple[bool, int | None]:
    return NOTHING if told is None else (True, told["document"])


def _with_names(events: list[Event]) -> set[int]:
    if not events:
        return set()
    said = _said(events)
    return {
        event.pk
        for event in events
        if any(said.get(one["key"], NOTHING) == _meaning(one["after"]) for one in _told(event))
    }


def care(event: Event) -> list[dict]:
    """What a step said about each document, with ``is_ready``: nobody said something else since."""
    standing = _standing_care([event])
    return [one | {"is_ready": _still_holds(one, standing)} for one in event.details["care"]]


def _standing_care(events: Iterable[Event]) -> dict[int, dict]:
    ids = {one["document"] for event in events for one in event.details["care"]}
    found = Document.objects.filter(pk__in=ids).only("owner", "review_by", "reviewed_at", "reviewed_by")
    return {document.pk: said(document) for document in found}


def _still_holds(one: dict, standing: dict[int, dict]) -> bool:
    now = standing.get(one["document"])
    return now is not None and all(now[column] == value for column, value in one["after"].items())


def _with_care(events: list[Event]) -> set[int]:
    if not events:
        return set()
    standing = _standing_care(events)
    return {event.pk for event in events if any(_still_holds(one, standing) for one in event.details["care"])}


def step_of(revision: Revision) -> Event | None:
    """The step that made ``revision``."""
    write = Write.objects.filter(after=revision).exclude(before=F("after")).select_related("event").first()
    return write and write.event
