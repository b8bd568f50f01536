"""What Claude Code makes of each file before a proposal and after it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agents.definition.reading import Problem, Reading
from agents.models import Change, Document
from agents.operations.indexing import verdict
from agents.queries import touched
from agents.views.review_texts import readings, sides_of

if TYPE_CHECKING:  # the desk shows what is made here
    from agents.views.desk import Desk

MOST_PROBLEMS = 50
ORDER = ("stops", "skipped", "twice", "noted", "starts", "other", "archived", "mended", "same")


@dataclass(frozen=True)
class Value:
    """Something Claude Code takes from the frontmatter that is another one after the change."""

    key: str
    before: object
    after: object

    @property
    def label(self) -> str:
        return self.key.replace("_", " ").capitalize()

    @property
    def names(self) -> list[tuple[str, str]]:
        """Of two lists every name with its sign: + for what comes, - for what goes; none where one is no list."""
        if not (isinstance(self.before, tuple) and isinstance(self.after, tuple)):
            return []
        gone = [("-", name) for name in self.before if name not in self.after]
        return [("" if name in self.before else "+", name) for name in self.after] + gone


@dataclass(frozen=True)
class Check:
    """What Claude Code makes of a file before and after; None where there is none, or a guideline.

    ``twins`` are the paths of other agents that have its name then: only one of them is loaded.
    """

    change: Change
    before: Reading | None
    after: Reading | None
    twins: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """For its tile."""
        document = self.change.document
        return document.name if document else self.change.path.rpartition("/")[2].removesuffix(".md")

    @property
    def color(self) -> str:
        reading = self.after or self.before
        return (reading.color if reading else "") or ""

    @property
    def is_agent(self) -> bool:
        return self.change.document_kind == Document.Kind.AGENT

    @property
    def words(self) -> tuple[str, str]:
        return _word(self.before), _word(self.after)

    @property
    def kind(self) -> str:
        """One of ORDER: the first thing a reviewer should know of it."""
        was, will = (bool(one and one.loads) for one in (self.before, self.after))
        if self.after is None:
            return "archived" if self.is_agent and self.before else "same"
        if not will:
            return "stops" if was else "same" if self.is_same else "skipped"
        if self.twins:
            return "twice"
        if any(one.severity != "note" for one in self.new_problems):
            return "noted"
        if not was:
            return "starts"
        return "same" if self.is_same else "other" if self.values or self.new_problems else "mended"

    @property
    def is_same(self) -> bool:
        """Whether it makes the same of both texts."""
        if self.before is None or self.after is None or self.twins:
            return False
        return self.words[0] == self.words[1] and not (self.values or self.new_problems or self.gone_problems)

    @property
    def values(self) -> list[Value]:
        """What it takes from the frontmatter now and takes otherwise then; only of what loads both times."""
        if not (self.before and self.after and self.before.loads and self.after.loads):
            return []
        pairs = ((key, getattr(self.before, key), getattr(self.after, key)) for key in COMPARED)
        return [Value(*pair) for pair in pairs if pair[1] != pair[2]]

    @property
    def new_problems(self) -> list[Problem]:
        """What it says afterwards and did not say before."""
        return _beyond(self.after, self.before)

    @property
    def gone_problems(self) -> list[Problem]:
        return _beyond(self.before, self.after) if self.after else []


COMPARED = ("name", "tools", "disallowed_tools", "model", "color", "description")


def checks(desk: "Desk") -> list[Check]:
    """What becomes of every file, first what has to be looked at; the texts are read once and kept."""
    sides = sides_of(desk)
    found = readings(sides.values())
    changes = [one for one in desk.changes if one.pk in sides]
    made = [Check(one, *(found.get(text.blob_id) if text else None for text in sides[one.pk])) for one in changes]
    twins = _twins(desk, made)
    made = [Check(one.change, one.before, one.after, twins.get(one.change.pk, ())) for one in made]
    return sorted(made, key=lambda one: ORDER.index(one.kind))


def _twins(desk: "Desk", made: Iterable[Check]) -> Mapping[int, tuple[str, ...]]:
    """The paths at which the name of a change stands too, where the change is what brings that about."""
    loading = {one.change.pk: one for one in made if one.after and one.after.loads}
    named = {pk: one for pk, one in loading.items() if not _had_name(one)}
    ours = {one.document_id for one in desk.changes if one.document_id}
    names = {one.after.name for one in named.values()}
    others = touched.bearers(desk.team, names) if desk.knows_library else []
    paths = [(name, path) for pk, name, path in others if pk not in ours]
    paths += [(one.after.name, one.change.path) for one in loading.values()]
    return {
        pk: tuple(path for name, path in paths if name == one.after.name and path != one.change.path)
        for pk, one in named.items()
    }


def _had_name(one: Check) -> bool:
    return bool(one.before and one.before.loads and one.before.name == one.after.name)


def _word(reading: Reading | None) -> str:
    return verdict(reading).name.lower() if reading else ""


def _problems(reading: Reading | None) -> list[Problem]:
    return [] if reading is None else [*([reading.reason] if reading.reason else []), *reading.problems]


def _beyond(these: Reading | None, those: Reading | None) -> list[Problem]:
    """The problems of ``these`` that ``those`` have not, or not as often."""
    had = Counter((one.code, one.message) for one in _problems(those))
    found = []
    for one in _problems(these):
        had[one.code, one.message] -= 1
        found += [one] if had[one.code, one.message] < 0 else []
    return found[:MOST_PROBLEMS]
