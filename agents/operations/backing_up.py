"""Keep everything in one file, as it stood at one moment, while people go on writing.

SQLite is copied by its online backup API, PostgreSQL is read in one REPEATABLE READ transaction.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zipfile import ZipFile

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model
from django.db.utils import ConnectionHandler
from django.utils import timezone

import agentsite
from agents.operations import kept_rows
from agents.operations.backup_file import BackupRefused, Manifest, part_name, write_manifest, written_whole


def back_up(target: Path, *, tell: kept_rows.Tell) -> Manifest:
    """Write a backup to ``target`` and return what it says of itself; ``tell`` hears of each table and its rows."""
    if target.exists():
        raise BackupRefused(f"{target} is there already. Give another name, or move it away.")
    with _standing_still(near=target.parent):
        loader = MigrationLoader(connection)
        migrations = kept_rows.applied(loader)
        if unknown := sorted(migrations - set(loader.disk_migrations)):
            raise BackupRefused(
                f"The database was made by a newer agentsite ({unknown[-1][1]}). Back up with that one."
            )
        kept = [model for model in kept_rows.tables(loader, migrations) if kept_rows.is_kept(model)]
        if not kept:
            raise BackupRefused("There is nothing to keep: the database has no tables yet. Run agentsite up first.")
        with written_whole(target) as archive:
            parts = tuple(_write_part(model, archive, tell=tell) for model in kept)
            manifest = _manifest(migrations, parts)
            write_manifest(archive, manifest)
    return manifest


def _write_part(model: type[Model], archive: ZipFile, *, tell: kept_rows.Tell) -> kept_rows.Part:
    table = model._meta.db_table
    with archive.open(part_name(table), "w", force_zip64=True) as file:
        lines = _written(kept_rows.lines(model), file)
        return kept_rows.measured(model, kept_rows.told(lines, table=table, tell=tell))


def _written(lines: Iterator[bytes], file) -> Iterator[bytes]:
    for line in lines:
        file.write(line)
        yield line


def _manifest(migrations: set[kept_rows.Node], parts: tuple[kept_rows.Part, ...]) -> Manifest:
    return Manifest(
        agentsite=agentsite.__version__,
        made_at=timezone.now().isoformat(timespec="seconds"),
        database=connection.vendor,
        migrations=tuple(sorted(migrations)),
        parts=parts,
        content=kept_rows.content_hash(parts),
    )


@contextmanager
def _standing_still(*, near: Path) -> Iterator[None]:
    """Let this thread see the database of one moment: a copy on SQLite, one transaction on PostgreSQL."""
    if connection.vendor == "sqlite":
        with _copy(near):
            yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        yield


@contextmanager
def _copy(near: Path) -> Iterator[None]:
    source = Path(connection.settings_dict["NAME"])
    if not source.exists():
        raise BackupRefused(f"There is nothing to keep: {source} does not exist.")
    folder = tempfile.mkdtemp(prefix=".agentsite-backup-", dir=near)  # beside FILE, where there must be room anyway
    try:
        copy = Path(folder) / "copy.sqlite3"
        _copy_online(source, copy)
        with _in_its_place(copy):
            yield
    finally:
        shutil.rmtree(folder)


@contextmanager
def _in_its_place(copy: Path) -> Iterator[None]:
    """Have this thread's queries ask the copy."""
    live = connections[DEFAULT_DB_ALIAS]
    settings = live.settings_dict | {"NAME": str(copy), "OPTIONS": {}}
    connections[DEFAULT_DB_ALIAS] = ConnectionHandler({DEFAULT_DB_ALIAS: settings})[DEFAULT_DB_ALIAS]
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS].close()
        connections[DEFAULT_DB_ALIAS] = live


def _copy_online(source: Path, copy: Path) -> None:
    """Copy in one step: all pages are of one moment, and in WAL mode nobody who writes has to wait."""
    reading, writing = sqlite3.connect(source, timeout=15), sqlite3.connect(copy)
    try:
        reading.backup(writing, pages=-1)
    finally:
        writing.close()
        reading.close()
