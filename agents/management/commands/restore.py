"""``agentsite restore FILE``: bring a backup back, into SQLite or PostgreSQL."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from agents.operations.errors import OperationError
from agents.operations.restoring import restore


class Command(BaseCommand):
    help = (
        "Bring back what agentsite backup wrote, all of it or nothing, into an empty database of either kind. "
        "Stop the server first. What was restored is read back and compared by its hash."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="the backup")
        parser.add_argument("--replace", action="store_true", help="throw away what the database holds now")

    def handle(self, *, file, replace, **options):
        path = Path(file).expanduser().absolute()
        settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            manifest = restore(path, replace=replace, tell=self._tell)
        except OperationError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {(error.strerror or str(error)).lower()}.") from error
        except DatabaseError as error:
            raise CommandError(f"The database refused the backup, so nothing was restored: {error}") from error
        self.stdout.write(f"Restored what was kept on {manifest.made_at}. Everybody signs in anew.")
        self.stdout.write(f"Content {manifest.content}")

    def _tell(self, table: str, rows: int) -> None:
        self.stdout.write(f"  {table:<28} {rows:>10,} row{'' if rows == 1 else 's'}")
        self.stdout.flush()
