"""What becomes of each file when a proposal is merged: does Claude Code load it, whom does it name, who follows it."""

from dataclasses import dataclass

from agents.definition.client import read
from agents.definition.reading import Problem, Reading
from agents.memory import cache
from agents.models import Change, Document, Edge, Reference
from agents.operations.indexing import verdict
from agents.queries.relations import OTHER
from agents.views.desk import Desk
from agents.views.review_files import File, files, roster

KEPT_SECONDS = 24 * 3600
IN_SHORT = 12  # files whose checks stand beside the conversation
MOST_PROBLEMS = 50


@dataclass(frozen=True)
class Check:
    """What Claude Code makes of a file before and after; None where there is none, or a guideline."""

    file: File
    before: Reading | None
    after: Reading | None

    @property
    def words(self) -> tuple[str, str]:
        return _word(self.before), _word(self.after)

    @property
    def new_problems(self) -> list[Problem]:
        """What it says afterwards and did not say before."""
        had = {(one.code, one.message) for one in _problems(self.before)}
        return [one for one in _problems(self.after) if (one.code, one.message) not in had][:MOST_PROBLEMS]

    @property
    def gone_problems(self) -> list[Problem]:
        has = {(one.code, one.message) for one in _problems(self.after)}
        return [one for one in _problems(self.before) if (one.code, one.message) not in has][:MOST_PROBLEMS]


def checks(found: list[File]) -> list[Check]:
    """Read every agent before and after."""
    return [Check(one, *(_read(one, text) for text in (one.base, one.new))) for one in found]


def _read(file: File, text: str) -> Reading | None:
    return read(text) if file.is_agent and text else None


def _word(reading: Reading | None) -> str:
    return verdict(reading).name.lower() if reading else ""


def _problems(reading: Reading | None) -> list[Problem]:
    return [] if reading is None else [*([reading.reason] if reading.reason else []), *reading.problems]


@dataclass(frozen=True)
class Short:
    """The checks in three numbers; ``is_left_out`` where there are too many files to read here."""

    skipped: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    loads: int = 0
    is_left_out: bool = False


def in_short(desk: Desk) -> Short:
    """Say in three numbers what the client makes of the agents; kept by the names of the texts."""
    agents = [one for one in desk.changes if one.document_kind == Document.Kind.AGENT and one.pk in desk.current]
    agents = [one for one in agents if one.kind != Change.Kind.ARCHIVE]
    if len(agents) > IN_SHORT:
        return Short(is_left_out=True)
    keys = {one.pk: f"verdict:{desk.current[one.pk].blob_id}" for one in agents}
    words = cache.get_many(keys.values())
    missing = [one for one in agents if keys[one.pk] not in words]
    if missing:
        made = {keys[file.pk]: _word(read(file.new)) for file in files(desk, missing)}
        cache.set_many(made, KEPT_SECONDS)
        words |= made
    by_word = {
        word: tuple(one.path for one in agents if words.get(keys[one.pk]) == word) for word in set(words.values())
    }
    return Short(by_word.get("skipped", ()), by_word.get("noted", ()), len(by_word.get("loads", ())))


@dataclass(frozen=True)
class Impact:
    """What a file has to do with others, and what of it the proposal changes."""

    file: File
    edges: object
    added: tuple[str, ...]
    removed: tuple[str, ...]
    named_by: list[Document]

    @property
    def is_none(self) -> bool:
        return self.edges.is_none and not self.named_by


def impact(desk: Desk) -> list[Impact]:
    """The relations every file gains and loses, and who else is touched by it; a handful of queries in all."""
    found = files(desk, desk.changes)
    names = roster(desk)
    naming = _naming([one for one in found if _concerns_others(one)])
    labels = {pk: agent.name for pk, agent in names.agents.items()}
    return [
        Impact(
            one,
            edges := one.relations(names),
            tuple(labels.get(edge.id, edge.target) for edge in edges.added if edge.id is not None),
            tuple(labels.get(edge.id, edge.target) for edge in edges.removed if edge.id is not None),
            naming.get(one.change.document_id, []),
        )
        for one in found
    ]


def _concerns_others(file: File) -> bool:
    """Whether those who name this file should know: a guideline that changes, what is renamed or archived."""
    return not file.is_agent or bool(file.was_path) or file.change.kind == Change.Kind.ARCHIVE


def _naming(found: list[File]) -> dict[int, list[Document]]:
    ids = [one.change.document_id for one in found if one.change.document_id]
    if not ids:
        return {}
    columns = [f"source__{column}" for column in OTHER]
    grouped: dict[int, dict[int, Document]] = {}
    for model in (Edge, Reference):
        rows = model.objects.filter(target__in=ids, source__archived_at=None).select_related("source")
        for one in rows.only("target_id", "source_id", *columns).order_by("source__name", "pk")[:2_000]:
            grouped.setdefault(one.target_id, {})[one.source_id] = one.source
    return {pk: list(sources.values()) for pk, sources in grouped.items()}
