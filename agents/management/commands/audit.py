"""``agentsite audit verify``: prove that nobody changed the record."""

from django.core.management.base import BaseCommand, CommandError

from agents.operations.verifying import Verdict, is_guarded, verify

UNGUARDED = (
    "The database does not refuse to change events any more: its triggers are gone. "
    "Restore a backup, or find out who removed them."
)


class Command(BaseCommand):
    help = (
        "Walk the hash chain of every team's events and name the first broken link. "
        "Exits with 1 when an event was altered, is missing or was reordered."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["verify"], help="what to do with the record")

    def handle(self, *args, what, **options):
        broken = 0
        for verdict in verify():
            self.stdout.write(_line(verdict))
            broken += bool(verdict.broken)
        if not is_guarded():
            raise CommandError(UNGUARDED)
        if broken:
            raise CommandError(
                f"The record of {broken:,} team{'s' * (broken != 1)} was changed by other means than this site."
            )


def _line(verdict: Verdict) -> str:
    events = f"{verdict.events:,} event{'s' * (verdict.events != 1)}"
    if verdict.broken:
        return f"{verdict.team}: BROKEN after {events}: {verdict.broken}"
    return f"{verdict.team}: {events}, whole, ending in {verdict.head}"
