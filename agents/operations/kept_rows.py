"""Rows as lines that read the same whatever database they come from: what a backup holds and is compared by.

Tables are asked of the migrations, not named here, so that a new one comes along by itself.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

Node = tuple[str, str]
Tell = Callable[[str, int], None]  # hears of a table and how many of its rows are done

REBUILT_APPS = frozenset({"admin", "auth", "contenttypes", "sessions"})
SECRETS = frozenset({"agents.accesslink", "agents.invitation", "agents.session"})
FLEETING = frozenset({"agents.cacheentry", "agents.presence"})
CHUNK = 500
TOLD_EVERY = 20_000


@dataclass(frozen=True)
class Part:
    """The rows of one table: how many, and the hash of their lines."""

    table: str
    columns: tuple[str, ...]
    rows: int
    sha256: str


def applied(loader: MigrationLoader) -> set[Node]:
    return set(loader.applied_migrations)


def leaves(loader: MigrationLoader, migrations: set[Node]) -> list[Node]:
    """Return the migrations of the set on which no other of it builds."""
    nodes = loader.graph.node_map
    return sorted(node for node in migrations if not any(child.key in migrations for child in nodes[node].children))


def tables(loader: MigrationLoader, migrations: set[Node]) -> list[type[models.Model]]:
    """Return the models of every table of ours, as they were at ``migrations``."""
    apps = loader.project_state(leaves(loader, migrations)).apps
    ours = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label not in REBUILT_APPS]
    return sorted(ours, key=lambda model: model._meta.db_table)


def is_kept(model: type[models.Model]) -> bool:
    """Whether its rows belong into a backup: not secrets, nothing fleeting, no links to tables Django fills itself."""
    if model._meta.label_lower in SECRETS | FLEETING:
        return False
    targets = [field.related_model for field in model._meta.concrete_fields if field.related_model]
    return all(target._meta.app_label not in REBUILT_APPS for target in targets)


def fields(model: type[models.Model]) -> list[models.Field]:
    """Return the columns in an order that does not depend on when they were added."""
    return sorted(model._meta.concrete_fields, key=lambda field: field.column)


def lines(model: type[models.Model]) -> Iterator[bytes]:
    """Read every row as one line of JSON, by primary key."""
    names = [field.attname for field in fields(model)]
    rows = model._base_manager.order_by("pk").values_list(*names)
    for row in rows.iterator(CHUNK):
        yield json.dumps(row, default=_plain, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (bytes, memoryview)):
        return base64.b64encode(value).decode()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"A backup does not know how to keep a {type(value).__name__}.")


def measured(model: type[models.Model], written: Iterable[bytes]) -> Part:
    """Count and hash lines as they pass."""
    digest, count = hashlib.sha256(), 0
    for line in written:
        digest.update(line)
        count += 1
    return Part(model._meta.db_table, tuple(field.column for field in fields(model)), count, digest.hexdigest())


def content_hash(parts: Iterable[Part]) -> str:
    """Return one hash for all content; equal content has an equal hash on every database."""
    said = [[part.table, part.columns, part.rows, part.sha256] for part in parts]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def told(written: Iterable[bytes], *, table: str, tell: Tell) -> Iterator[bytes]:
    """Pass lines on, and tell from time to time how many there were, and at the end."""
    count = 0
    for count, line in enumerate(written, 1):
        yield line
        if count % TOLD_EVERY == 0:
            tell(table, count)
    if count % TOLD_EVERY or not count:
        tell(table, count)


def insert(model: type[models.Model], rows: list[bytes]) -> None:
    """Write lines back as rows, exactly as they were: no default, no date of now."""
    columns = fields(model)
    quote = connection.ops.quote_name
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in columns)}) "  # noqa: S608
        f"VALUES ({', '.join(['%s'] * len(columns))})"
    )
    values = [
        [
            field.get_db_prep_save(field.to_python(value), connection)
            for field, value in zip(columns, json.loads(row), strict=True)
        ]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
