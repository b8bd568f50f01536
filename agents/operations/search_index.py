"""The full-text table: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL.

Both are made by a migration; the statements here are fixed, only their values vary.
"""

from collections.abc import Iterable

from django.db import connection

Row = tuple[int, str, str, str]  # document id, name, description, source

POSTGRES_CHARACTERS = 100_000  # a tsvector holds at most 1 MiB; the start of a longer text is searchable


def replace(document_id: int, name: str, description: str, source: str) -> None:
    """Make one document findable by its present text."""
    remove([document_id])
    add([(document_id, name, description, source)])


def add(rows: Iterable[Row]) -> None:
    """Make documents findable that were not before."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO agents_search (rowid, name, description, source) VALUES (%s, %s, %s, %s)", rows
            )
        else:
            cursor.executemany(
                "INSERT INTO agents_search (document_id, words) VALUES (%s, to_tsvector('simple', %s))",
                [(pk, " ".join(texts)[:POSTGRES_CHARACTERS]) for pk, *texts in rows],
            )


def remove(document_ids: Iterable[int]) -> None:
    """Take documents out of the search."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany("DELETE FROM agents_search WHERE rowid = %s", [(pk,) for pk in document_ids])
        else:
            cursor.executemany("DELETE FROM agents_search WHERE document_id = %s", [(pk,) for pk in document_ids])
