"""Headings that name an agent: ``### With QA Agent``, ``### Handoff to X``, or the name alone among agents."""

import re
from collections.abc import Iterator

from agents.definition.edges.build import find, spans_of_list, strength, trimmed
from agents.definition.edges.names import is_role, key
from agents.definition.edges.page import Line, Page
from agents.definition.edges.roster import Reach
from agents.definition.edges.vocabulary import COLLABORATION, kind_of
from agents.definition.edges.written import Kind, Unknown, Written
from agents.definition.sections import Heading

_NUMBER = r"[^A-Za-z`@\[*]{0,12}"
_NAMED = re.compile(rf"{_NUMBER}[*_]*(?P<word>with|from|to|for|via|by|ask|→)[*_:]*\s+(?P<names>\S.*)", re.IGNORECASE)
_TAIL = re.compile(r"(?P<before>.{0,80}?\b(?:with|to|from|for|vs\.?))\s+(?P<names>\S.*)", re.IGNORECASE)
_CUT = re.compile(
    r"(?<!gents)\s+(?:[-–—→:|]|for|on|when|if|during|before|after|about|via|\((?!.*\bagents?\b))\s*.*|:.*"
)


def in_headings(page: Page) -> Iterator[Written]:
    """Yield what headings name, with the lines below as the note."""
    for heading in page.headings:
        line = page.line(heading.line)
        if line.is_fenced or len(heading.title) > 160:
            continue
        begin = line.text.find(heading.title)
        if begin >= 0:
            yield from _in_heading(page, heading, line, begin)


def _in_heading(page: Page, heading: Heading, line: Line, begin: int) -> Iterator[Written]:
    above = line.trail[:-1]
    among = max((strength(title) for title in above), default=0)
    title = heading.title
    if found := _NAMED.match(title):
        word, names = found["word"].lower(), begin + found.start("names")
        unknown: Unknown = "kept" if (among and word != "for") or title.endswith("Agent") else "dropped"
        kind = kind_of(f"{above[-1] if above else ''} {word}")
        yield from _names(page, heading, line, names, kind=kind, unknown=unknown, reach=Reach.ROLE)
    elif (found := _TAIL.match(title)) and _says_who(found["names"]) and (among or _is_relation(found["before"])):
        unknown = "kept" if title.endswith("Agent") else "dropped"
        names = begin + found.start("names")
        yield from _names(page, heading, line, names, kind=kind_of(found["before"]), unknown=unknown, reach=Reach.NAMED)
    elif among and _says_who(title):
        unknown = "kept" if title.endswith("Agent") else "dropped"
        kind = kind_of(above[-1])
        yield from _names(page, heading, line, begin, kind=kind, unknown=unknown, reach=Reach.NAMED)


def _is_relation(words: str) -> bool:
    return COLLABORATION.search(words) is not None


def _says_who(title: str) -> bool:
    name = key(title)
    return bool(name) and (is_role(name) or "`" in title or "@" in title or "-" in title.strip("*_ "))


def _names(
    page: Page, heading: Heading, line: Line, start: int, *, kind: Kind, unknown: Unknown, reach: Reach
) -> Iterator[Written]:
    last = page.end_of_section(heading)
    place = heading.line, last, page.note(heading.line + 1, last)
    end = len(line.text.rstrip().rstrip("#").rstrip())
    cut = _CUT.search(line.text, start, end)
    shorter = [cut.start()] if cut and cut.start() > start else []
    for stop in [end, *shorter]:
        keeps: Unknown = "dropped" if shorter and stop == end else unknown
        for span in spans_of_list(line.text, *trimmed(line.text, start, stop)):
            yield find(
                page,
                line,
                trimmed(line.text, *span),
                dialect="heading",
                tier="structure",
                reach=reach,
                kind=kind,
                unknown=keeps,
                place=place,
            )
