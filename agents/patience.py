"""Writes that may be left out: they do not wait for a database that is busy."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

MILLISECONDS = 50  # nobody notices these


@contextmanager
def impatiently() -> Iterator[None]:
    """Wait for SQLite's one writer for a moment only.  PostgreSQL lets other writers be."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        patience = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute(f"PRAGMA busy_timeout={MILLISECONDS}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout={int(patience)}")
