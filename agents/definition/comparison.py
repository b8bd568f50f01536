"""Two versions of a file side by side: its fields, and the lines of its body with the unchanged ones folded.

A fold bears the name of the section its lines stand in.  Work and length are bounded; what
is left out is counted and said.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from agents.definition.diff import Line, hunks, lines_of
from agents.definition.field_changes import FieldChange, changed_keys, field_changes, has_other_changes
from agents.definition.matching import matching_runs
from agents.definition.sections import Heading, outline
from agents.definition.source import split
from agents.definition.words import Row, Spans, rows

MOST_SHOWN = 5_000  # lines, the folded ones included
MOST_COMPARED = 60_000  # lines of both texts together
AROUND = 3

_LINE_END = re.compile(r"\r?\n\Z")


@dataclass(frozen=True)
class Part:
    """Changed lines with those around them; or, when ``folded``, so many unchanged lines.

    The rows of a fold are missing when there are too many lines to show.
    """

    rows: tuple[Row, ...]
    folded: int = 0
    section: str = ""

    @property
    def lines(self) -> Iterator[tuple[Line, Spans]]:
        """The same below each other: of each changed place first the old lines, then the new ones."""
        for is_same, group in groupby(self.rows, key=lambda row: row.old is row.new):
            block = list(group)
            if not is_same:
                yield from ((row.old, row.old_spans) for row in block if row.old)
            yield from ((row.new, row.new_spans) for row in block if row.new)


@dataclass(frozen=True)
class Comparison:
    """What changed from one text to another.

    ``front`` holds the changed lines of the frontmatter and ``fields`` what they mean; where
    only one side has a frontmatter, all lines are in ``body``.
    """

    fields: tuple[FieldChange, ...] = ()
    more_fields: int = 0  # changed ones that are not told
    front: tuple[Part, ...] = ()
    has_other: bool = False  # the frontmatter changed in what is no field
    body: tuple[Part, ...] = ()
    added: int = 0
    removed: int = 0
    left_out: int = 0  # changed lines that are not shown
    is_too_long: bool = False

    @property
    def is_same(self) -> bool:
        """Whether both texts are the same, character for character."""
        return not (self.front or self.body or self.is_too_long)


def compare(old: str, new: str) -> Comparison:
    r"""Compare two texts.

    >>> compared = compare("---\nname: qa\n---\nTest.\n", "---\nname: qa\n---\nTest all.\n")
    >>> compared.fields, compared.added, compared.removed
    ((), 1, 1)
    """
    if old == new:
        return Comparison()
    if old.count("\n") + new.count("\n") > MOST_COMPARED:
        return Comparison(is_too_long=True)
    before, after = split(old), split(new)
    if not (before.opening and after.opening):
        return _whole(old, new)
    fronts = [old[: len(old) - len(before.body)], new[: len(new) - len(after.body)]]
    body, left_out = _parts(before.body, after.body, starts=(before.body_line, after.body_line), headings=outline(new))
    front, more = _parts(*fronts, starts=(1, 1), headings=[])
    added, removed = count(before.body, after.body) if left_out else _shown(body)
    fields = tuple(field_changes(before, after))
    return Comparison(
        fields=fields,
        more_fields=len(changed_keys(before, after)) - len(fields),
        front=front,
        has_other=has_other_changes(before, after),
        body=body,
        added=added,
        removed=removed,
        left_out=left_out + more,
    )


@dataclass(frozen=True)
class Summary:
    """A change in a line of a list: the keys of the changed fields, and how many lines of the body."""

    keys: tuple[str, ...] = ()
    added: int = 0
    removed: int = 0


def summarise(old: str, new: str) -> Summary:
    r"""Tell what changed without showing it.

    >>> summarise("---\nname: qa\n---\nTest.\n", "---\nname: tester\n---\nTest.\n")
    Summary(keys=('name',), added=0, removed=0)
    """
    before, after = split(old), split(new)
    if not (before.opening and after.opening):
        return Summary((), *count(old, new))
    return Summary(tuple(changed_keys(before, after)), *count(before.body, after.body))


def count(old: str, new: str) -> tuple[int, int]:
    """Count the lines added and removed."""
    before, after = lines_of(old), lines_of(new)
    same = sum(length for _, _, length in matching_runs(before, after))
    return len(after) - same, len(before) - same


def _shown(parts: Sequence[Part]) -> tuple[int, int]:
    changed = [row for part in parts for row in part.rows if row.old is not row.new]
    return sum(row.new is not None for row in changed), sum(row.old is not None for row in changed)


def _whole(old: str, new: str) -> Comparison:
    body, left_out = _parts(old, new, starts=(1, 1), headings=outline(new))
    added, removed = count(old, new) if left_out else _shown(body)
    return Comparison(body=body, added=added, removed=removed, left_out=left_out)


def _parts(old: str, new: str, *, starts: tuple[int, int], headings: Sequence[Heading]) -> tuple[tuple[Part, ...], int]:
    """Cut a diff into what changed and what is folded; ``starts`` are the lines the texts begin on."""
    found = hunks(old, new, context=AROUND, most=MOST_SHOWN)
    if not found:
        return (), 0
    after = lines_of(new)
    room = MOST_SHOWN - sum(len(hunk.lines) for hunk in found)
    parts: list[Part] = []
    x = y = 0
    for hunk in found:
        fold = _fold(after, x, y, hunk.skipped, starts=starts, room=room)
        room -= len(fold.rows)
        parts += [replace(fold, section=_section(headings, starts[1] + y + hunk.skipped - 1))] if hunk.skipped else []
        x += hunk.skipped + sum(line.old_line is not None for line in hunk.lines)
        y += hunk.skipped + sum(line.new_line is not None for line in hunk.lines)
        parts.append(Part(tuple(rows([_moved(line, starts) for line in hunk.lines]))))
    left_out = found[-1].left_out
    if not left_out and y < len(after):
        fold = _fold(after, x, y, len(after) - y, starts=starts, room=room)
        parts.append(replace(fold, section=_section(headings, starts[1] + y)))
    return tuple(_unfolded(parts)), left_out


def _unfolded(parts: Iterable[Part]) -> list[Part]:
    """Show single lines between or beside changes: a fold is as high as a line."""
    made: list[Part] = []
    for part in parts:
        is_shown = not part.folded or (part.folded == 1 and part.rows)
        if is_shown and made and not made[-1].folded:
            made[-1] = Part(made[-1].rows + part.rows)
        else:
            made.append(Part(part.rows) if is_shown else part)
    return made


def _fold(after: list[str], x: int, y: int, length: int, *, starts: tuple[int, int], room: int) -> Part:
    if length > room:
        return Part((), folded=length)
    texts = [_LINE_END.sub("", line) for line in after[y : y + length]]
    lines = [Line(" ", starts[0] + x + i, starts[1] + y + i, text) for i, text in enumerate(texts)]
    return Part(tuple(rows(lines)), folded=length)


def _moved(line: Line, starts: tuple[int, int]) -> Line:
    old_line = None if line.old_line is None else line.old_line + starts[0] - 1
    new_line = None if line.new_line is None else line.new_line + starts[1] - 1
    return replace(line, old_line=old_line, new_line=new_line)


def _section(headings: Sequence[Heading], line: int) -> str:
    """The title above ``line``: ``sections.section_at`` for many lines of one text."""
    at = bisect_right(headings, line, key=lambda heading: heading.line)
    return headings[at - 1].title if at else ""
