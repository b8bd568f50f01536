"""A text as lines that know where they stand: under which headings, below which opening line, in which item."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from agents.definition.sections import Heading, headings, outside_fences
from agents.definition.source import Source, split

MOST_CHARACTERS = 2_000  # of a line that is quoted
MOST_LINES = 50  # of an item's note: items within items would hold the same lines again and again

ITEM = re.compile(r"(?P<indent>[ \t]*)(?:[-*+•]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)")
_EXAMPLE = re.compile(r"<(/?)(?:examples?|commentary)\b", re.IGNORECASE)
_RULE = re.compile(r"[ \t]*(?:[-*_][ \t]*){3,}$")


@dataclass(slots=True)
class Line:
    """One line of the body.

    ``lead`` is the plain line ending in ":" that opened the list it stands in; ``item`` where
    the list item begins that holds it, 0 outside lists; ``trail`` the titles above it.
    """

    number: int
    text: str
    trail: tuple[str, ...] = ()
    lead: str = ""
    item: int = 0
    begins: int = -1  # the column behind the bullet of an item's first line
    is_fenced: bool = False

    @property
    def heading(self) -> str:
        return self.trail[-1] if self.trail else ""


@dataclass
class Page:
    """A split text with its lines and headings; line numbers are those of the whole text."""

    source: Source
    lines: list[Line]
    headings: list[Heading]
    first: int  # the line on which the body begins
    levels: dict[int, Heading] = field(default_factory=dict)
    items: dict[int, tuple[int, str]] = field(default_factory=dict)

    def line(self, number: int) -> Line:
        return self.lines[number - self.first]

    def place(self, line: Line) -> tuple[int, int, str]:
        """First line, last line and words of the list item ``line`` stands in, or of the line alone."""
        if not line.item:
            if -line.number not in self.items:
                self.items[-line.number] = line.number, line.text.strip()[:MOST_CHARACTERS]
            return line.number, *self.items[-line.number]
        if line.item not in self.items:
            first = self.line(line.item)
            last = self.end_of_item(first)
            words = self.note(line.item, min(last, line.item + MOST_LINES - 1))
            self.items[line.item] = last, words[max(0, first.begins - _indent(first.text)) :]
        return line.item, *self.items[line.item]

    def end_of_item(self, line: Line) -> int:
        """The last line of the item ``line`` begins, with what is indented below it."""
        last = line.number
        for at in range(line.number - self.first + 1, len(self.lines)):
            later = self.lines[at]
            if later.text.strip() and (later.number in self.levels or not _belongs(later, line)):
                break
            if later.text.strip():
                last = later.number
        return last

    def end_of_section(self, heading: Heading) -> int:
        """The last line with text before the next heading."""
        at = bisect_right(self.headings, heading.line, key=lambda one: one.line)
        stop = self.headings[at].line if at < len(self.headings) else self.lines[-1].number + 1
        while stop - 1 > heading.line and not _has_words(self.line(stop - 1).text):
            stop -= 1
        return stop - 1

    def note(self, first: int, last: int) -> str:
        """The lines from ``first`` to ``last`` without what indents them all."""
        texts = [self.line(number).text.rstrip() for number in range(first, last + 1)]
        while texts and not texts[0].strip():
            texts.pop(0)
        indent = min((len(text) - len(text.lstrip()) for text in texts if text.strip()), default=0)
        return "\n".join(text[indent:] for text in texts)


def open_page(text: str) -> Page:
    """Cut ``text`` into a Page."""
    source = split(text)
    first = source.body_line
    texts = [line.removesuffix("\r") for line in source.body.split("\n")]
    if len(texts) > 1 and not texts[-1]:
        texts.pop()
    found = list(headings(texts, first))
    return Page(source, list(_lines(texts, first, found)), found, first, {one.line: one for one in found})


def _belongs(later: Line, first: Line) -> bool:
    if later.item != first.number and later.begins < 0:
        return False
    return later.item == first.number or _indent(later.text) > _indent(first.text)


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" \t"))


def _has_words(text: str) -> bool:
    return bool(text.strip()) and not _RULE.match(text)


def _lines(texts: list[str], first: int, found: list[Heading]) -> Iterable[Line]:
    """Give each line its context; examples and fences are marked as such."""
    at_line = {one.line: one for one in found}
    trail: list[Heading] = []
    titles: tuple[str, ...] = ()
    leads: list[tuple[int, str]] = []  # indent and words of the lines that opened a list
    item = examples = 0
    was_blank = True
    for (number, shown), text in zip(outside_fences(texts, first), texts, strict=True):
        line = Line(number, text, is_fenced=bool(examples) or (not shown and bool(text.strip())))
        if "<" in text:
            examples = max(0, examples + sum(1 - 2 * bool(mark) for mark in _EXAMPLE.findall(text)))
        if heading := at_line.get(number):
            trail = [*(one for one in trail if one.level < heading.level), heading]
            titles = tuple(one.title for one in trail if one is not found[0] or one.level > 1)
            leads, item, examples = [], 0, 0
        elif found_item := ITEM.match(text):
            indent = len(found_item["indent"])
            leads = [lead for lead in leads if lead[0] < indent]
            line.lead = leads[-1][1] if leads else ""
            item = number
            line.begins = found_item.end()
            _open(leads, text[line.begins :], indent)
        elif text.strip() and not line.is_fenced:
            if (not text[:1].isspace() and was_blank) or not item:
                item, leads = 0, []
                _open(leads, text, -1)
            elif leads and leads[-1][0] >= 0:
                line.lead = leads[-1][1]
        elif line.is_fenced and not text[:1].isspace():
            item = 0
        line.trail, line.item = titles, item
        was_blank = not text.strip()
        yield line


def _open(leads: list[tuple[int, str]], text: str, indent: int) -> None:
    words = text.strip().strip("*_# ")
    if words.endswith((":", "：")) and len(words) <= 120:
        leads.append((indent, words.rstrip(":： *_")))
