"""A suggested text for some lines, as the change it would make."""

from dataclasses import replace

from agents.definition.comparison import Part
from agents.definition.diff import hunks
from agents.definition.words import rows


def suggested(quoted: str, by: str, *, first: int) -> Part:
    r"""Compare the lines ``quoted``, the first of which is line ``first``, with what is suggested ``by`` somebody.

    >>> [line.sign + line.text for line, _ in suggested("one\n", "two\n", first=7).lines]
    ['-one', '+two']
    """
    end = "\n" if quoted.endswith("\n") and by and not by.endswith("\n") else ""
    old, new = quoted.replace("\r\n", "\n"), by.replace("\r\n", "\n") + end
    lines = [line for hunk in hunks(old, new, context=0) for line in hunk.lines]
    moved = [
        replace(
            line,
            old_line=None if line.old_line is None else line.old_line + first - 1,
            new_line=None if line.new_line is None else line.new_line + first - 1,
        )
        for line in lines
    ]
    return Part(tuple(rows(moved)))
