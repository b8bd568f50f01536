"""Read the rows of GitHub's tables."""

from __future__ import annotations

import re

DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
CELL_END = re.compile(r"\\.|\|", re.DOTALL)


def alignments(row: str, *, header: str) -> tuple[str, ...] | None:
    """Return how the columns are set when ``row`` makes a table of the line ``header`` above it."""
    if "-" not in row or DELIMITERS.match(row) is None:
        return None
    cells = split_row(row)
    if len(cells) != len(split_row(header)):
        return None
    return tuple(_alignment(cell) for cell in cells)


def _alignment(cell: str) -> str:
    if cell.endswith(":"):
        return "center" if cell.startswith(":") else "right"
    return "left" if cell.startswith(":") else ""


def split_row(row: str) -> list[str]:
    r"""Cut a row at its bars; a bar written ``\|`` is text.

    >>> split_row(r"| a | b \| c |")
    ['a', 'b | c']
    """
    row = row.strip(" \t")
    cells = []
    begin = 1 if row.startswith("|") else 0
    for match in CELL_END.finditer(row, begin):
        if match[0] == "|":
            cells.append(row[begin : match.start()])
            begin = match.end()
    if begin < len(row) or not cells:
        cells.append(row[begin:])
    return [cell.strip(" \t").replace("\\|", "|") for cell in cells]
