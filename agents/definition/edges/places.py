"""Offsets of lines in a text, so that an edit can leave every character alone that is not its own."""

import re
from dataclasses import dataclass

_RUN = re.compile(r"\n")


class EdgeError(ValueError):
    """An edit of an edge that cannot be made; its text is the sentence for the person."""


@dataclass(frozen=True)
class Places:
    """A text and where its lines (1-based) begin."""

    text: str
    starts: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Places":
        return cls(text, (0, *(found.end() for found in _RUN.finditer(text))))

    @property
    def newline(self) -> str:
        """The line end that most lines have."""
        return "\r\n" if self.text.count("\r\n") * 2 > self.text.count("\n") else "\n"

    def start(self, line: int) -> int:
        return self.starts[line - 1] if line <= len(self.starts) else len(self.text)

    def end(self, line: int) -> int:
        """Where the words of a line end, before its line end."""
        stop = self.start(line + 1)
        if stop > 0 and line < len(self.starts):
            stop -= 1
        return stop - 1 if self.text[stop - 1 : stop] == "\r" and stop > self.start(line) else stop

    def words(self, line: int) -> str:
        return self.text[self.start(line) : self.end(line)]

    def is_blank(self, line: int) -> bool:
        return not self.words(line).strip()

    def last_filled(self, before: int) -> int:
        """The nearest line above ``before`` that is not blank; 0 when there is none."""
        line = before - 1
        while line > 0 and self.is_blank(line):
            line -= 1
        return line

    def insert_below(self, line: int, block: list[str], *, gap: int) -> str:
        """Put ``block`` below a line, ``gap`` blank lines apart; nothing around it moves."""
        at = self.end(line) if line else 0
        joined = self.newline.join(block)
        lead = self.newline * (gap + 1) if line else ""
        return self.text[:at] + lead + joined + self.text[at:]

    def without(self, first: int, last: int) -> str:
        """Take the lines away with the blank ones above them; what follows keeps its distance."""
        above = self.last_filled(first)
        start = self.end(above) if above else 0
        follows = last < len(self.starts) and not self.is_blank(last + 1)
        if follows and (above < first - 1 or not above):
            return self.text[: self.start(first)] + self.text[self.start(last + 1) :]
        return self.text[:start] + self.text[self.end(last) :]
