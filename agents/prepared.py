"""Queries that every request asks, compiled once: most of what such a query costs is making its SQL."""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

M = TypeVar("M", bound=Model)


class Prepared(Generic[M]):
    """Rows of a model, with what ``select_related`` and ``annotate`` bring, found with new values each time.

    ``make`` builds the query set with any values; those that are asked with take the places of the last ones
    in the order in which the SQL has them, and what stands before them stays.
    """

    def __init__(self, make: Callable[[], QuerySet[M]]) -> None:
        self.make = make

    def find(self, *values: Any) -> M | None:
        """Return the first row, or None."""
        return next(iter(self.rows(*values)), None)

    def rows(self, *values: Any) -> list[M]:
        """Return every row."""
        compiler, sql, made_with = self._compiled
        with connection.cursor() as cursor:
            cursor.execute(sql, made_with[: len(made_with) - len(values)] + values)
            found = cursor.fetchall()
        return [self._built(compiler, row) for row in compiler.results_iter([found])] if found else []

    def _built(self, compiler: SQLCompiler, row: Any) -> M:
        first, last = compiler.klass_info["select_fields"][0], compiler.klass_info["select_fields"][-1] + 1
        names = [column[0].target.attname for column in compiler.select[first:last]]
        built = compiler.klass_info["model"].from_db(connection.alias, names, row[first:last])
        for alias, column in compiler.annotation_col_map.items():
            setattr(built, alias, row[column])
        for populator in get_related_populators(compiler.klass_info, compiler.select, connection.alias):
            populator.populate(row, built)
        return built

    @cached_property
    def _compiled(self) -> tuple[SQLCompiler, str, tuple[Any, ...]]:
        compiler = self.make().query.get_compiler(connection.alias)
        sql, made_with = compiler.as_sql()
        return compiler, sql, tuple(made_with)
