"""A problem in its text: what a fix needs to know."""

from dataclasses import dataclass
from functools import cached_property

from agents.definition.fields import FieldError, Value, set_field
from agents.definition.fixes.fix import Fix, turning
from agents.definition.reading import Problem, Reading
from agents.definition.schema import field
from agents.definition.source import Entry, Source, split
from agents.definition.spans import entry_at, extent


@dataclass(frozen=True)
class Spot:
    """``stem`` is the file's name without ``.md``, when it is known."""

    text: str
    problem: Problem
    reading: Reading
    stem: str = ""

    @cached_property
    def source(self) -> Source:
        return split(self.text)

    @cached_property
    def owner(self) -> tuple[Entry, int] | None:
        """The entry the problem stands in, and where it begins."""
        return entry_at(self.source, self.problem.line)

    @cached_property
    def extent(self) -> tuple[int, int]:
        return extent(self.text, self.source, self.problem)

    @property
    def frontmatter(self) -> tuple[int, int]:
        start = len(self.source.opening)
        return start, start + sum(len(entry.text) for entry in self.source.entries)

    def setting(self, key: str, value: Value, label: str, *, changes: str) -> list[Fix]:
        """The fix that gives ``key`` another value, if that can be written."""
        try:
            changed = set_field(self.source, key, value)
        except FieldError:
            return []
        return [turning(label, self.text, str(changed), changes=changes)]


def named(key: str) -> str:
    """What a field is called within a sentence.

    >>> named("permissionMode"), named("emoji")
    ('permission mode', '“emoji”')
    """
    known = field(key)
    if known is None:
        return f"“{key}”"
    return known.label if known.label[1:2].isupper() else known.label[0].lower() + known.label[1:]
