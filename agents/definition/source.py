"""Split an agent file into parts whose concatenation is the file, byte for byte.

Nothing here ever re-serialises YAML.  An edit replaces the text of one entry and
leaves every other character alone, so a diff shows what the author changed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import yaml

from agents.definition.fences import BLANKS

_OPENING = re.compile(rf"\ufeff?---[{BLANKS.replace(chr(10), '')}]*\n")
_CLOSING = re.compile(r"---(?:[ \t]*(?:\r?\n|\Z))?")
_CLOSING_LINE = re.compile(r"^[ \t]*---", re.MULTILINE)
_FIRST_LINE = re.compile(r"^([ \t]*)([^\s#])", re.MULTILINE)
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_BLOCK_SCALAR = re.compile(r"[^\n]*:[ \t]+[|>][0-9]?(?P<keep>\+?)")

_KEY = r"""(?P<key>
      "[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"
    | '[^'\n]*+(?:''[^'\n]*+)*+'
    | (?:[^ \t\r\n\-?:,\[\]{}\#&*!|>'"%@`] | [\-?:](?=[^ \t\r\n])) [^\n:]*+(?: :(?=[^ \t\r\n]) [^\n:]*+ )*+
) [ \t]* : (?=[ \t\r\n]|\Z)"""
_OVER_LINES = r"""
(?: [ \t]+ (?: "[^"\\]*+(?:\\.[^"\\]*+)*+" | '[^']*+(?:''[^']*+)*+' ) [ \t]* (?:\#[^\n]*)? (?=\r?\n|\Z) )?"""
_HEAD = re.compile(r"[ \t]*" + _KEY, re.VERBOSE | re.DOTALL)


@dataclass(frozen=True)
class Entry:
    """One top-level frontmatter key with all the lines that belong to it.

    Comments and blank lines between keys form entries whose key is "", so that
    replacing a value never takes the comment above the next key with it.
    """

    key: str
    text: str

    @property
    def head(self) -> str:
        """The key as it is written, with its colon."""
        found = _HEAD.match(self.text)
        return found[0] if found and self.key else ""


@dataclass(frozen=True)
class Source:
    """An agent file, cut at its seams."""

    opening: str
    entries: tuple[Entry, ...]
    closing: str
    body: str

    def __str__(self) -> str:
        return self.opening + "".join([entry.text for entry in self.entries]) + self.closing + self.body

    def entry(self, key: str) -> Entry | None:
        """Find the entry of ``key``: of duplicates the last, as the client takes that one."""
        return next((entry for entry in reversed(self.entries) if key and entry.key == key), None)

    @property
    def newline(self) -> str:
        """The file's line end, judged by its first line."""
        first, newline, _ = (self.opening or self.body).partition("\n")
        return "\r\n" if newline and first.endswith("\r") else "\n"

    def line_of(self, key: str) -> int:
        """The line in the whole text on which the entry of ``key`` begins (1 when there is none)."""
        wanted, before = self.entry(key), self.opening
        for entry in self.entries if wanted else ():
            if entry is wanted:
                return before.count("\n") + 1
            before += entry.text
        return 1

    @property
    def closing_line(self) -> int:
        """The line in the whole text on which the closing fence begins."""
        return 1 + sum(part.count("\n") for part in (self.opening, *(e.text for e in self.entries)))

    @property
    def body_line(self) -> int:
        """The line in the whole text on which the body begins."""
        return self.closing_line + self.closing.count("\n")


def split(text: str) -> Source:
    r"""Cut ``text`` into a Source.  ``str(split(text)) == text`` for every string.

    The client ends the frontmatter at the first ``---``, even in the middle of a value.
    There we go on to the next line that begins with one, because the author meant that.

    >>> source = split("---\nname: qa\n---\nYou test things.\n")
    >>> source.entry("name").text, source.body
    ('name: qa\n', 'You test things.\n')
    """
    opening = _OPENING.match(text)
    start = opening.end() if opening else 0
    first = text.find("---", start)
    if opening is None or first < 0:
        return Source("", (), "", text)
    end = _end_of_entries(text, start, first)
    closing = _CLOSING.match(text, text.index("---", end))
    after = closing.end() if closing else len(text)
    return Source(opening[0], tuple(_entries(text[start:end])), text[end:after], text[after:])


def _end_of_entries(text: str, start: int, first: int) -> int:
    line_start = max(text.rfind("\n", start, first) + 1, start)
    if not text[line_start:first].strip(" \t"):
        return line_start
    line = _CLOSING_LINE.search(text, first)
    return line.start() if line else first


def _entries(frontmatter: str) -> Iterator[Entry]:
    first = _FIRST_LINE.search(frontmatter)
    in_lines = first is not None and first[2] not in "{["  # a value in JSON style has no lines to edit
    indent = first[1] if first else ""
    keys = [(found.start(), found["key"]) for found in _keys(indent).finditer(frontmatter)] if in_lines else []
    ends = [*[start for start, _ in keys], len(frontmatter)]
    if ends[0]:
        yield Entry("", frontmatter[: ends[0]])
    for (start, key), end in zip(keys, ends[1:], strict=True):
        several = frontmatter.find("\n", start, end - 1) >= 0
        own = start + _own_length(frontmatter[start:end], indent) if several else end
        yield Entry(_unquoted(key), frontmatter[start:own])
        if own < end:
            yield Entry("", frontmatter[own:end])


@lru_cache(maxsize=16)
def _keys(indent: str) -> re.Pattern[str]:
    return re.compile("^" + re.escape(indent) + _KEY + _OVER_LINES, re.MULTILINE | re.VERBOSE | re.DOTALL)


def _own_length(text: str, indent: str) -> int:
    """Measure an entry without the comments and blank lines that part it from the next."""
    lines = _LINES.findall(text)
    block = _BLOCK_SCALAR.match(text)
    length = len(text)
    for line in reversed(lines[1:]):
        rest = line.lstrip(" \t\r\n")
        is_comment = rest[:1] == "#" and len(line) - len(line.lstrip(" \t")) <= len(indent)
        is_value = bool(rest) or (block is not None and (line[0] in " \t" or block["keep"] == "+"))
        if is_value and not is_comment:
            break
        length -= len(line)
    return length


def _unquoted(key: str) -> str:
    if key[0] == "'":
        return key[1:-1].replace("''", "'")
    if key[0] != '"':
        return key.rstrip(" \t")
    try:
        return str(yaml.load(key, Loader=yaml.CSafeLoader)) if "\\" in key else key[1:-1]
    except yaml.YAMLError:
        return key
