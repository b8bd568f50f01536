"""Take every row out of our tables, also those whose triggers refuse it: only for a restore that was told to."""

from django.db import connection, models

Tables = list[type[models.Model]]


def is_empty(tables: Tables) -> bool:
    return not any(model._base_manager.exists() for model in tables)


def hold_still(tables: Tables) -> None:
    """Keep others from writing until the transaction ends; on SQLite it does so by itself."""
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute(f"LOCK TABLE {_names(tables)} IN ACCESS EXCLUSIVE MODE")


def empty(tables: Tables) -> None:
    """Empty the tables and the search within the transaction; the triggers are there again afterwards."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            _empty_sqlite(cursor, tables)
            return
        for model in tables:
            cursor.execute(f"ALTER TABLE {_names([model])} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {_names(tables)} CASCADE")
        for model in tables:
            cursor.execute(f"ALTER TABLE {_names([model])} ENABLE TRIGGER USER")


def _empty_sqlite(cursor, tables: Tables) -> None:
    cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    triggers = cursor.fetchall()
    for name, _ in triggers:
        cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")
    for model in tables:
        cursor.execute(f"DELETE FROM {_names([model])}")  # noqa: S608  names of our own tables
    cursor.execute("DELETE FROM agents_search")
    for _, statement in triggers:
        cursor.execute(statement)


def _names(tables: Tables) -> str:
    return ", ".join(connection.ops.quote_name(model._meta.db_table) for model in tables)
