"""The guard of the record, lifted by tests only: to empty the database, and to tamper with it."""

from contextlib import contextmanager
from importlib import import_module

from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

GUARD = import_module("agents.migrations.0008_record")


@contextmanager
def unguarded():
    """Let rows of the record be changed, in one transaction's time."""
    with connection.cursor() as cursor:
        for statement in GUARD.unguard(connection.vendor):
            cursor.execute(statement)
        yield cursor
        for statement in GUARD.guard(connection.vendor):
            cursor.execute(statement)


def let_flush(monkeypatch) -> None:
    """Make Django's flush, which empties every table after a test with real transactions, lift the guard."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def lifted(operations, statements):
        vendor = operations.connection.vendor
        return flush(operations, [*GUARD.unguard(vendor), *statements, *GUARD.guard(vendor)])

    monkeypatch.setattr(BaseDatabaseOperations, "execute_sql_flush", lifted)
