"""The chain of a team's events: each holds the hash of the one before it and its own, over all it says.

The next event takes the team's ``Chain`` row with a lock that lasts until the transaction ends; it is the
last thing a write does, so writers wait for one another only while that commits.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from agents.models import Chain, Event, Team, Write

COLUMNS = (
    "team_id",
    "number",
    "actor_id",
    "actor_name",
    "action",
    "document_id",
    "subject",
    "details",
    "undoes_id",
    "request_id",
    "created_at",
)
WRITE_COLUMNS = ("document_id", "before_id", "after_id", "slug_before", "archived_before", "archived_after")

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":")).encode


def append(event: Event, *, writes: Sequence[Write]) -> None:
    """Save ``event`` with its writes as the next link of its team.  The caller holds a transaction."""
    end = _locked_end(event.team)
    event.number, event.previous = end.number + 1, end.hash
    event.details = json.loads(_encode(event.details))  # as it will be read: pairs are lists, keys are text
    values = [getattr(event, name) for name in COLUMNS]
    event.hash = seal(event.previous, values, ([getattr(write, name) for name in WRITE_COLUMNS] for write in writes))
    event.save(force_insert=True)
    for write in writes:
        write.event = event
    if writes:
        Write.objects.bulk_create(writes)
    Chain.objects.filter(pk=end.pk).update(number=event.number, hash=event.hash)


def _locked_end(team: Team) -> Chain:
    ends = Chain.objects.select_for_update().filter(pk=team.pk)
    end = ends.first()
    if end is None:
        Chain.objects.bulk_create([Chain(team=team)], ignore_conflicts=True)
        end = ends.get()
    return end


def seal(previous: str, values: Sequence[Any], writes: Iterable[Sequence[Any]]) -> str:
    """The hash of an event: of its predecessor's, its ``COLUMNS`` and its writes' ``WRITE_COLUMNS`` in their order."""
    content = [*values[:-1], _moment(values[-1])]
    done = [[*write[:-2], _moment(write[-2]), _moment(write[-1])] for write in writes]
    return hashlib.sha256(f"{previous}\n{_encode([content, done])}".encode()).hexdigest()


def _moment(value: datetime | str | None) -> str | None:
    """A time as SQLite writes it, to the microsecond, whichever database it comes from."""
    if value is None:
        return None
    if isinstance(value, str):
        return value if "." in value else f"{value}.000000"
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")
