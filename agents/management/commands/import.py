"""``agentsite import PATH``: bring in a folder, a zip or one Markdown file."""  # noqa: N999

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from agents import limits
from agents.definition.collection import Incoming
from agents.definition.intake import too_large
from agents.models import Membership, Role, StagedFile, Team, User
from agents.operations import remarks
from agents.operations.archives import open_archive
from agents.operations.errors import OperationError
from agents.operations.folders import read_folder
from agents.operations.import_plans import Planned, plan_import
from agents.operations.importing import import_plan
from agents.operations.people import first_owner
from agents.operations.relations import catch_up

Outcome = StagedFile.Outcome
MOST_FILES = 20_000
MOST_BYTES = 256 * 1_048_576
MENTIONED = (Outcome.REFUSED, Outcome.EDITED_HERE, Outcome.ARCHIVED)


class Command(BaseCommand):
    help = "Import a folder, a zip or one Markdown file. Files on disk stay as they are."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path, metavar="PATH", help="a folder, a .zip or an .md file")
        parser.add_argument("--team", metavar="SLUG", help="the team whose library it comes into (the first)")
        parser.add_argument("--dry-run", action="store_true", help="say what would come in, and store nothing")

    def handle(self, *, path: Path, team: str | None, dry_run: bool, **options):
        library, owner = _whose(team)
        try:
            plan = plan_import(library, _incoming(path))
            if not any(one.kind for one in plan):
                raise CommandError(_nothing(plan))
            if not dry_run:
                import_plan(library, plan, by=owner, origin=path.absolute().name, overwrite=frozenset())
                catch_up(library)
        except OperationError as error:
            raise CommandError(str(error)) from error
        self._tell(plan, library, dry_run=dry_run)

    def _tell(self, plan: list[Planned], team: Team, *, dry_run: bool) -> None:
        for one in plan:
            if sentence := _problem(one):
                self.stdout.write(f"{remarks.shown_path(one.path)}: {sentence}")
        counts = Counter(one.outcome for one in plan)
        found = ", ".join(f"{counts[outcome]:,} {outcome.label.lower()}" for outcome in Outcome if counts[outcome])
        self.stdout.write(f"{team.name}: {found}.{' Nothing was stored.' if dry_run else ''}")


def _whose(slug: str | None) -> tuple[Team, User]:
    """The team, and the owner in whose name files come in."""
    first = first_owner()
    here = Team.objects.filter(removed_at=None)
    team = here.filter(slug=slug).first() if slug else here.filter(memberships__user=first).first()
    if team is None:
        known = ", ".join(here.values_list("slug", flat=True))
        raise CommandError(f"There is no team {remarks.shown_path(slug or '')}. There are: {known}.")
    owner = (
        Membership.objects.filter(team=team, role=Role.OWNER, user__is_active=True)
        .select_related("user")
        .order_by("pk")
        .first()
    )
    return team, owner.user if owner else first


def _incoming(path: Path) -> list[Incoming]:
    if path.is_dir():
        return read_folder(path, most_files=MOST_FILES, most_bytes=MOST_BYTES)
    if not path.is_file():
        raise CommandError(f"There is no file or folder {remarks.shown_path(str(path))}.")
    try:
        if path.suffix.lower() == ".zip":
            return open_archive(_bytes(path, limits.ARCHIVE_BYTES))
        return [Incoming(_name(path), _bytes(path, limits.DOCUMENT_BYTES))]
    except OSError as error:
        raise CommandError(f"{remarks.shown_path(str(path))} cannot be read: {error.strerror}.") from error


def _bytes(path: Path, most: int) -> bytes:
    if (size := path.stat().st_size) > most:
        raise CommandError(f"{remarks.shown_path(path.name)} cannot be taken. {too_large(size, most)}")
    return path.read_bytes()


def _name(path: Path) -> str:
    """The file's path from ``.claude`` on, where it lies in one."""
    parts = path.absolute().parts
    return "/".join(parts[parts.index(".claude") :]) if ".claude" in parts else path.name


def _nothing(plan: Sequence[Planned]) -> str:
    lines = [f"{remarks.shown_path(one.path)}: {one.reason}" for one in plan[:20]]
    more = [f"And {len(plan) - 20:,} more."] if len(plan) > 20 else []
    return "\n".join([f"None of the {len(plan):,} files can come in.", *lines, *more])


def _problem(one: Planned) -> str:
    if one.outcome in MENTIONED:
        return f"{one.outcome.label}. {one.reason}"
    if one.taken is None:
        return ""
    row = StagedFile(kind=one.kind, path=one.path, source=one.taken.source, name=one.path)
    remarks.describe(row)
    return f"line {row.line}: {row.problem}" if row.line else row.problem
