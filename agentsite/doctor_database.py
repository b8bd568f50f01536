"""What is missing or unsafe about the database; one that cannot be reached is a finding, not a crash."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.utils import ConnectionHandler

from agentsite.doctor import Finding, note, ok, wrong

SAFE_SQLITE = (3, 51, 3)
MENDED_SQLITE = {(3, 44): 6, (3, 50): 7}
SAFE_POSTGRES = ("fsync", "full_page_writes", "synchronous_commit")
THREADS_OF_A_WORKER = 16
CLOCK_SECONDS = 5


def look_into(*, workers: int) -> Iterator[Finding]:
    """Look at the database the settings name, over a connection of its own that waits for nothing."""
    configured = connections["default"].settings_dict
    if "sqlite3" in configured["ENGINE"] and not Path(configured["NAME"]).exists():
        yield note("database", f"{configured['NAME']} is not there yet.", "Run agentsite up, which makes it.")
        return
    connection = _own_connection(configured)
    try:
        connection.ensure_connection()
        yield ok("database", f"{connection.display_name} answers")
        yield migrations(connection)
        yield from _sqlite(connection) if connection.vendor == "sqlite" else _postgres(connection, workers=workers)
        yield clock(connection)
        yield from mails(connection)
    except DatabaseError as error:
        yield wrong(
            "database",
            f"It cannot be used: {' '.join(str(error).split())}",
            "See that it runs and that AGENTSITE_DATABASE_URL names it, its user and password.",
        )
    finally:
        connection.close()


def _own_connection(configured: dict[str, Any]) -> BaseDatabaseWrapper:
    options = {name: value for name, value in configured["OPTIONS"].items() if name != "pool"}
    return ConnectionHandler({"default": configured | {"OPTIONS": options}})["default"]


def migrations(connection: BaseDatabaseWrapper) -> Finding:
    loader = MigrationLoader(connection)
    present, known = set(loader.applied_migrations), set(loader.disk_migrations)
    if newer := sorted(present - known):
        return wrong(
            "migrations",
            f"The database was made by a newer agentsite ({'.'.join(newer[-1])}).",
            "Install that version again.",
        )
    if missing := known - present:
        count = len(missing)
        what = f"{count} {'is' if count == 1 else 'are'} not applied, from {'.'.join(min(missing))} on."
        return wrong("migrations", what, "Back up, then run agentsite migrate.")
    return ok("migrations", "all applied")


def _sqlite(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    yield sqlite_version(connection.Database.sqlite_version_info)
    mode, synchronous = _ask(connection, "PRAGMA journal_mode"), _ask(connection, "PRAGMA synchronous")
    if str(mode).lower() != "wal" or int(synchronous) < 2:
        yield wrong(
            "sqlite options",
            f"journal_mode is {mode}, synchronous {synchronous}: a power cut can lose what was saved.",
            "Keep the data directory on a disk of this machine, not on a network share.",
        )
    else:
        yield ok("sqlite options", "WAL, synchronous=FULL")
    found = _ask(connection, "PRAGMA quick_check(1)")
    if found == "ok":
        yield ok("sqlite file", "whole")
    else:
        yield wrong("sqlite file", f"It is damaged: {found}", "Stop the site and restore a backup.")


def mails(connection: BaseDatabaseWrapper) -> Iterator[Finding]:
    """Notices that the mail server has not taken."""
    if "agents_notice" not in connection.introspection.table_names():
        return
    now = datetime.now(UTC)
    adapt = connection.ops.adapt_datetimefield_value
    late = _ask(
        connection,
        "SELECT COUNT(*) FROM agents_notice WHERE mailed_at IS NULL AND read_at IS NULL"
        " AND mailing_at < %s AND created_at > %s",
        [adapt(now - timedelta(minutes=10)), adapt(now - timedelta(days=3))],
    )
    if late:
        what = f"{late:,} notice{'s' if late > 1 else ''} could not be mailed so far."
        yield note("mail sent", what, "Run agentsite mail: it tries again and says what the mail server answers.")


def sqlite_version(version: tuple[int, int, int]) -> Finding:
    """Versions before 3.51.3 can, very rarely, damage a file while its log is reset; two branches got the fix too."""
    said = ".".join(map(str, version))
    if version >= SAFE_SQLITE or version[2] >= MENDED_SQLITE.get(version[:2], 1_000):
        return ok("sqlite", said)
    return note(
        "sqlite",
        f"{said} can, very rarely, damage a file that several processes write; 3.51.3 cannot.",
        "Keep AGENTSITE_WORKERS=1 and daily backups, or use PostgreSQL.",
    )


def _postgres(connection: BaseDatabaseWrapper, *, workers: int) -> Iterator[Finding]:
    off = [name for name in SAFE_POSTGRES if _ask(connection, f"SHOW {name}") == "off"]
    if off:
        yield wrong(
            "postgresql options",
            f"{', '.join(off)} off: a power cut can lose what was saved.",
            "Set to on in postgresql.conf.",
        )
    else:
        yield ok("postgresql options", f"{', '.join(SAFE_POSTGRES)} are on")
    encoding = _ask(connection, "SHOW server_encoding")
    if encoding != "UTF8":
        yield wrong(
            "encoding", f"It is {encoding}, which cannot hold every text.", "Make the database with ENCODING UTF8."
        )
    room, wanted = int(_ask(connection, "SHOW max_connections")), workers * THREADS_OF_A_WORKER
    if room < wanted + 10:
        yield note(
            "connections",
            f"max_connections is {room}; {workers} workers may want {wanted}.",
            "Raise it, or run fewer workers.",
        )


def clock(connection: BaseDatabaseWrapper) -> Finding:
    """Compare this machine's clock with the database's, or else with what was recorded last."""
    now = datetime.now(UTC)
    if connection.vendor == "postgresql":
        apart = abs(_ask(connection, "SELECT now()") - now)
        what = f"It is {apart.total_seconds():.0f} seconds away from the database's."
        is_right = apart <= timedelta(seconds=CLOCK_SECONDS)
    else:
        last = _last_event(connection)
        what = f"It says {now:%Y-%m-%d %H:%M} UTC, but something was recorded at {last:%Y-%m-%d %H:%M}." if last else ""
        is_right = last is None or last <= now + timedelta(seconds=CLOCK_SECONDS)
    if is_right:
        return ok("clock", f"{now:%Y-%m-%d %H:%M} UTC")
    return wrong("clock", what, "Set the clock and keep it right with NTP (timedatectl set-ntp true).")


def _last_event(connection: BaseDatabaseWrapper) -> datetime | None:
    if "agents_event" not in connection.introspection.table_names():
        return None
    found = _ask(connection, "SELECT max(created_at) FROM agents_event")
    return datetime.fromisoformat(str(found)).replace(tzinfo=UTC) if found else None


def _ask(connection: BaseDatabaseWrapper, question: str, values: Sequence[Any] = ()) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()[0]
