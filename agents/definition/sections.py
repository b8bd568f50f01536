"""The headings of an agent's prompt, and which lines stand under each.

Both Markdown spellings count (``## Title`` and underlined titles); what stands in a
code fence does not, nor does the frontmatter.  Lines are counted in the whole text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agents.definition.source import split

_MARKERS = re.compile(r"(?:[ ]{0,3}(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))*")
_FENCE = re.compile(r"[ \t]*(?P<mark>`{3,}(?=[^`]*$)|~{3,})(?P<rest>.*)")
_ATX = re.compile(r" {0,3}(?P<marks>#{1,6})(?=[ \t]|$)")
_UNDERLINE = re.compile(r" {0,3}(?P<mark>=+|-+)[ \t]*$")
_NOT_A_TITLE = re.compile(r"(?: {4}|\t|[ ]{0,3}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||(?:[-*_][ \t]*){3,}$|</?[a-zA-Z!]))")


@dataclass(frozen=True)
class Heading:
    """A heading: its depth from 1 to 6, its words and the line it stands on."""

    level: int
    title: str
    line: int


def outline(text: str) -> list[Heading]:
    r"""List the headings of the body in their order.

    >>> outline("---\nname: qa\n---\n# Work\n")
    [Heading(level=1, title='Work', line=4)]
    """
    source = split(text)
    lines = source.body.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return list(headings(lines, source.body_line))


def section_at(text: str, line: int) -> Heading | None:
    """Find the heading under which ``line`` stands; None above the first one."""
    return next((heading for heading in reversed(outline(text)) if heading.line <= line), None)


def section_lines(text: str, heading: Heading) -> range:
    """The lines of a section: its heading, its text and its subsections."""
    after = [h.line for h in outline(text) if h.line > heading.line and h.level <= heading.level]
    last = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").count("\n") + 1
    return range(heading.line, after[0] if after else last + 1)


def headings(lines: list[str], first_line: int) -> Iterator[Heading]:
    paragraph: list[str] = []  # lines an underline would make a title of
    for number, line in outside_fences(lines, first_line):
        atx = _ATX.match(line) if "#" in line else None
        underline = _UNDERLINE.match(line) if paragraph else None
        if atx:
            yield Heading(len(atx["marks"]), _title(line[atx.end() :]), number)
        elif underline:
            level = 1 if underline["mark"][0] == "=" else 2
            yield Heading(level, " ".join(part.strip() for part in paragraph), number - len(paragraph))
        elif line.strip() and (paragraph or not _NOT_A_TITLE.match(line)) and not _starts_a_block(line):
            paragraph.append(line)
            continue
        paragraph = []


def _title(rest: str) -> str:
    words = rest.strip(" \t")
    opened = words.rstrip("#")
    return words if opened and opened[-1] not in " \t" else opened.rstrip(" \t")


def _starts_a_block(line: str) -> bool:
    return re.match(r" {0,3}(?:>|[-*+][ \t]|1[.)][ \t])", line) is not None


def outside_fences(lines: list[str], first_line: int) -> Iterator[tuple[int, str]]:
    """Yield the lines with their numbers; a fence and what it holds become empty lines."""
    fence = ""
    for number, line in enumerate(lines, first_line):
        if "```" not in line and "~~~" not in line:
            yield number, "" if fence else line
            continue
        mark = _FENCE.match(line, 0 if fence else _MARKERS.match(line).end())  # type: ignore[union-attr]
        if fence:
            if mark and mark["mark"].startswith(fence) and not mark["rest"].strip():
                fence = ""
            yield number, ""
        elif mark:
            fence = mark["mark"]
            yield number, ""
        else:
            yield number, line
