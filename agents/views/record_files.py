"""The record as files: a table that no spreadsheet takes for formulas, and JSON lines."""

import csv
import json
from collections.abc import Iterable, Iterator

from agents.models import Event, Write

HEAD = [
    *("number", "id", "time", "person", "person_id", "action", "subject", "document_id", "details", "writes"),
    *("undoes", "request_id", "previous", "hash"),
]
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # the wide ones are folded by some
Found = Iterable[tuple[Event, list[Write]]]


def as_csv(found: Found) -> Iterator[str]:
    """A row for each event; details and writes are JSON within their cells."""
    writer = csv.writer(Lines())
    yield writer.writerow(HEAD)
    for event, writes in found:
        told = facts(event, writes) | {"details": _json(event.details), "writes": _json(_written(writes))}
        yield writer.writerow([defused(value) for value in told.values()])


def as_json_lines(found: Found) -> Iterator[str]:
    """An object for each event."""
    for event, writes in found:
        yield f"{_json(facts(event, writes))}\n"


def facts(event: Event, writes: list[Write]) -> dict[str, object]:
    """All that is recorded of an event, under the names of ``HEAD``."""
    values = (
        event.number,
        event.pk,
        event.created_at.isoformat(),
        event.actor_name,
        event.actor_id,
        event.action,
        event.subject,
        event.document_id,
        event.details,
        _written(writes),
        event.undoes_id,
        event.request_id,
        event.previous,
        event.hash,
    )
    return dict(zip(HEAD, values, strict=True))


def defused(value: object) -> object:
    """A cell that a spreadsheet shows and never computes."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _written(writes: list[Write]) -> list[dict[str, int]]:
    return [{"document": one.document_id, "before": one.before_id, "after": one.after_id} for one in writes]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


class Lines:
    """What ``csv`` writes to: it gives each line back."""

    def write(self, line: str) -> str:
        return line


FORMATS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "jsonl": ("application/x-ndjson; charset=utf-8", as_json_lines),
}
