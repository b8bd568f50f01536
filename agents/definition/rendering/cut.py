"""Cut a text into pieces that can be rendered apart and joined again.

A piece ends where every open block must end too, whatever stood before: before a line at the margin
that follows a blank one and carries no list mark, and around headings and fences at the margin.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from agents.definition.rendering import lines as scan
from agents.definition.rendering.blocks import BlockParser

LIST_MARK = re.compile(r"[\s>]*(?:[-+*]|\d{1,9}[.)])(?:\s|$)")
SET_IN_FENCE = re.compile(r" {1,3}(?:```|~~~)")


class Piece(NamedTuple):
    """Some whole top-level blocks, and the line (from 1) they begin on."""

    text: str
    line: int


def cut(text: str) -> list[Piece]:
    """Return the pieces of ``text``; rendered one by one they give what the whole gives."""
    return _Cutter(text.split("\n")).pieces()


class _Cutter:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.found: list[Piece] = []
        self.begin = 0
        self.has_list = False
        self.after_blank = False
        self.parser: BlockParser | None = None  # has read the lines from begin up to parsed
        self.parsed = 0

    def pieces(self) -> list[Piece]:
        lines = self.lines
        index = 0
        while index < len(lines):
            line = lines[index]
            first = line[:1]
            if not line.strip(" \t"):
                self.after_blank = True
            elif first in "`~ " and self._opens_fence(line, index):
                self._end_piece(index)
                index = self._after_fence(index)
                self._end_piece(index)
                continue
            elif first == "#" and scan.HEADING.match(line):
                self._end_piece(index)
                self._end_piece(index + 1)
            else:
                self._take(line, index)
            index += 1
        self._end_piece(len(lines))
        return self.found

    def _take(self, line: str, index: int) -> None:
        """Let the line go on with the open piece, or begin the next one with it."""
        is_item = LIST_MARK.match(line) is not None
        if self.after_blank and line[0] not in " \t" and not (is_item and self.has_list):
            self._end_piece(index)
        self.after_blank = False
        self.has_list = self.has_list or is_item

    def _opens_fence(self, line: str, index: int) -> bool:
        """Say whether a top-level code block opens here.

        Set in by a few columns it may as well belong to a list item: then the parser must tell.
        """
        if line[0] != " ":
            return scan.opening_fence(line, 0) is not None
        if SET_IN_FENCE.match(line) is None or scan.opening_fence(line, scan.skip_spaces(line, 0)) is None:
            return False
        return not self.has_list or self._parser_sees_fence(index)

    def _parser_sees_fence(self, index: int) -> bool:
        if self.parser is None:
            self.parser, self.parsed = BlockParser(), self.begin
        for line in self.lines[self.parsed : index + 1]:
            self.parser.feed(line)
        self.parsed = index + 1
        leaf = self.parser.leaf
        return len(self.parser.path) == 1 and leaf is not None and bool(leaf.fence)

    def _after_fence(self, index: int) -> int:
        """Return the line after the code block that opens at ``index``."""
        line = self.lines[index]
        fence = scan.opening_fence(line, scan.skip_spaces(line, 0))
        mark = fence[0] if fence else ""
        for later in range(index + 1, len(self.lines)):
            line = self.lines[later]
            start = scan.skip_spaces(line, 0)
            if start < 4 and scan.closes_fence(line, start, fence=mark):
                return later + 1
        return len(self.lines)

    def _end_piece(self, end: int) -> None:
        if end == self.begin:
            return
        text = "\n".join(self.lines[self.begin : end])
        if text and not text.isspace():
            begun = text.lstrip("\n")
            self.found.append(Piece(begun.rstrip("\n"), self.begin + 1 + len(text) - len(begun)))
        self.begin = end
        self.has_list = self.after_blank = False
        self.parser = None
