"""Frontmatter that names agents: ``coordination``, ``handoffs``, ``dependencies`` and kin, and ``Agent(…)`` tools."""

import re
from collections.abc import Iterator

from agents.definition.edges.page import Page
from agents.definition.edges.roster import Reach
from agents.definition.edges.vocabulary import kind_of
from agents.definition.edges.written import Dialect, Kind, Written
from agents.definition.source import Entry

_KEYS = re.compile(
    r"coordinat\w*|collaborat\w*|hand[-_]?s?[-_]?offs?\w*|dependenc\w*|depends[-_]?on|delegates?\w*|reports[-_]?to"
    r"|works[-_]?with|receives[-_]?from|escalat\w*|(?:related|sub|peer|next)?[-_]?agents|upstream|downstream|integrat\w*",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"label|prompt|description|send|model|when|reason|condition|trigger|context|note|notes", re.IGNORECASE
)
_LINE = re.compile(r"[ \t]*(?:-[ \t]+)?(?:(?P<key>[\w-]{1,60})[ \t]*:)?(?P<value>[^#\r\n]*)")
_NAME = re.compile(r"[^\[\]{},\"'\s:|>-][^\[\]{},\"':|]*")
_AGENTS_TOOL = re.compile(r"\b(?:Agent|Task)\(([^()]{1,500})\)")


def in_frontmatter(page: Page) -> Iterator[Written]:
    """Yield the names that entries of the frontmatter list."""
    number = page.source.opening.count("\n") + 1
    for entry in page.source.entries:
        if entry.key in ("tools", "allowed-tools"):
            yield from _in_tools(entry, number)
        elif _KEYS.fullmatch(entry.key):
            yield from _in_entry(entry, number)
        number += entry.text.count("\n")


def _in_tools(entry: Entry, first: int) -> Iterator[Written]:
    for at, line in enumerate(entry.text.split("\n")):
        for tool in _AGENTS_TOOL.finditer(line):
            for found in _NAME.finditer(line, *tool.span(1)):
                yield _written(entry, line, found.span(), first + at, "tools", "works with")


def _in_entry(entry: Entry, first: int) -> Iterator[Written]:
    said = kind_of(entry.key.replace("_", " "))
    kind = said
    for at, line in enumerate(entry.text.split("\n")):
        found = _LINE.match(line)
        if not found or line.lstrip().startswith("#"):
            continue
        if found["key"] and at:
            kind = kind_of(found["key"].replace("_", " "), said)
        if found["key"] and _OTHER.fullmatch(found["key"]):
            continue
        for name in _NAME.finditer(line, *found.span("value")):
            if len(name[0].split()) <= 4:
                yield _written(entry, line, name.span(), first + at, "frontmatter", kind)


def _written(entry: Entry, line: str, span: tuple[int, int], number: int, dialect: Dialect, kind: Kind) -> Written:
    start, end = span
    end = start + len(line[start:end].rstrip())
    certain = dialect == "frontmatter" and not entry.key.lower().startswith(("depend", "integrat", "agents"))
    return Written(
        line[start:end],
        dialect,
        "structure",
        kind,
        entry.key,
        line.strip(),
        number,
        number,
        number,
        start,
        end,
        Reach.NAMED,
        "kept" if certain and ("-" in line[start:end] or kind != "works with") else "dropped",
    )
