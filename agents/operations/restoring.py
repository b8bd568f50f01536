"""Bring a backup back, all of it or nothing, on either database.

Rows come in at the schema they were kept with and are read back and compared by hash before they
count; then the migrations that are newer run over them.
"""

import itertools
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from agents.models import Document
from agents.operations import indexing, kept_rows, search_index
from agents.operations.backup_file import BackupRefused, Manifest, opened, part_name
from agents.operations.emptying import empty, hold_still, is_empty
from agents.operations.kept_rows import Part

UNREADABLE = (KeyError, TypeError, ValueError, ValidationError, zipfile.BadZipFile, zlib.error)


def restore(path: Path, *, replace: bool, tell: kept_rows.Tell) -> Manifest:
    """Restore the backup at ``path`` and return what it says of itself.

    BackupRefused when the file is not whole, is newer than this agentsite, or the database holds
    something and ``replace`` does not say that it may go.  Nothing is changed then.
    """
    with opened(path) as (manifest, archive):
        migrations = set(manifest.migrations)
        _check_migrations(MigrationLoader(connection), migrations, replace=replace)
        executor = MigrationExecutor(connection)
        if kept_rows.applied(executor.loader) != migrations:
            executor.migrate(kept_rows.leaves(executor.loader, migrations))
        _load(manifest, archive, replace=replace, tell=tell)
    call_command("migrate", interactive=False, verbosity=0)
    _rebuild(is_older=kept_rows.applied(MigrationLoader(connection)) != migrations)
    return manifest


def _check_migrations(loader: MigrationLoader, wanted: set[kept_rows.Node], *, replace: bool) -> None:
    present = kept_rows.applied(loader)
    if unknown := sorted(wanted - set(loader.disk_migrations)):
        raise BackupRefused(
            f"The backup was made with migrations this agentsite does not know ({'.'.join(unknown[-1])}). "
            "Install the version that made it, then restore."
        )
    if unknown := sorted(present - set(loader.disk_migrations)):
        raise BackupRefused(f"The database was made by a newer agentsite ({'.'.join(unknown[-1])}). Install that one.")
    if is_empty(kept_rows.tables(loader, present)):
        return
    if not replace:
        raise BackupRefused(
            "The database holds something already. Restore into an empty one, "
            "or give --replace to throw away what it holds."
        )
    if present != wanted:
        raise BackupRefused("The backup is of another version than the database. Restore it into an empty database.")


@transaction.atomic
def _load(manifest: Manifest, archive: zipfile.ZipFile, *, replace: bool, tell: kept_rows.Tell) -> None:
    loader = MigrationLoader(connection)
    tables = kept_rows.tables(loader, set(manifest.migrations))
    hold_still(tables)
    if replace:
        empty(tables)
    elif not is_empty(tables):
        raise BackupRefused("Somebody wrote into the database meanwhile. Stop the server, then restore.")
    kept = {model._meta.db_table: model for model in tables if kept_rows.is_kept(model)}
    if set(kept) != {part.table for part in manifest.parts}:
        raise BackupRefused("The backup holds other tables than its migrations make. Take another backup.")
    for part in manifest.parts:
        _load_part(kept[part.table], part, archive, tell=tell)
    for statement in connection.ops.sequence_reset_sql(no_style(), list(kept.values())):
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _load_part(model: type[models.Model], part: Part, archive: zipfile.ZipFile, *, tell: kept_rows.Tell) -> None:
    if part.columns != tuple(field.column for field in kept_rows.fields(model)):
        raise BackupRefused(f"{part.table} has other columns in the backup than its migrations make.")
    try:
        with archive.open(part_name(part.table)) as file:
            for rows in _batches(kept_rows.told(file, table=part.table, tell=tell)):
                kept_rows.insert(model, rows)
    except UNREADABLE as error:
        raise BackupRefused(f"The rows of {part.table} in the backup cannot be read. Take another backup.") from error
    if kept_rows.measured(model, kept_rows.lines(model)) != part:
        raise BackupRefused(f"{part.table} does not read back as it was kept, so nothing was restored.")


def _batches(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    left = iter(lines)
    while batch := list(itertools.islice(left, kept_rows.CHUNK)):
        yield batch


def _rebuild(*, is_older: bool) -> None:
    """Fill what is computed from the texts and not kept."""
    if is_older:
        indexing.reindex_all()
        return
    documents = Document.objects.filter(head__isnull=False).values_list("pk", "name", "description", "head__source")
    with transaction.atomic():
        for row in documents.iterator(kept_rows.CHUNK):
            search_index.replace(*row)
