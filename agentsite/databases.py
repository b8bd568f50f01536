"""Connection options for the two databases agentsite runs on.

The SQLite options are measured, not guessed: without IMMEDIATE a transaction that reads
before it writes fails under load, and without FULL a power cut loses acknowledged saves.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 15,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}
POSTGRES_OPTIONS = {
    "connect_timeout": 5,
    "options": "-c statement_timeout=15s -c lock_timeout=5s -c idle_in_transaction_session_timeout=30s",
}


def configure(url: str, *, default: Path) -> dict[str, Any]:
    """Return Django's settings for ``url``, or for the SQLite file ``default`` when it is empty."""
    if not url:
        return _sqlite(str(default))
    try:
        parsed: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"AGENTSITE_DATABASE_URL is not a database URL: {error}.") from error
    if parsed["ENGINE"] == "django.db.backends.sqlite3":
        return _sqlite(parsed["NAME"])
    if parsed["ENGINE"] != "django.db.backends.postgresql":
        raise ImproperlyConfigured("AGENTSITE_DATABASE_URL must start with postgres:// or sqlite:///.")
    options = POSTGRES_OPTIONS | {"pool": {"min_size": 1, "max_size": 16, "timeout": 10}} | parsed.get("OPTIONS", {})
    return parsed | {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


def _sqlite(name: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": name,
        "CONN_MAX_AGE": None,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def for_tests(folder: Path) -> str:
    """Name a file for the tests' SQLite; in memory, all threads would share one connection and its transactions."""
    folder.mkdir(parents=True, exist_ok=True)
    return str(folder / f"test-{os.getpid()}.sqlite3")
