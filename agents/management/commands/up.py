"""``agentsite up``: one command from nothing to a signed-in browser."""

import os
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

import agentsite
from agents.models import Team, User
from agents.operations import demo
from agents.operations.errors import OperationError
from agents.operations.people import first_owner, issue_link
from agents.operations.relations import catch_up
from agents.operations.staging import stage_folder
from agents.queries.unread import unread
from agentsite import env, serving


class Command(BaseCommand):
    help = "Start agentsite: make the data directory, migrate, serve on this machine, open the browser signed in."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000, help="the port to try first (8000)")
        parser.add_argument("--data", metavar="DIR", help="where everything is kept (AGENTSITE_DATA_DIR)")
        parser.add_argument("--folder", default=".", metavar="DIR", help="whose .claude to offer for import (.)")
        parser.add_argument("--import", dest="source", metavar="PATH", help="import this folder or zip before serving")
        parser.add_argument("--demo", action="store_true", help="add the demo team")
        parser.add_argument("--no-browser", action="store_true", help="do not open a browser")

    def handle(self, *, port, folder, source, no_browser, **options):
        is_new = not self._database_exists()
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        call_command("migrate", interactive=False, verbosity=0)
        call_command("clearsessions")
        serving.gather_static_files()
        owner = first_owner()
        host = self._host(owner)
        found_port = serving.free_port(host, port)
        if found_port is None:
            raise CommandError(f"The ports from {port} on are all taken. Give another one with --port.")

        self.stdout.write(f"agentsite {agentsite.__version__}")
        self._line("Data", f"{_short(self._place())} ({'new' if is_new else 'kept'})")
        self._catch_up()
        self._offer(owner, Path(folder).resolve())
        if options["demo"]:
            demo.add_demo(by=owner)
            self._line("Demo", "the demo team is there")
        if source:
            call_command("import", source, stdout=self.stdout, stderr=self.stderr)
        if found_port != port:
            self._line("Port", f"{port} is taken, so {found_port} is used")
        address = f"http://{f'[{host}]' if ':' in host else host}:{found_port}"
        link = f"{address}/welcome/?key={issue_link(owner)}"
        self._line("Open", f"{link}   (works once, {self._minutes()} minutes)")
        self.stdout.write("Ctrl+C stops it. Everything is kept.")
        self.stdout.flush()

        serving.serve(
            host,
            found_port,
            workers=settings.WORKERS,
            when_ready=lambda: None if no_browser else serving.open_browser(link),
        )

    def _line(self, label: str, text: str) -> None:
        self.stdout.write(f"  {label:<7} {text}")

    def _database_exists(self) -> bool:
        name = settings.DATABASES["default"]["NAME"]
        return settings.DATABASES["default"]["ENGINE"].endswith("postgresql") or Path(name).exists()

    def _place(self) -> str:
        database = settings.DATABASES["default"]
        if database["ENGINE"].endswith("postgresql"):
            return f"PostgreSQL, database {database['NAME']}"
        return str(database["NAME"])

    def _host(self, owner: User) -> str:
        host = env.text("AGENTSITE_HOST", "127.0.0.1")
        if host not in serving.LOOPBACK and not owner.has_usable_password():
            raise CommandError(
                f"AGENTSITE_HOST is {host}, which other machines reach, and the owner has no password. "
                "Set one with: agentsite changepassword " + owner.username
            )
        return host

    def _offer(self, owner: User, folder: Path) -> None:
        if not (folder / ".claude").is_dir():
            self._line("Found", f"no .claude folder in {_short(str(folder))}")
            return
        team = Team.objects.filter(memberships__user=owner, is_demo=False, removed_at=None).first()
        if team is None:
            return
        try:
            staged = stage_folder(team, folder / ".claude", by=owner)
        except OperationError as error:
            self._line("Found", f"{_short(str(folder / '.claude'))}. {error}")
            return
        counts = staged.summary
        self._line(
            "Found",
            f"{_short(str(folder / '.claude'))}: {_count(counts.get('agents', 0), 'agent')}, "
            f"{_count(counts.get('guidelines', 0), 'guideline')}",
        )

    def _catch_up(self) -> None:
        """Read the texts that an older version left unread, or a crash."""
        for team in Team.objects.filter(removed_at=None):
            if waiting := unread(team).order_by().count():
                self._line("Reading", f"{_count(waiting, 'text')} of {team.name}, for whom they name")
                catch_up(team)

    def _minutes(self) -> int:
        from agents import limits

        return limits.LINK_MINUTES


def _short(path: str) -> str:
    home = os.path.expanduser("~")
    return "~" + path[len(home) :] if path.startswith(home + os.sep) else path


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
