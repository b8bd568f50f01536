"""Find the files a text names, and say which document of the library each one is.

Files are named in backticks, after ``@``, in links, and in plain words when ``.claude/`` stands before them.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from agents.definition.paths import key
from agents.definition.sections import outside_fences
from agents.definition.source import split

LONGEST_NOTE = 400
_PATH = r"(?:\.{1,2}/|~/|/){0,20}[A-Za-z0-9_.][A-Za-z0-9_./@+-]{0,250}\.md"
_NAMED = re.compile(
    rf"(?:`@?(?P<code>{_PATH})(?:[#:][^`\s]{{0,80}})?`"
    rf"|\]\(<?(?P<link>{_PATH})(?:#[^)\s]{{0,80}})?>?(?:\s+\"[^\"]{{0,200}}\")?\)"
    rf"|(?<![\w`/.@])@(?P<at>{_PATH})(?![\w/])"
    rf"|(?<![\w`/.@~-])(?P<plain>(?:\.{{1,2}}/|~/){{0,20}}\.claude/[A-Za-z0-9_./@+-]{{1,250}}\.md)(?![\w/]))"
)
_COMMON = frozenset({"readme.md", "claude.md", "agents.md", "index.md", "changelog.md", "license.md", "agent.md"})
_OURS = ("guidelines/", "rules/")
_OURS_IN_CLAUDE = (*_OURS, "docs/")


class File(NamedTuple):
    """A file as a text names it; ``start`` and ``end`` are columns in ``line``, ``note`` is the whole line."""

    path: str
    note: str
    line: int
    start: int
    end: int


def named_files(text: str) -> tuple[File, ...]:
    r"""List the files that the body of ``text`` names, outside of code fences.

    >>> [(file.path, file.line) for file in named_files("Tests.\nFollow `.claude/guidelines/tone.md`.\n")]
    [('.claude/guidelines/tone.md', 2)]
    """
    source = split(text)
    lines = source.body.split("\n")
    return tuple(
        File(found[kind], line.strip()[:LONGEST_NOTE], number, *found.span(kind))
        for number, line in outside_fences(lines, source.body_line)
        if ".md" in line
        for found in _NAMED.finditer(line)
        if (kind := found.lastgroup)
    )


class Meant(NamedTuple):
    """Which document a path is; a broken one should be in the library and is not."""

    id: int | None
    is_broken: bool = False


NOBODY = Meant(None)


@dataclass
class Shelf:
    """The documents of a library by their paths; ``within`` is the path of the text that names a file."""

    paths: Mapping[str, int]
    _exact: dict[str, int] = field(init=False)
    _tails: dict[str, set[int]] = field(init=False)

    def __post_init__(self) -> None:
        self._exact = {key(path): owner for path, owner in self.paths.items()}
        self._tails = {}
        for path, owner in self._exact.items():
            for tail in _tails(path):
                self._tails.setdefault(tail, set()).add(owner)

    def find(self, written: str, *, within: str) -> Meant:
        """Say which document ``written`` is: from ``.claude``, from beside the text, or by the end of its path.

        >>> Shelf({"guidelines/api/errors.md": 7}).find("../guidelines/api/errors.md", within="agents/qa.md")
        Meant(id=7, is_broken=False)
        """
        is_in_claude, path = _within_claude(written)
        for candidate in self._candidates(path, is_in_claude=is_in_claude, within=within):
            if candidate in self._exact:
                return Meant(self._exact[candidate])
        tail = _normal(path)
        owners = self._tails.get(tail, set()) if tail not in _COMMON else set()
        if len(owners) == 1:
            return Meant(next(iter(owners)))
        return Meant(None, is_broken=tail.startswith(_OURS_IN_CLAUDE if is_in_claude else _OURS))

    def _candidates(self, path: str, *, is_in_claude: bool, within: str) -> Iterable[str]:
        if not is_in_claude:
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(within), path.lstrip("/")))
            yield key(beside)
        yield _normal(path)


def _within_claude(written: str) -> tuple[bool, str]:
    before, mark, rest = written.rpartition(".claude/")
    return (True, rest) if mark and (not before or before.endswith("/")) else (False, written)


def _normal(path: str) -> str:
    plain = posixpath.normpath(path.removeprefix("~")).lstrip("/")
    while plain.startswith("../"):
        plain = plain.removeprefix("../")
    return key(plain)


def _tails(path: str) -> Iterable[str]:
    """The ends of ``path`` by which it may be known: all but what is named alike everywhere."""
    at = 0
    while at >= 0:
        tail = path[at:] if at == 0 else path[at + 1 :]
        if tail not in _COMMON:
            yield tail
        at = path.find("/", at + 1)


def rewritten(text: str, changes: Mapping[tuple[int, int, int], str]) -> str:
    """Put other words at places of ``text``: ``changes`` are by line, start and end."""
    offset = len(text) - len(split(text).body)
    first = split(text).body_line
    lines = text[offset:].split("\n")
    for (line, start, end), words in sorted(changes.items(), reverse=True):
        at = line - first
        lines[at] = lines[at][:start] + words + lines[at][end:]
    return text[:offset] + "\n".join(lines)


def renamed(written: str, *, before: str, after: str) -> str:
    """Write a path so that it leads to ``after``, in the way it led to ``before``.

    >>> renamed(".claude/guidelines/tone.md", before="guidelines/tone.md", after="guidelines/words/voice.md")
    '.claude/guidelines/words/voice.md'
    >>> renamed("../guidelines/tone.md", before="guidelines/tone.md", after="guidelines/words/voice.md")
    '../guidelines/words/voice.md'
    """
    if key(written).endswith(key(before)):
        return written[: len(written) - len(before)] + after
    common = posixpath.commonpath([posixpath.dirname(before), posixpath.dirname(after)])
    tail = before[len(common) :].lstrip("/")
    if common and key(written).endswith(key(tail)):
        return written[: len(written) - len(tail)] + after[len(common) :].lstrip("/")
    return f".claude/{after}"
