"""Walk the chain of every team and name its first broken link.

Rows are read as they lie in the database, past the models: what is checked is what is stored.  Writers
need not stop: the ends of the chains are read first, and whatever comes after them is new.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from agents.models import Chain, Event, Team
from agents.operations.chain import COLUMNS, WRITE_COLUMNS, seal

PAGE = 2_000
GUARD = "agents_event_no_"
Row = Sequence[Any]


@dataclass(frozen=True)
class Verdict:
    """What became of one team's chain; ``broken`` says where it breaks first, and is empty when it holds."""

    team: str
    events: int
    head: str
    broken: str = ""


def verify() -> Iterator[Verdict]:
    """Check team after team."""
    ends = {end.team_id: end for end in Chain.objects.all()}
    names = dict(Team.objects.values_list("pk", "slug"))
    found = Event.objects.order_by().values_list("team_id", flat=True).distinct()
    for team in sorted({*ends, *found}):
        yield _walk(team, names.get(team, f"team {team}"), ends.get(team))


def is_guarded() -> bool:
    """Whether the database still refuses to change and delete events."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT COUNT(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{GUARD}%"])
        else:
            where = "tgrelid = 'agents_event'::regclass AND tgenabled IN ('O', 'A')"
            cursor.execute(f"SELECT COUNT(*) FROM pg_trigger WHERE {where} AND tgname LIKE %s", [f"{GUARD}%"])  # noqa: S608
        return cursor.fetchone()[0] == 2


def _walk(team: int, name: str, end: Chain | None) -> Verdict:
    number, head = 0, ""
    for row, writes in _events(team):
        broken = _fault(team, row, writes, number=number, head=head)
        number, head = number + 1, row[2]
        if not broken and end and end.number == number and end.hash != head:
            broken = f"event {number} (id {row[0]}) was altered: the end of the chain holds another hash"
        if broken:
            return Verdict(name, number - 1, head, broken)
    return Verdict(name, number, head, _cut_off(team, end, number))


def _cut_off(team: int, end: Chain | None, number: int) -> str:
    if end is None and not Chain.objects.filter(pk=team).exists():
        return "the end of the chain is missing"
    if end and end.number > number:
        return f"event {number + 1} is missing: the chain ends at {end.number}"
    return ""


def _fault(team: int, row: Row, writes: list[Row], *, number: int, head: str) -> str:
    """What is wrong with the event that should be the next after ``number``, whose hash is ``head``."""
    pk, previous, own, *values = row
    which = f"event {number + 1}"
    if values[1] != number + 1:
        there = Event.objects.filter(team=team, number=number + 1).values_list("pk", flat=True).first()
        if there is None:
            return f"{which} is missing: event {values[1]} (id {pk}) stands in its place"
        return f"{which} (id {there}) was reordered: event {values[1]} (id {pk}) was written in its place"
    if previous != head and number:
        return f"event {number} was altered: {which} (id {pk}) holds another hash of it"
    if previous != head:
        return f"{which} (id {pk}) was altered: it is the first, but follows another"
    try:
        values[7] = json.loads(values[7])
        same = seal(previous, values, writes) == own
    except (ValueError, TypeError, AttributeError):
        same = False
    return "" if same else f"{which} (id {pk}) was altered: its content does not have its hash"


def _events(team: int) -> Iterator[tuple[Row, list[Row]]]:
    """The team's events in the order of their ids, each with its writes."""
    details = "e.details" if connection.vendor == "sqlite" else "e.details::text"
    columns = ", ".join(details if name == "details" else f"e.{name}" for name in COLUMNS)
    statement = f"""
        SELECT e.id, e.previous, e.hash, {columns} FROM agents_event e
        WHERE e.team_id = %s AND e.id > %s ORDER BY e.id LIMIT {PAGE}
    """  # noqa: S608
    last = 0
    while page := _rows(statement, [team, last]):
        writes = _writes(team, page[0][0], page[-1][0])
        last = page[-1][0]
        for row in page:
            yield row, writes.get(row[0], [])


def _writes(team: int, first: int, last: int) -> dict[int, list[Row]]:
    columns = ", ".join(f"w.{name}" for name in WRITE_COLUMNS)
    statement = f"""
        SELECT w.event_id, {columns} FROM agents_event e JOIN agents_write w ON w.event_id = e.id
        WHERE e.team_id = %s AND e.id BETWEEN %s AND %s ORDER BY w.event_id, w.id
    """  # noqa: S608
    found: dict[int, list[Row]] = defaultdict(list)
    for row in _rows(statement, [team, first, last]):
        found[row[0]].append(row[1:])
    return found


def _rows(statement: str, values: list[int]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()
