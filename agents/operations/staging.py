"""Keep what was brought until a person has chosen, then import it in steps.

Nothing of a staged import is in the library; a step that was cut short is simply run again.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from agents.definition.collection import AGENT, Incoming
from agents.definition.intake import Taken
from agents.models import StagedFile, StagedImport, Team, User
from agents.operations import relations, remarks
from agents.operations.errors import NothingToImport
from agents.operations.folders import read_folder
from agents.operations.import_plans import Outcome, Planned, plan_import, replan
from agents.operations.importing import import_plan

KEPT_FOR = timedelta(hours=24)
STEP = 500  # files a request, so that its page is back soon
LISTED = 500  # of those left alone; more are only counted
FIRST = (Outcome.REFUSED, Outcome.EDITED_HERE, Outcome.ARCHIVED)
LAST = (Outcome.UNCHANGED, Outcome.LEFT_ALONE)
SENSIBLE = (Outcome.NEW, Outcome.CHANGED)


def stage_files(team: Team, files: Iterable[Incoming], *, by: User, origin: str) -> StagedImport:
    """Keep ``files`` for ``by`` to choose from, with all that is sensible chosen.

    NothingToImport is raised when none of them could come in.  The person's earlier import from
    the same origin is replaced; whoever's imports are a day old are thrown away.
    """
    plan, origin = plan_import(team, files), remarks.shown_path(origin)
    if not any(one.kind for one in plan):
        raise NothingToImport(_why_nothing(plan))
    rows = _rows(plan)

    with transaction.atomic():
        _sweep(team, by=by, origin=origin)
        staged = StagedImport.objects.create(team=team, author=by, origin=origin, summary=_summary(rows, plan))
        for position, row in enumerate(rows):
            row.staged, row.position = staged, position
        StagedFile.objects.bulk_create(rows, batch_size=500)
    return staged


def stage_folder(team: Team, folder: Path, *, by: User) -> StagedImport:
    """Stage a folder on the server; of a ``.claude`` folder, the origin is the project around it."""
    project = folder.parent if folder.name == ".claude" else folder
    return stage_files(team, read_folder(folder), by=by, origin=short(project))


def short(folder: Path) -> str:
    """A folder as people write it: ``~/code/shop``."""
    try:
        return str("~" / folder.absolute().relative_to(Path.home()))
    except (ValueError, RuntimeError):
        return str(folder.absolute())


def _why_nothing(plan: Sequence[Planned]) -> str:
    if not plan:
        return "There are no files in it. Choose a folder or archive with agents."
    shown = "; ".join(f"{remarks.shown_path(one.path)}: {one.reason}" for one in plan[:3])
    more = f" And {len(plan) - 3:,} more." if len(plan) > 3 else ""
    return f"None of the {len(plan):,} files can come in. {shown}{more}" if len(plan) > 1 else shown


def _sweep(team: Team, *, by: User, origin: str) -> None:
    StagedImport.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    same = StagedImport.objects.filter(team=team, author=by, origin=origin)
    same.filter(state=StagedImport.State.PREVIEW).delete()


def _rows(plan: Sequence[Planned]) -> list[StagedFile]:
    left = [one for one in plan if one.outcome == Outcome.LEFT_ALONE]
    rows = [_row(one) for one in plan if one.outcome != Outcome.LEFT_ALONE] + [_row(one) for one in left[:LISTED]]
    remarks.same_names(rows)
    return sorted(rows, key=_attention)


def _attention(row: StagedFile) -> tuple[int, int, str]:
    """What needs a look stands first."""
    rank = FIRST.index(row.outcome) if row.outcome in FIRST else len(FIRST) + (row.outcome in LAST)
    return rank + (row.outcome == Outcome.LEFT_ALONE), -1 if row.verdict is None else row.verdict, row.path


def _row(one: Planned) -> StagedFile:
    row = StagedFile(outcome=one.outcome, kind=one.kind, path=remarks.shown_path(one.path), problem=one.reason)
    row.name = row.path.rsplit("/", 1)[-1].removesuffix(".md")[:256]
    if one.taken is not None:
        row.source, row.is_chosen = one.taken.source, one.outcome in SENSIBLE
        remarks.describe(row)
    return row


def _summary(rows: Sequence[StagedFile], plan: Sequence[Planned]) -> dict[str, int]:
    counts = Counter(str(one.outcome) for one in plan)
    kinds = Counter(one.kind for one in plan if one.kind)
    return counts | {
        "agents": kinds[AGENT],
        "guidelines": kinds.total() - kinds[AGENT],
        "chosen": sum(row.is_chosen for row in rows),
        "unlisted": len(plan) - len(rows),
    }


@transaction.atomic
def choose(staged: StagedImport, *, listed: Iterable[int], ticked: Iterable[int]) -> None:
    """Choose, of the files at the positions ``listed``, those that are ``ticked``."""
    if staged.state != StagedImport.State.PREVIEW:
        return
    choosable = staged.files.filter(position__in=set(listed), outcome__in=(*SENSIBLE, Outcome.EDITED_HERE))
    choosable.filter(position__in=set(ticked)).update(is_chosen=True)
    choosable.exclude(position__in=set(ticked)).update(is_chosen=False)
    _count_chosen(staged)


@transaction.atomic
def choose_all(staged: StagedImport) -> None:
    """Choose everything that is new or changed."""
    staged.files.update(is_chosen=False)
    staged.files.filter(outcome__in=SENSIBLE).update(is_chosen=True)
    _count_chosen(staged)


@transaction.atomic
def choose_none(staged: StagedImport) -> None:
    staged.files.update(is_chosen=False)
    _count_chosen(staged)


def _count_chosen(staged: StagedImport) -> None:
    staged.summary = staged.summary | {"chosen": staged.files.filter(is_chosen=True).count()}
    staged.save(update_fields=["summary"])


def import_next(staged: StagedImport) -> None:
    """Import the next STEP of the chosen files; after the last read, also in steps, whom they name.

    A file that somebody edited here since it was shown is left as it is, unless it was shown
    as edited and chosen all the same.
    """
    waiting = list(staged.files.filter(is_chosen=True, is_done=False)[:STEP])
    if waiting:
        _bring_in(staged, waiting)
    if not staged.files.filter(is_chosen=True, is_done=False).exists() and not relations.heal(staged.team):
        staged.state = StagedImport.State.DONE
        staged.save(update_fields=["state"])


def _bring_in(staged: StagedImport, waiting: Sequence[StagedFile]) -> None:
    plan = replan(staged.team, [Taken(file.kind, file.path, file.source) for file in waiting])
    overwrite = frozenset(file.path for file in waiting if file.outcome == Outcome.EDITED_HERE)
    imported = import_plan(staged.team, plan, by=staged.author, origin=staged.origin, overwrite=overwrite)
    came = {*imported.created, *imported.changed}
    for file, one in zip(waiting, plan, strict=True):
        _settle(file, one, came)

    with transaction.atomic():
        StagedFile.objects.bulk_update(
            waiting, ["is_done", "is_chosen", "outcome", "problem", "source"], batch_size=100
        )
        staged.state = StagedImport.State.RUNNING
        staged.save(update_fields=["state"])


def _settle(file: StagedFile, one: Planned, came: set[str]) -> None:
    file.is_done, file.source = True, ""
    if one.path in came:
        return
    file.is_chosen, file.outcome = False, one.outcome
    file.problem = one.reason
