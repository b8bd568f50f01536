"""Estimate, in one pass over a text, how long Python-Markdown may take at worst.

Its inline patterns read on from a mark to the mark's other half, or in vain to the end of the
paragraph.  The estimate counts those characters; ordinary texts stay far below the limit.
"""

from __future__ import annotations

import re

PARAGRAPH_END = re.compile(r"\n[ \t]*\n")
BRACKET = re.compile(r"[\[\]]")
LINK = re.compile(r"\]\(")
RUN = re.compile(r"`+|\*+|_+|~+|<(?=[!?a-zA-Z/])")
PATTERNS_READING_BRACKETS = 6
CHARACTERS_A_CELL = 300  # a cell costs as much as reading so many characters again
CHARACTERS_A_MARK = 100
CHARACTERS_A_LINE = 60
MOST_COLUMNS = 100
MARKS = "[*_`<\\&~@:"
SHORT = 100  # nothing so short takes long
LIMIT = 2_000_000  # characters read again; some tenths of a second


def is_suspicious(text: str) -> bool:
    """Say whether rendering ``text`` may take long enough to be done elsewhere, under a deadline."""
    return sum(map(_cost, PARAGRAPH_END.split(text))) > LIMIT


def _cost(paragraph: str) -> int:
    """Return how many characters are read, at worst, beyond one pass over ``paragraph``."""
    size = len(paragraph)
    if size < SHORT:
        return size + CHARACTERS_A_LINE
    lines = paragraph.count("\n") + 1
    runs = len(RUN.findall(paragraph))
    links = len(LINK.findall(paragraph))
    marks = sum(paragraph.count(mark) for mark in MARKS)
    return (
        _bracket_cost(paragraph) * PATTERNS_READING_BRACKETS
        + (runs + links) * size
        + (marks + paragraph.count("  \n")) * CHARACTERS_A_MARK
        + lines * CHARACTERS_A_LINE
        + _cells(paragraph) * CHARACTERS_A_CELL
    )


def _cells(paragraph: str) -> int:
    """Return how many cells a table in ``paragraph`` may have, the ones filled up included."""
    if "|" not in paragraph:
        return 0
    lines = paragraph.split("\n")
    return len(lines) * min(max(line.count("|") for line in lines), MOST_COLUMNS)


def _bracket_cost(paragraph: str) -> int:
    """Sum the ways from each opening bracket to its closing one, or to the end.

    Code and escapes may hide any of them: then every way is taken to lead to the end.
    """
    if "`" in paragraph or "\\" in paragraph:
        return paragraph.count("[") * len(paragraph) // 2
    cost = 0
    open_at: list[int] = []
    for match in BRACKET.finditer(paragraph):
        if match[0] == "[":
            open_at.append(match.start())
        elif open_at:
            cost += match.start() - open_at.pop()
    return cost + sum(len(paragraph) - start for start in open_at)
