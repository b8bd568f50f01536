"""A backup is made while twelve people write; what comes back from it is one moment, exactly."""

import json
import os
import re
import threading
import uuid
import zipfile
from collections import defaultdict
from contextlib import contextmanager

import pytest

from agents.definition.blob import blob_id
from tests.server.conftest import Database, Site
from tests.server.crowd import Writer, exported, filled, stop

WRITERS = 12
BACKUPS = 5
CONTENT = re.compile(r"^Content ([0-9a-f]{64})$", re.MULTILINE)

pytestmark = pytest.mark.xdist_group("server")


def ran(site, *arguments: str) -> str:
    finished = site.run(*arguments)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def content(site, folder, name: str) -> str:
    """Back a site up; return the hash of all that it held."""
    return CONTENT.search(ran(site, "backup", str(folder / name)))[1]


def rows(backup, table: str) -> list[dict]:
    with zipfile.ZipFile(backup) as archive:
        columns = {part["table"]: part["columns"] for part in json.loads(archive.read("manifest.json"))["parts"]}
        lines = archive.read(f"rows/{table}.jsonl").splitlines()
    return [dict(zip(columns[table], json.loads(line), strict=True)) for line in lines]


def assert_one_moment(backup, acknowledged: list[str]) -> None:
    """Every document stands at its newest version, each version has its event, and nothing acknowledged is missing."""
    revisions, numbers = rows(backup, "agents_revision"), defaultdict(list)
    for revision in revisions:
        numbers[revision["document_id"]].append((revision["number"], revision["id"]))
    assert {row["id"]: row["head_id"] for row in rows(backup, "agents_document")} == {
        document: max(there)[1] for document, there in numbers.items()
    }
    for there in numbers.values():
        assert sorted(number for number, _ in there) == list(range(1, len(there) + 1))
    saved = [event for event in rows(backup, "agents_event") if event["action"] == "document.saved"]
    assert len(saved) == len(revisions) - WRITERS
    assert {blob_id(text.encode()) for text in acknowledged} <= {revision["blob_id"] for revision in revisions}


def test_backups_under_load_are_of_one_moment_and_come_back_exactly(site, tmp_path):
    texts = filled(site, WRITERS)
    counter = threading.Semaphore(0)
    writers = [Writer(site.signed_in_again(), number, texts[number], counter) for number in range(WRITERS)]
    made = {}

    for writer in writers:
        writer.start()
    for number in range(BACKUPS):
        for _ in range(WRITERS):
            assert counter.acquire(timeout=60)
        acknowledged = [writer.acknowledged for writer in writers]
        made[number] = content(site, tmp_path, f"{number}.backup"), acknowledged
    stop(writers)

    assert [error for writer in writers for error in writer.errors] == []
    assert len({hash for hash, _ in made.values()}) == BACKUPS, "people wrote between the backups"
    site.stop()
    for number, (kept, acknowledged) in made.items():
        assert_one_moment(tmp_path / f"{number}.backup", acknowledged)
        with restored(tmp_path / f"{number}.backup") as other:
            assert content(other, tmp_path, f"{number}-again.backup") == kept
    with restored(tmp_path / f"{BACKUPS - 1}.backup") as other:
        assert_it_serves(other, rows(tmp_path / f"{BACKUPS - 1}.backup", "agents_revision"))


@contextmanager
def restored(backup):
    """A new site in an empty folder, with what the backup holds."""
    with Database() as url:
        site = Site(backup.with_suffix(f".{uuid.uuid4().hex}"), url)
        site.folder.mkdir()
        ran(site, "restore", str(backup))
        yield site


def assert_it_serves(site, revisions: list[dict]) -> None:
    site.start()
    try:
        heads = {row["path"]: row["source"] for row in sorted(revisions, key=lambda row: row["number"])}
        assert {name: text.decode() for name, text in exported(site).items() if name.endswith(".md")} == {
            f".claude/{path}": source for path, source in heads.items()
        }
        assert "a1" in site.signed_in_again().get("/team/agents/?q=number+1").text
    finally:
        site.stop()


def test_a_backup_of_an_older_version_is_brought_up_to_date(site, tmp_path):
    ran(site, "migrate", "--verbosity", "0")
    ran(site, "demo")
    newest = rows_of(site, tmp_path, "newest", "agents_edge")
    ran(site, "migrate", "agents", "0006", "--verbosity", "0")
    documents = rows_of(site, tmp_path, "older", "agents_document")

    with restored(tmp_path / "older") as other:
        assert len(newest) and len(rows_of(other, tmp_path, "again", "agents_edge")) == len(newest)
        columns = documents[0].keys()
        again = rows(tmp_path / "again", "agents_document")
        assert [{column: row[column] for column in columns} for row in again] == documents


def rows_of(site, folder, name: str, table: str) -> list[dict]:
    content(site, folder, name)
    return rows(folder / name, table)


def test_a_backup_goes_from_one_database_to_the_other_and_back(tmp_path):
    if not os.environ.get("AGENTSITE_DATABASE_URL"):
        pytest.skip("There is one database only: set AGENTSITE_DATABASE_URL to a PostgreSQL server to run this test.")
    with Database() as url:
        sites = [Site(tmp_path / name, address) for name, address in [("a", ""), ("b", url), ("c", "")]]
        for site in sites:
            site.folder.mkdir()
        ran(sites[0], "migrate", "--verbosity", "0")
        ran(sites[0], "demo")

        kept = content(sites[0], tmp_path, "1")
        ran(sites[1], "restore", str(tmp_path / "1"))
        assert content(sites[1], tmp_path, "2") == kept
        ran(sites[2], "restore", str(tmp_path / "2"))
        assert content(sites[2], tmp_path, "3") == kept


def test_a_doctor_comes_when_the_database_does_not_answer(tmp_path):
    site = Site(tmp_path, "postgres://nobody@127.0.0.1:1/nothing")
    site.environment["AGENTSITE_DEBUG"] = "true"

    told = site.run("doctor")

    assert told.returncode == 1
    assert "wrong  database: It cannot be used" in told.stdout
    assert "wrong  debug" in told.stdout
