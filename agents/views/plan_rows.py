"""A plan as a page shows it: what asks for a decision first, each change with its lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from agents.definition.blob import blob_id
from agents.definition.diff import Hunk, changed, hunks
from agents.definition.export_plan import Step, Verb
from agents.models import Revision
from agents.operations.exporting import Plan
from agents.operations.folders_out import Blocked, Folder

ORDER = (Verb.DIFFERS, Verb.BLOCKED, Verb.UPDATE, Verb.ADD)
MOST_ROWS = 1_000
MOST_DIFFS = 60
MOST_LINES = 3_000  # shown, of all diffs of a page together
MOST_COMPARED = 60_000  # lines read for them


@dataclass(frozen=True)
class Row:
    """One file of a plan; ``hunks`` is None where the lines are not shown."""

    step: Step
    hunks: list[Hunk] | None = None
    added: int = 0
    removed: int = 0


@dataclass(frozen=True)
class Shown:
    """A plan's rows with its counts; ``left_out`` rows were too many for a page."""

    rows: list[Row]
    counts: dict[str, int]
    left_out: int = 0
    unchanged: list[str] = field(default_factory=list)

    @property
    def writes(self) -> int:
        return self.counts["add"] + self.counts["update"]

    @property
    def is_idle(self) -> bool:
        """Whether nothing could be written, whatever is ticked."""
        return not self.writes and not self.counts["differs"]


def show(plan: Plan) -> Shown:
    """Lay out ``plan``; the changes of the first files are read again from the folder."""
    steps = [step for verb in ORDER for step in plan.of(verb)]
    unchanged = [step.path for step in plan.of(Verb.UNCHANGED)]
    counts = {verb.value: len(plan.of(verb)) for verb in Verb}
    rows = list(_rows(plan, steps[:MOST_ROWS]))
    return Shown(rows, counts, len(steps) - len(rows), unchanged[:MOST_ROWS])


def _rows(plan: Plan, steps: list[Step]) -> Iterator[Row]:
    differing = [step for step in steps if step.there is not None][:MOST_DIFFS]
    sources = _sources(plan, differing)
    compared, room = 0, MOST_LINES
    with Folder(plan.folder) as folder:
        for step in steps:
            there = _there(folder, step) if step.path in sources and room > 0 else None
            if there is None:
                yield Row(step)
                continue
            compared += there.count("\n") + sources[step.path].count("\n")
            if compared > MOST_COMPARED:
                yield Row(step)
                continue
            found = hunks(there, sources[step.path], most=room)
            room -= sum(len(hunk.lines) for hunk in found)
            yield Row(step, found, *changed(found))


def _sources(plan: Plan, steps: list[Step]) -> dict[str, str]:
    wanted = {plan.texts[step.path]: step.path for step in steps}
    found = Revision.objects.filter(pk__in=wanted).order_by().values_list("pk", "source")
    return {wanted[pk]: source for pk, source in found}


def _there(folder: Folder, step: Step) -> str | None:
    """What stands there, unless it changed since the plan."""
    try:
        content = folder.read(step.path)
    except Blocked:
        return None
    if content is None or blob_id(content) != step.there:
        return None
    return content.decode("utf-8", "replace")
