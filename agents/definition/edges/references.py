"""Files an agent refers to by their path: in backticks, behind ``@`` or in a Markdown link.

Written paths are looked for in the imported tree as they stand, from the folder of the
agent, and by their last parts.  One that leads nowhere is worth a word only where
guidelines live; elsewhere it may be any file of the project.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from agents.definition.edges.page import Line, open_page

FOLDERS = frozenset({"guidelines", "rules", "docs"})

_PATH = r"(?:~?\.{0,2}/)*[A-Za-z0-9_.][\w.+-]{0,100}(?:/[\w.+-]{1,100}){0,12}\.md"
_WRITTEN = re.compile(
    rf"`@?(?P<code>{_PATH})(?:\#[\w-]*)?`|(?<![\w.@/`])@(?P<at>{_PATH})\b|\]\(<?(?P<link>{_PATH})(?:\#[^()\s]*)?>?\)",
    re.ASCII,
)
_COMMON = frozenset({"readme.md", "claude.md", "agents.md", "changelog.md", "skill.md", "index.md"})


class WrittenReference(NamedTuple):
    """A path as it is written, with its columns in ``line`` and the words around it."""

    path: str
    heading: str
    note: str
    line: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A written path and the document it leads to; None when there is none."""

    written: WrittenReference
    path: str | None

    @property
    def is_broken(self) -> bool:
        """It leads nowhere, though it names a place where guidelines live."""
        return self.path is None and any(folder in FOLDERS for folder in _within(self.written.path).split("/")[:-1])


@dataclass
class Tree:
    """The paths of a team's documents within ``.claude``, ready to be asked for."""

    paths: Iterable[str]
    _whole: dict[str, str] = field(init=False, default_factory=dict)
    _tails: dict[str, set[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        for path in self.paths:
            key = path.casefold()
            self._whole[key] = path
            for at in [0, *(found.end() for found in re.finditer("/", key))]:
                self._tails.setdefault(key[at:], set()).add(path)

    def find(self, written: str, *, at: str = "") -> str | None:
        """The document that ``written``, a path in the document ``at``, leads to."""
        key = _within(written).casefold()
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(at), written)).casefold()
        for whole in (beside, key) if written.startswith(".") and ".claude/" not in written else (key, beside):
            if whole in self._whole:
                return self._whole[whole]
        if key in _COMMON:
            return None
        ends = self._tails.get(key) or (self._by_longest_tail(key) if ".claude/" not in written else set())
        return next(iter(ends)) if len(ends) == 1 else None

    def _by_longest_tail(self, key: str) -> set[str]:
        """A repository's own folders may stand before the part that was imported."""
        while key.count("/") > 1:
            key = key.partition("/")[2]
            if key in self._whole:
                return {self._whole[key]}
        return set()


def read_references(text: str, *, tree: Tree, at: str = "") -> tuple[Reference, ...]:
    """Read the paths in ``text``, the document ``at``, and where they lead."""
    return tuple(Reference(one, tree.find(one.path, at=at)) for one in written_references(text))


def written_references(text: str) -> tuple[WrittenReference, ...]:
    """Every path to a Markdown file in the body of ``text``, fences left out."""
    return tuple(found for line in open_page(text).lines if not line.is_fenced for found in _in_line(line))


def _in_line(line: Line) -> Iterator[WrittenReference]:
    if ".md" not in line.text:
        return
    for found in _WRITTEN.finditer(line.text):
        start, end = found.span(found.lastgroup or 0)
        yield WrittenReference(line.text[start:end], line.heading, line.text.strip(), line.number, start, end)


def _within(written: str) -> str:
    """The part of a path within ``.claude``, without what leads up to it."""
    path = written.rpartition(".claude/")[2] if ".claude/" in written else written
    return re.sub(r"^(?:~?\.{0,2}/)+", "", path)
