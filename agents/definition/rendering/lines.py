"""Recognise what begins on one line of Markdown: marks, rules, headings, fences.

Every pattern is linear in the line, whatever the line holds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

SPACES = re.compile(r" *")
PREFIX = re.compile(r"[ \t>*+\-\d.)]*")
BULLET = re.compile(r"([-+*])( *)")
ORDINAL = re.compile(r"(\d{1,9})([.)])( *)")
HEADING = re.compile(r"(#{1,6})(?:[ \t]+|$)")
FENCE = re.compile(r"(`{3,})([^`]*)$|(~{3,})(.*)$", re.DOTALL)
CLOSING_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*$")
UNDERLINE = re.compile(r"(=+|-+)[ \t]*$")


class ListMark(NamedTuple):
    """The mark of a list item."""

    kind: str  # - + * . or )
    number: int | None
    content: int  # where the item's text begins in the line
    width: int  # columns a line must be set in to belong to the item
    is_empty: bool


def expand(line: str) -> str:
    """Turn the tabs that take part in the structure into the columns they stand for."""
    if "\t" not in line:
        return line
    end = PREFIX.match(line).end()  # type: ignore[union-attr]
    return line[:end].expandtabs(4) + line[end:]


def skip_spaces(line: str, position: int) -> int:
    """Return where the spaces from ``position`` on end."""
    return SPACES.match(line, position).end()  # type: ignore[union-attr]


def list_mark(line: str, position: int, start: int) -> ListMark | None:
    """Read the list mark at ``start``, in a line whose container ends at ``position``."""
    number = None
    if match := BULLET.match(line, start):
        kind, spaces = match[1], len(match[2])
    elif match := ORDINAL.match(line, start):
        kind, spaces, number = match[2], len(match[3]), int(match[1])
    else:
        return None
    is_empty = match.end() == len(line)
    if not spaces and not is_empty:
        return None
    mark_end = match.end() - spaces
    padding = spaces if 1 <= spaces <= 4 and not is_empty else 1
    content = min(mark_end + padding, len(line))
    return ListMark(kind, number, content, mark_end + padding - position, is_empty)


def is_rule(line: str, start: int) -> bool:
    """Say whether a thematic break stands at ``start``."""
    mark = line[start]
    if mark not in "*-_":
        return False
    marks = line[start:].replace(" ", "").replace("\t", "")
    return len(marks) >= 3 and not marks.strip(mark)


def heading(line: str, start: int) -> tuple[int, str] | None:
    """Return level and title of the ``#`` heading at ``start``."""
    match = HEADING.match(line, start)
    if match is None:
        return None
    title = line[match.end() :].strip(" \t")
    bare = title.rstrip("#")
    if bare != title and (not bare or bare[-1] in " \t"):
        title = bare.rstrip(" \t")
    return len(match[1]), title


def opening_fence(line: str, start: int) -> tuple[str, str] | None:
    """Return the fence that opens at ``start``, and the words after it."""
    if not line.startswith(("```", "~~~"), start):
        return None
    match = FENCE.match(line, start)
    if match is None:
        return None
    return match[1] or match[3], (match[2] or match[4] or "").strip(" \t")


def closes_fence(line: str, start: int, *, fence: str) -> bool:
    """Say whether the line closes a code block that ``fence`` opened."""
    if not line.startswith(fence, start):
        return False
    match = CLOSING_FENCE.match(line, start)
    return match is not None and match[1][0] == fence[0]


def underline_level(line: str, start: int) -> int | None:
    """Return the level that an underline at ``start`` gives to the paragraph above."""
    match = UNDERLINE.match(line, start)
    return None if match is None else 1 if match[1][0] == "=" else 2
