"""The real server, as ``agentsite up`` starts it, in a process group of its own."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.server.visitor import Visitor

ROOT = Path(__file__).resolve().parent.parent.parent
BEGIN = """
from django.core.management import call_command
from agentsite.serving import gather_static_files
call_command("migrate", verbosity=0)
gather_static_files()
"""
FORGET = """
from django.db import connection
from agents.models import Chain, Document, Event, Proposal, Revision
from tests.record import unguarded
Proposal.objects.all().delete()
Document.objects.update(head=None)
Revision.objects.update(parent=None)
with unguarded():
    Event.objects.all().delete()
Chain.objects.all().delete()
Revision.objects.all().delete()
Document.objects.all().delete()
connection.cursor().execute("DELETE FROM agents_search")
"""


class Site:
    """A site that can be started, killed and started again on the same data."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AGENTSITE_")},
            "AGENTSITE_DATA_DIR": str(folder / "data"),
            "AGENTSITE_DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "agentsite.settings",
            "HOME": str(folder),
        }
        self.process: subprocess.Popen | None = None
        self.port = _unused_port()
        self.key = ""
        self.lines: list[str] = []
        self.cookies: dict[str, str] = {}

    def start(self, *arguments: str) -> None:
        """Start the site and wait until it answers; keep the key of its link."""
        command = [sys.executable, str(ROOT / "manage.py"), "up", "--no-browser", "--port", str(self.port), *arguments]
        self.process = subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line)
            if line.startswith("  Open"):
                self.port = int(line.split("127.0.0.1:")[1].split("/")[0])
                self.key = line.split("key=")[1].split()[0]
            if line.startswith("Ctrl+C"):
                break
        self.visitor().wait_until_it_answers()

    def kill(self) -> None:
        """End the whole process group as a crash would: at once, without a word."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(35)
        except subprocess.TimeoutExpired:
            self.kill()

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        """Run another command on the same data."""
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=120
        )

    def visitor(self) -> Visitor:
        return Visitor(self.port)

    def signed_in(self) -> Visitor:
        """The owner, signed in with the link of this start."""
        visitor = self.visitor()
        visitor.sign_in(self.key)
        self.cookies = dict(visitor.cookies)
        return visitor

    def signed_in_again(self) -> Visitor:
        """The owner in another tab: a session outlives the server."""
        if not self.cookies:
            return self.signed_in()
        visitor = self.visitor()
        visitor.cookies = dict(self.cookies)
        visitor.get("/settings/")
        return visitor

    def forget_everything(self) -> None:
        """Empty the library, so that a test can begin again on the same server."""
        self.run("shell", "--command", FORGET)


def _unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def begun(tmp_path_factory):
    """What other sites begin with, because it takes most of a first start: tables, and the static files gathered."""
    with Database() as url:
        made = Site(tmp_path_factory.mktemp("begun"), url)
        finished = made.run("shell", "--command", BEGIN)
        assert finished.returncode == 0, finished.stderr
        yield made


@pytest.fixture
def site(begun, tmp_path):
    """A site that was never started, on the kind of database the suite runs on."""
    with like(begun, tmp_path) as made:
        yield made


@pytest.fixture
def untouched_site(tmp_path):
    """A site of which there is nothing yet."""
    with Database() as url:
        made = Site(tmp_path, url)
        yield made
        made.stop()


@contextmanager
def like(other: Site, folder: Path) -> Iterator[Site]:
    """A site of its own that holds what another holds, which must not run."""
    with Database(other.environment["AGENTSITE_DATABASE_URL"]) as url:
        shutil.copytree(other.folder, folder, dirs_exist_ok=True)
        made = Site(folder, url)
        yield made
        made.stop()


class Database:
    """A database, empty or a copy: a file on SQLite, a new database on the PostgreSQL server the suite uses."""

    def __init__(self, copied: str = "") -> None:
        self.server = os.environ.get("AGENTSITE_DATABASE_URL", "")
        self.template = copied.rsplit("/", 1)[-1] or "template1"
        self.name = f"agentsite_{secrets.token_hex(6)}"

    def __enter__(self) -> str:
        if not self.server:
            return ""
        self._execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        return f"{self.server.rsplit('/', 1)[0]}/{self.name}"

    def __exit__(self, *exception) -> None:
        if self.server:
            self._execute(f'DROP DATABASE "{self.name}" WITH (FORCE)')

    def _execute(self, statement: str) -> None:
        import psycopg

        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(statement)
