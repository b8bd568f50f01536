"""The ways to write a value in the style of the entry it replaces, the most faithful first.

Each is only an offer: ``fields`` takes the first that proves to be read back as meant.
"""

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, replace

from agents.definition.scalars import is_plain, is_raw, quoted, single_quoted
from agents.definition.source import Entry

_DELIMITED = re.compile(r"""(?:"[^"\\]*+(?:\\.[^"\\]*+)*+"|'[^']*+(?:''[^']*+)*+'|\[[^\]]*+\])""", re.DOTALL)
_HASH = re.compile(r"(?:\A|(?<=[ \t]))#")
_BLOCK = re.compile(r"(?P<mark>[|>])(?P<before>[1-9]?)(?P<chomp>[+-]?)(?P<after>[1-9]?)(?P<comment>[ \t]*(?:#.*)?)\Z")
_MARKS = {'"': "double", "'": "single", "|": "literal", ">": "folded", "[": "flow"}
_NARROWEST = 20


@dataclass(frozen=True)
class Shape:
    """How an entry is written: ``head`` + ``gap`` + ``content`` + ``comment`` + ``end``."""

    head: str
    gap: str
    content: str
    comment: str
    end: str
    newline: str

    @property
    def style(self) -> str:
        """plain, double, single, literal, folded, flow, block (a list in lines) or empty."""
        if re.match(r"[^\n]*\n[ \t]*-(?:[ \t\r\n]|\Z)", self.content) and self.content.lstrip(" \t")[:1] in "#\r\n":
            return "block"
        return _MARKS.get(self.content[:1], "plain" if self.content.strip() else "empty")

    def inline(self, value: str) -> Iterator[str]:
        """The entry with ``value`` on its line: with the comment behind it, then without."""
        for comment in dict.fromkeys((self.comment, "")):
            yield self.head + (self.gap or " ") + value + comment + self.end


def shape_of(entry: Entry, *, newline: str, is_strict: bool) -> Shape:
    """Take an entry's text apart.  Only in strict YAML is `` #`` surely a comment."""
    rest = entry.text.removeprefix(entry.head)
    end = "\r\n" if rest.endswith("\r\n") else "\n" if rest.endswith("\n") else ""
    content = rest.lstrip(" \t").removesuffix(end)
    gap = rest[: len(rest) - len(rest.lstrip(" \t"))]
    whole = Shape(entry.head, gap, content, "", end, end or newline)
    if not is_strict or whole.style in ("literal", "folded", "block"):
        return whole  # the comment of a list's last line is that item's
    value, comment = part_comment(content)
    return replace(whole, content=value, comment=comment)


def part_comment(content: str) -> tuple[str, str]:
    """Part a value from the comment that ends it; ``#fff`` alone is a lost value, not a comment."""
    delimited = _DELIMITED.match(content)
    start = delimited.end() if delimited else 0
    found = _HASH.search(content, start)
    if found is None or "\n" in content[found.start() :]:
        return content, ""
    value = content[: found.start()].rstrip(" \t")
    if delimited and len(value) > start:
        return content, ""
    return value, content[len(value) :] if value else ""


def new_shape(key: str, *, indent: str, newline: str) -> Shape:
    """The shape of an entry that is not there yet."""
    head = key if is_plain(key) else quoted(key)
    return Shape(f"{indent}{head}:", " ", "", "", newline, newline)


def text_spellings(value: str, shape: Shape) -> Iterator[str]:
    """Entries that hold the text ``value``."""
    if shape.style in ("literal", "folded"):
        yield from _block_spellings(value, shape)
    single = single_quoted(value)
    if shape.style == "single" and single is not None:
        yield from shape.inline(single)
    if shape.style not in ("single", "double", "literal", "folded") and is_plain(value):
        yield from shape.inline(value)
    yield from shape.inline(quoted(value))


def _block_spellings(value: str, shape: Shape) -> Iterator[str]:
    first, *lines = shape.content.replace("\r\n", "\n").split("\n")
    header = _BLOCK.match(first)
    body = value.rstrip("\n")
    if header is None or not body or not is_raw(value):
        return
    margin = _margin(lines, head=shape.head, indent=int(header["before"] or header["after"] or 0))
    chomp = _chomp(header["chomp"], len(value) - len(body))
    mark = header["mark"] + header["before"] + chomp + header["after"] + header["comment"].rstrip()
    extra = max(len(value) - len(body) - 1, 0) * "\n"
    for content in _folded(body, lines) if header["mark"] == ">" else [body]:
        written = [margin + line if line else "" for line in (content + extra).split("\n")]
        yield shape.head + shape.gap + shape.newline.join([mark, *written]) + shape.end


def _margin(lines: list[str], *, head: str, indent: int) -> str:
    if indent:
        return head[: len(head) - len(head.lstrip(" "))] + indent * " "
    return next((line[: len(line) - len(line.lstrip(" "))] for line in lines if line.strip()), "  ")


def _chomp(old: str, newlines: int) -> str:
    if newlines == 0:
        return "-"
    if old == "+" or newlines > 1:
        return "+"
    return ""


def _folded(body: str, old: list[str]) -> Iterator[str]:
    """Paragraphs as long as the old lines were, then unwrapped."""
    width = max(_NARROWEST, *(len(line.strip()) for line in old), 0)
    wrapped = [textwrap.fill(p, width, break_long_words=False, break_on_hyphens=False) for p in body.split("\n")]
    for lines in (wrapped, body.split("\n")):
        yield re.sub(r"\x00+", lambda gap: "\n" * (len(gap[0]) + 1), "\x00".join(lines))
