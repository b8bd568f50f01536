"""Where the lines a comment speaks of stand in a later text: on the same words, or nowhere."""

from dataclasses import dataclass

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
    r"""Put ``by`` in the place of ``lines``, with the line end of that place; nothing else changes.

    >>> replaced("a\r\nb\r\nc", Lines(2, 2), by="B\nBB")
    'a\r\nB\r\nBB\r\nc'
    """
    all_lines = lines_of(text)
    old = all_lines[lines.first - 1 : lines.last]
    if not old:
        raise ValueError(f"There are no lines {lines.first}–{lines.last}.")
    end = "\r\n" if any(line.endswith("\r\n") for line in old) or text.count("\r\n") > text.count("\n") / 2 else "\n"
    words = by.replace("\r\n", "\n")
    new = words.removesuffix("\n").replace("\n", end) + (end if old[-1].endswith("\n") else "") if words else ""
    return "".join(all_lines[: lines.first - 1]) + new + "".join(all_lines[lines.last :])
