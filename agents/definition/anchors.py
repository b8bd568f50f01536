"""Where the lines a comment speaks of stand in a later text: on the same words, or nowhere."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from agents.definition.diff import lines_of, map_lines


@dataclass(frozen=True)
class Lines:
    """A range of lines, both ends included, 1-based."""

    first: int
    last: int


def moved(old: str, new: str, lines: Lines) -> Lines | None:
    r"""Tell where ``lines`` of ``old`` stand in ``new``; None when any of them is changed, gone or pulled apart.

    >>> moved("a\nb\nc\n", "new\na\nb\nc\n", Lines(2, 3))
    Lines(first=3, last=4)
    >>> moved("a\nb\n", "a\nx\nb\n", Lines(1, 2)) is None
    True
    """
    if old == new:
        return lines
    where = map_lines(old, new)
    found = [where.get(line) for line in range(lines.first, lines.last + 1)]
    first = found[0] if found else None
    if first is None or found != list(range(first, first + len(found))):
        return None
    return Lines(first, first + len(found) - 1)


def quoted(text: str, lines: Lines) -> str:
    """Return the lines with their ends; a comment keeps them, to show what it spoke of."""
    return "".join(lines_of(text)[lines.first - 1 : lines.last])


def replaced(text: str, lines: Lines, *, by: str) -> str:
    r"""Put ``by`` in the place of ``lines``; a line that stays keeps its end, others get that of the place.

    >>> replaced("a\r\nb\r\nc", Lines(2, 2), by="B\nBB")
    'a\r\nB\r\nBB\r\nc'
    """
    all_lines = lines_of(text)
    old = all_lines[lines.first - 1 : lines.last]
    if not old:
        raise ValueError(f"There are no lines {lines.first}–{lines.last}.")
    is_crlf = any(line.endswith("\r\n") for line in old) or text.count("\r\n") > text.count("\n") / 2
    words = by.replace("\r\n", "\n")
    new = _ended(words.removesuffix("\n").split("\n"), old, usual="\r\n" if is_crlf else "\n") if words else []
    return "".join([*all_lines[: lines.first - 1], *new, *all_lines[lines.last :]])


def _ended(new: list[str], old: list[str], *, usual: str) -> list[str]:
    """Give the new lines the ends of the old ones they are equal to, and the last one that of the last."""
    bare = [line.removesuffix("\r\n").removesuffix("\n") for line in old]
    ends = [usual] * len(new)
    for same in SequenceMatcher(None, bare, new, autojunk=False).get_matching_blocks():
        for at in range(same.size):
            ends[same.b + at] = old[same.a + at][len(bare[same.a + at]) :] or usual
    if not old[-1].endswith("\n"):
        ends[-1] = ""
    return [line + end for line, end in zip(new, ends, strict=True)]
