"""Settings are read strictly, and the database is opened so that nothing acknowledged is lost."""

import json
import logging
import sqlite3
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from agents.logs import AddRequestId, JsonLines, use_request_id
from agentsite import databases, env, secret

SQLITE_FILE = Path("/nowhere/db.sqlite3")
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


@pytest.mark.parametrize("value", ["yes", "1", "on", ""])
def test_a_flag_is_true_or_false_and_nothing_else(monkeypatch, value):
    monkeypatch.setenv("AGENTSITE_DEBUG", value)

    with pytest.raises(ImproperlyConfigured, match="AGENTSITE_DEBUG must be true or false"):
        env.flag("AGENTSITE_DEBUG", default=False)


@pytest.mark.parametrize("value", ["-1", "ten", "0", "1.5"])
def test_a_number_is_a_whole_number(monkeypatch, value):
    monkeypatch.setenv("AGENTSITE_WORKERS", value)

    with pytest.raises(ImproperlyConfigured, match="AGENTSITE_WORKERS must be a whole number of at least 1"):
        env.number("AGENTSITE_WORKERS", 1, least=1)


def test_a_secret_can_stand_in_a_file(monkeypatch, tmp_path):
    (tmp_path / "key").write_text("from a file\n")
    monkeypatch.setenv("AGENTSITE_SECRET_KEY_FILE", str(tmp_path / "key"))

    assert env.text("AGENTSITE_SECRET_KEY", "") == "from a file"


def test_an_empty_variable_is_an_unset_one(monkeypatch):
    monkeypatch.setenv("AGENTSITE_DATA_DIR", "")

    assert env.text("AGENTSITE_DATA_DIR", "/srv") == "/srv"


def test_a_missing_secret_file_stops_the_start(monkeypatch, tmp_path):
    monkeypatch.setenv("AGENTSITE_SECRET_KEY_FILE", str(tmp_path / "absent"))

    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        env.text("AGENTSITE_SECRET_KEY", "")


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(tmp_path):
    first = secret.load_or_create(tmp_path / "data" / "secret_key")

    assert secret.load_or_create(tmp_path / "data" / "secret_key") == first
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert len(first) >= 50


def test_sqlite_is_opened_so_that_it_loses_nothing():
    configured = databases.configure("", default=SQLITE_FILE)

    assert configured["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert configured["OPTIONS"]["timeout"] == 15
    assert configured["CONN_MAX_AGE"] is None


def test_sqlite_really_is_in_that_mode(tmp_path):
    with sqlite3.connect(tmp_path / "db.sqlite3") as opened:
        for statement in databases.SQLITE_OPTIONS["init_command"].split(";"):
            opened.execute(statement)
        asked = [
            opened.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")
        ]

    assert asked == ["wal", 2, 1]


def test_postgres_has_a_pool_and_gives_up_in_time():
    configured = databases.configure("postgres://ada@db.example/agents", default=SQLITE_FILE)

    assert configured["CONN_HEALTH_CHECKS"] is True
    assert "pool" in configured["OPTIONS"]
    for limit in ("statement_timeout=15s", "lock_timeout=5s"):
        assert limit in configured["OPTIONS"]["options"]


@pytest.mark.parametrize("url", ["mysql://db/agents", "nonsense", "postgres//x"])
def test_other_databases_are_refused_with_a_sentence(url):
    with pytest.raises(ImproperlyConfigured, match="AGENTSITE_DATABASE_URL"):
        databases.configure(url, default=SQLITE_FILE)


def test_a_log_line_is_one_json_object_with_the_request(caplog):
    use_request_id("abc-1")
    record = logging.LogRecord("agents", logging.WARNING, __file__, 1, "two\nlines \x1b[31m", None, None)
    AddRequestId().filter(record)

    line = JsonLines().format(record)

    assert "\n" not in line and "\x1b" not in line
    assert json.loads(line)["request_id"] == "abc-1"
    assert json.loads(line)["message"] == "two\nlines \x1b[31m"
    use_request_id("")
