"""What changed between two texts, as values that a page can show line by line.

Lines end at \\n or \\r\\n and nowhere else.  A changed line end, a missing one and invisible
characters are said in words: a difference nobody can see is the worst kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from agents.definition.invisible import spelled_out
from agents.definition.matching import matching_runs

Sign = Literal[" ", "+", "-"]

CONTEXT = 3
MOST_LINES = 2_000
LINE = re.compile(r"[^\n]*\n|[^\n]+")


@dataclass(frozen=True)
class Line:
    """One line of a diff.  ``old_line`` and ``new_line`` are 1-based; None where the line is not."""

    sign: Sign
    old_line: int | None
    new_line: int | None
    text: str
    note: str = ""

    @property
    def shown(self) -> str:
        """The text with every invisible character written out, as in ‹U+200B›."""
        return spelled_out(self.text)


@dataclass(frozen=True)
class Hunk:
    """A changed place with the unchanged lines around it; ``left_out`` lines were too many to show."""

    lines: tuple[Line, ...]
    skipped: int  # unchanged lines between this hunk and the one before
    left_out: int = 0


def hunks(old: str, new: str, *, context: int = CONTEXT, most: int = MOST_LINES) -> list[Hunk]:
    """Return what to show of the change from ``old`` to ``new``; nothing when they are equal.

    At most ``most`` lines are returned; the last hunk says how many more there are.

    >>> [line.sign + line.text for line in hunks("a\\nb\\n", "a\\nc\\n")[0].lines]
    [' a', '-b', '+c']
    """
    before, after = lines_of(old), lines_of(new)
    mixed = len({line.endswith("\r\n") for line in before + after if line.endswith("\n")}) > 1
    found: list[Hunk] = []
    lines: list[Line] = []
    skipped = x = y = 0
    for old_start, new_start, length in [*matching_runs(before, after), (len(before), len(after), 0)]:
        lines += _changed("-", before, x, old_start, mixed=mixed)
        lines += _changed("+", after, y, new_start, mixed=mixed)
        x, y = old_start + length, new_start + length
        is_last = x == len(before) and y == len(after)
        above = min(length, context) if lines else 0
        below = 0 if is_last else min(length - above, context)
        lines += _same(before, old_start, new_start, range(above))
        if length > above + below or is_last:
            found += [Hunk(tuple(lines), skipped)] if lines else []
            lines, skipped = [], length - above - below
        lines += _same(before, old_start, new_start, range(length - below, length))
    return _cut(found, most=most)


def changed(found: Sequence[Hunk]) -> tuple[int, int]:
    """Count the lines added and removed, as far as they are shown."""
    signs = [line.sign for hunk in found for line in hunk.lines]
    return signs.count("+"), signs.count("-")


def map_line(old: str, new: str, line: int) -> int | None:
    r"""Tell where ``line`` of ``old`` stands in ``new``; None when it is gone or changed.

    >>> map_line("a\nb\n", "new\na\nb\n", 2), map_line("a\nb\n", "a\nc\n", 2)
    (3, None)
    """
    return map_lines(old, new).get(line)


def map_lines(old: str, new: str) -> dict[int, int]:
    """Map the lines of ``old`` that still stand in ``new`` to where they are; both 1-based."""
    runs = matching_runs(lines_of(old), lines_of(new))
    return {x + i + 1: y + i + 1 for x, y, length in runs for i in range(length)}


def lines_of(text: str) -> list[str]:
    """Cut ``text`` after each \\n; joined again the lines are the text."""
    return LINE.findall(text)


def _changed(sign: Sign, lines: list[str], first: int, last: int, *, mixed: bool) -> Iterator[Line]:
    for i in range(first, last):
        text, note = _without_end(lines[i], mixed=mixed)
        yield Line("-", i + 1, None, text, note) if sign == "-" else Line("+", None, i + 1, text, note)


def _same(lines: list[str], old_start: int, new_start: int, steps: range) -> Iterator[Line]:
    for i in steps:
        text, _ = _without_end(lines[old_start + i], mixed=False)
        yield Line(" ", old_start + i + 1, new_start + i + 1, text)


def _without_end(line: str, *, mixed: bool) -> tuple[str, str]:
    if not line.endswith("\n"):
        return line, "no line end"
    if line.endswith("\r\n"):
        return line[:-2], "ends in CRLF" if mixed else ""
    return line[:-1], "ends in LF" if mixed else ""


def _cut(found: list[Hunk], *, most: int) -> list[Hunk]:
    kept: list[Hunk] = []
    room = most
    for i, hunk in enumerate(found):
        if len(hunk.lines) > room:
            left_out = sum(len(later.lines) for later in found[i:]) - room
            return [*kept, Hunk(hunk.lines[:room], skipped=hunk.skipped, left_out=left_out)]
        kept.append(hunk)
        room -= len(hunk.lines)
    return kept
