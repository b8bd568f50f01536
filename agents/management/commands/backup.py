"""``agentsite backup FILE``: everything in one file, while people go on working."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agents.operations.backing_up import back_up
from agents.operations.errors import OperationError


class Command(BaseCommand):
    help = (
        "Write everything into FILE, as it stood at one moment; the site goes on running. The secret key, sessions and "
        "sign-in links are not in it. It holds all texts and password hashes, so only its owner can read it."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", help="where to write it; a file that is there already is left alone")

    def handle(self, *, file, **options):
        target = Path(file).expanduser().absolute()
        try:
            manifest = back_up(target, tell=self._tell)
        except OperationError as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{target} cannot be written: {(error.strerror or str(error)).lower()}.") from error
        self.stdout.write(f"Wrote {target} ({target.stat().st_size:,} bytes)")
        self.stdout.write(f"Content {manifest.content}")

    def _tell(self, table: str, rows: int) -> None:
        self.stdout.write(f"  {table:<28} {rows:>10,} row{'' if rows == 1 else 's'}")
        self.stdout.flush()
