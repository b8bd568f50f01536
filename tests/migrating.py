"""The database at one migration or another: its rows, read past the models of today, and a row for every table."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from agents.operations import kept_rows

APP = "agents"
Rows = dict[str, list[dict[str, Any]]]  # of each table


def migrate(name: str) -> None:
    """Bring our tables to the migration ``name``, forward or back."""
    executor = MigrationExecutor(connection)
    executor.migrate([(APP, name)])


def migrate_to_newest() -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def names() -> list[str]:
    """Our migrations, the first one first."""
    loader = MigrationLoader(connection)
    plan = loader.graph.forwards_plan(loader.graph.leaf_nodes(APP)[0])
    return [name for app, name in plan if app == APP]


def our_models() -> list[type[models.Model]]:
    """The models of our tables, as they are at the migrations that are applied; not those that lead to Django's own."""
    loader = MigrationLoader(connection)
    found = kept_rows.tables(loader, kept_rows.applied(loader))
    return [model for model in found if model._meta.app_label == APP and not _lead_to(model) & kept_rows.REBUILT_APPS]


def _lead_to(model: type[models.Model]) -> set[str]:
    return {field.related_model._meta.app_label for field in _relations(model._meta.concrete_fields)}


def rows() -> Rows:
    """Every row of our tables, by column, as it is written into a backup."""
    return {model._meta.db_table: _rows(model) for model in our_models()}


def _rows(model: type[models.Model]) -> list[dict[str, Any]]:
    columns = [field.column for field in kept_rows.fields(model)]
    return [dict(zip(columns, json.loads(line), strict=True)) for line in kept_rows.lines(model)]


def common(one: Rows, other: Rows) -> dict[str, set[str]]:
    """The tables and columns that both have."""
    columns = {table: set().union(*found) for table, found in one.items()}
    return {table: columns[table] & set().union(*other[table]) for table in columns.keys() & other.keys()}


def only(found: Rows, tables: dict[str, set[str]]) -> Rows:
    """What ``found`` holds in these tables and columns."""
    return {
        table: [{column: row[column] for column in sorted(columns)} for row in found[table]]
        for table, columns in sorted(tables.items())
    }


def content(found: Rows) -> str:
    """One hash for all rows."""
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def fill_what_is_empty() -> None:
    """Give every table of ours that is empty a row, whatever it is for, so that a new table is carried too."""
    left = [model for model in our_models() if not model._base_manager.exists()]
    while left:
        ready = [model for model in left if not _needs(model) & set(left) - {model}]
        assert ready, f"Each of {left} needs another of them."
        for model in ready:
            made = model(**{field.attname: _some(field) for field in model._meta.concrete_fields if _is_asked(field)})
            made.save(force_insert=True)
        left = [model for model in left if model not in ready]


def _needs(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in _relations(model._meta.concrete_fields) if not field.null}


def _relations(fields: Iterable[models.Field]) -> list[models.Field]:
    return [field for field in fields if field.related_model]


def _is_asked(field: models.Field) -> bool:
    return not (field.null or field.has_default() or isinstance(field, models.AutoField))


def _some(field: models.Field) -> Any:
    if field.related_model:
        return field.related_model._base_manager.values_list("pk", flat=True).first()
    if field.choices:
        return field.choices[0][0]
    kinds = {
        models.UUIDField: uuid4,
        models.BooleanField: bool,
        models.DateTimeField: timezone.now,
        models.DateField: date.today,
        models.JSONField: dict,
        models.BinaryField: bytes,
        models.GenericIPAddressField: lambda: "127.0.0.1",
        models.IntegerField: lambda: 1,
    }
    make = next((make for kind, make in kinds.items() if isinstance(field, kind)), lambda: "x")
    return make()
