"""Bring two edits of one text together: the frontmatter entry by entry, the rest line by line.

A conflict is a value that holds all three versions of its place, so a page can let a person
choose.  Nothing either side wrote is dropped, and nothing is made up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from agents.definition.entry_merge import front_stretches
from agents.definition.source import split
from agents.definition.three_way import Stretch, line_stretches


@dataclass(frozen=True)
class Conflict:
    """A place of which each side made something else; an empty text is one that was removed or not there.

    The lines are 1-based and tell where it begins, or would, in each of the whole texts.
    """

    base: str
    ours: str
    theirs: str
    key: str  # the frontmatter entry; "" where lines conflict
    base_line: int
    ours_line: int
    theirs_line: int

    @property
    def where(self) -> str:
        """Name the place for the person whose text is ours: “description” or “lines 12–14”."""
        if self.key:
            return self.key
        count = self.ours.count("\n") + (self.ours[-1:] not in ("", "\n"))
        return f"lines {self.ours_line}–{self.ours_line + count - 1}" if count > 1 else f"line {self.ours_line}"


Piece = str | Conflict


@dataclass(frozen=True)
class Merged:
    """The outcome of a merge: settled text and the conflicts between, in their order."""

    pieces: tuple[Piece, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The places a person has to decide."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))

    @property
    def text(self) -> str | None:
        """The merged text; None while there are conflicts."""
        return None if self.conflicts else resolve(self, [])


def merge(base: str, ours: str, theirs: str) -> Merged:
    r"""Merge two edits of ``base``.  What only one side changed, or both in the same way, is settled.

    Changes that overlap or touch conflict, and so does an entry that one removed and the other
    changed.  Swapping ``ours`` and ``theirs`` swaps the sides of the conflicts and nothing else.

    >>> base = "---\nname: qa\nmodel: opus\n---\nTest.\n"
    >>> merge(base, base.replace("qa", "tester"), base.replace("opus", "haiku")).text
    '---\nname: tester\nmodel: haiku\n---\nTest.\n'
    >>> [conflict.where for conflict in merge("a\n", "b\n", "c\n").conflicts]
    ['line 1']
    """
    newlines = [_newline(text) for text in (base, ours, theirs)]
    if None in newlines or len({*newlines} - {""}) < 2:
        return Merged(tuple(_pieces(_stretches(base, ours, theirs))))
    stretches = _stretches(*[text.replace("\r\n", "\n") for text in (base, ours, theirs)])
    if newlines[0] == "\n":  # so one side made it CRLF
        stretches = [_with_crlf(stretch) for stretch in stretches]
    return Merged(tuple(_pieces(stretches)))


def resolve(merged: Merged, choices: Sequence[str]) -> str:
    """Compose the text, with one choice for each conflict: one of its texts, or one written by hand.

    A choice without a line end gets one where more text follows.  ValueError is raised when
    there are not as many choices as conflicts.
    """
    remaining = iter(choices)
    if len(choices) != len(merged.conflicts):
        raise ValueError(f"{len(choices)} choices for {len(merged.conflicts)} conflicts")
    texts = [next(remaining) if isinstance(piece, Conflict) else piece for piece in merged.pieces]
    newline = "\r\n" if any("\r\n" in text for text in texts) else "\n"
    whole: list[str] = []
    for text in filter(None, texts):
        if whole and not whole[-1].endswith("\n"):
            whole.append(newline)
        whole.append(text)
    return "".join(whole)


def _newline(text: str) -> str | None:
    """The line end of ``text``; "" when it has none, None when they are mixed."""
    crlf = text.count("\r\n")
    if not crlf:
        return "\n" if "\n" in text else ""
    return "\r\n" if crlf == text.count("\n") and "\r\r\n" not in text else None


def _with_crlf(stretch: Stretch) -> Stretch:
    base, ours, theirs = (text.replace("\n", "\r\n") for text in (stretch.base, stretch.ours, stretch.theirs))
    return replace(stretch, base=base, ours=ours, theirs=theirs)


def _stretches(base: str, ours: str, theirs: str) -> list[Stretch]:
    sources = [split(text) for text in (base, ours, theirs)]
    front = front_stretches(*sources)
    if front is None:
        return line_stretches(base, ours, theirs)
    rest = [source.closing + source.body for source in sources]
    first, second, third = (source.closing_line for source in sources)
    return [*front, *line_stretches(*rest, starts=(first, second, third))]


def _pieces(stretches: Iterable[Stretch]) -> Iterator[Piece]:
    """Yield conflicts one by one, and what is settled between them as one text."""
    settled: list[str] = []
    for stretch in stretches:
        if stretch.merged is not None:
            settled.append(stretch.merged)
            continue
        if any(settled):
            yield "".join(settled)
        settled = []
        yield Conflict(stretch.base, stretch.ours, stretch.theirs, stretch.key, *stretch.starts)
    if any(settled):
        yield "".join(settled)
