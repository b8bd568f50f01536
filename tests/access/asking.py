"""An example of an ask, made by a visitor, and what of it is left in the database and in the log."""

import hashlib
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.http import HttpResponse

from agents.models import Event
from tests.access.conftest import taken_back
from tests.access.world import World

FLEETING = {
    "agents_session": "when a browser was last seen",
    "agents_cache": "how often somebody tried to sign in",
}


@dataclass(frozen=True)
class Example:
    """A request that succeeds for whoever may make it.

    Braces in the address and the fields are filled by ``World.words``; a field may be a function that makes
    its value, as a file.  ``answers`` is the status; None where a page's own tests say what it answers, and only
    who is let in is looked at.  ``events`` is how many steps the record gains, and where that is none after a
    POST, ``why`` says why.
    """

    address: str
    fields: dict[str, Any] = field(default_factory=dict)
    answers: int | None = 200
    events: int = 0
    why: str = ""

    def made(self, world: World, visitor: str, method: str) -> HttpResponse:
        words = world.words(visitor)
        sent = {name: _filled(value, words) for name, value in self.fields.items()}
        request = getattr(world.client(visitor), method.lower())
        address = self.address.format_map(words)
        return request(address, sent) if method == "POST" else request(address)


def _filled(value: Any, words: dict[str, object]) -> Any:
    if isinstance(value, Callable):
        return value()
    if isinstance(value, list):
        return [_filled(one, words) for one in value]
    return value.format_map(words) if isinstance(value, str) else value


@dataclass
class Outcome:
    """What became of one request."""

    response: HttpResponse
    denials: list[logging.LogRecord]
    events: list[Event]
    changed: set[str]  # tables

    @property
    def status(self) -> int:
        return self.response.status_code


class Denials(logging.Handler):
    def __init__(self) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage() == "authz.denied":
            self.records.append(record)


@contextmanager
def denials() -> Iterator[list[logging.LogRecord]]:
    """Collect what the log says of denials."""
    heard = Denials()
    logging.getLogger().addHandler(heard)
    try:
        yield heard.records
    finally:
        logging.getLogger().removeHandler(heard)


def outcome(world: World, example: Example, visitor: str, method: str, *, before: dict[str, str]) -> Outcome:
    """Make the request, look at what it did, and take it back."""
    last = Event.objects.order_by("-pk").values_list("pk", flat=True).first()
    with taken_back(), denials() as denied:
        response = example.made(world, visitor, method)
        if response.streaming:
            b"".join(response.streaming_content)
        events = list(Event.objects.filter(pk__gt=last))
        after = tables()
    return Outcome(response, denied, events, {name for name in after if after[name] != before.get(name)})


def tables() -> dict[str, str]:
    """A hash of every row of every table, but of those that hold what passes."""
    found = {}
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            if name in FLEETING or name.startswith("agents_search_"):  # shadows of agents_search
                continue
            cursor.execute(f'SELECT * FROM "{name}"')
            rows = sorted(map(repr, cursor.fetchall()))
            found[name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found
