"""``agentsite export PATH``: write a team's files into a folder or a zip."""

import contextlib
import os
import shutil
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agents.definition.export_plan import Verb
from agents.models import Event, Team
from agents.operations.errors import OperationError
from agents.operations.exporting import Plan, export_folder, export_zip, plan_folder

MARKS = {Verb.ADD: "add", Verb.UPDATE: "update", Verb.DIFFERS: "differs", Verb.BLOCKED: "blocked"}
NOT_OVERWRITTEN = "Files that differ were changed there and are left alone; name them with --overwrite to replace them."


class Command(BaseCommand):
    help = (
        "Write all agents and guidelines below PATH/.claude, or into a zip when PATH ends in .zip. "
        "Only files that differ are written; a file somebody else changed is left alone unless named "
        "with --overwrite. Exits with 1 when a file could not be written, not when one was left alone."
    )

    def add_arguments(self, parser):
        parser.add_argument("path", help="the folder that holds .claude, or the zip file")
        parser.add_argument("--team", help="the team's word in the address; the first team without it")
        parser.add_argument("--zip", action="store_true", help="write a zip whatever PATH ends in")
        parser.add_argument("--dry-run", action="store_true", help="say what would be written, write nothing")
        parser.add_argument(
            "--overwrite", nargs="+", default=[], metavar="FILE", help="differing files to replace, as in agents/qa.md"
        )

    def handle(self, *args, path, team, zip, dry_run, overwrite, **options):
        target = Path(path).expanduser().absolute()
        try:
            chosen = _team(team)
            if zip or target.suffix.lower() == ".zip":
                self._zip(chosen, target, dry_run=dry_run)
            else:
                self._folder(chosen, target, dry_run=dry_run, overwrite=overwrite)
        except OperationError as error:
            raise CommandError(str(error)) from error

    def _zip(self, team: Team, target: Path, *, dry_run: bool) -> None:
        if dry_run:
            self.stdout.write(f"Would write {target}")
            return
        with export_zip(team, by=None) as stream:
            try:
                _write(stream, target)
            except OSError as error:
                raise CommandError(f"{target} cannot be written: {(error.strerror or str(error)).lower()}.") from error
        self.stdout.write(f"Wrote {target} ({target.stat().st_size:,} bytes)")

    def _folder(self, team: Team, target: Path, *, dry_run: bool, overwrite: list[str]) -> None:
        if not dry_run:
            _make(target)
        plan = plan_folder(team, str(target))
        wanted = {name.removeprefix(".claude/") for name in overwrite}
        if unknown := sorted(wanted - {step.path for step in plan.steps}):
            raise CommandError(f"{', '.join(unknown)}: no such file in {team.name}. Give paths as in agents/qa.md.")
        for step in plan.steps:
            if step.verb != Verb.UNCHANGED:
                self.stdout.write(f"{MARKS[step.verb]:8} {step.path}{f'  {step.reason}' if step.reason else ''}")
        if dry_run:
            self.stdout.write(f"Nothing was written. {len(plan.of(Verb.UNCHANGED)):,} unchanged.")
            return
        event = export_folder(team, plan, overwrite=wanted, by=None)
        self._report(plan, event, wanted)

    def _report(self, plan: Plan, event: Event, wanted: set[str]) -> None:
        self.stdout.write(f"{event.details['summary']} in {plan.folder}/.claude")
        differing = {step.path for step in plan.of(Verb.DIFFERS)}
        if differing - wanted:
            self.stderr.write(NOT_OVERWRITTEN)
        failed = event.details["left"] - len(differing - wanted)
        if failed:
            for path, reason in event.details["left_alone"]:
                if path not in differing - wanted:
                    self.stderr.write(reason)
            raise CommandError(f"{failed:,} file{'s' * (failed != 1)} could not be written.")


def _team(slug: str | None) -> Team:
    there = Team.objects.filter(removed_at=None)
    team = there.filter(slug=slug).first() if slug else there.first()
    if team is None and slug:
        known = ", ".join(there.values_list("slug", flat=True))
        raise CommandError(f"There is no team {slug}. There are: {known}.")
    if team is None:
        raise CommandError("There is no team yet. Run agentsite up first.")
    return team


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CommandError(f"{folder} cannot be made: {(error.strerror or str(error)).lower()}.") from error


def _write(stream, target: Path) -> None:
    """Put the zip at ``target`` whole or not at all."""
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with beside.open("xb") as file:
            shutil.copyfileobj(stream, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            beside.unlink()
