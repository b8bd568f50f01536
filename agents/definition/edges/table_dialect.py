"""Table cells that name agents: those of a column for agents, and cells that are nothing but names."""

import re
from collections.abc import Iterator

from agents.definition.edges.build import context, find, spans_of_list, trimmed
from agents.definition.edges.names import is_role, key
from agents.definition.edges.page import Line, Page
from agents.definition.edges.roster import Reach
from agents.definition.edges.vocabulary import kind_of
from agents.definition.edges.written import WORKS_WITH, Unknown, Written

_CELL = re.compile(r"[^|]+")
_RULE = re.compile(r"[ \t]*\|?[ \t:|-]*-[ \t:|-]*$")
_FOR_AGENTS = re.compile(
    r"\b(?:sub-?)?agents?\b|\bspecialists?\b|\bdelegates?\b|\bhand-?s?[ -]?offs?\b|\broute\b|\bdispatch\b"
    r"|\bassignees?\b|\bcollaborators?\b|\bpartners?\b",
    re.IGNORECASE,
)
_MARKED = re.compile(r"[^`*@|]{0,24}(?:(?:`[\w@-]{1,60}`|\*\*[\w -]{1,60}\*\*)(?:\s*[,/+&]\s*|\s+(?:and|or)\s+)?)+\s*$")


def in_tables(page: Page) -> Iterator[Written]:
    """Yield the names in cells."""
    headers: list[str] = []
    previous: Line | None = None
    for line in page.lines:
        is_row = not line.is_fenced and line.text.count("|") >= 2
        if not is_row:
            headers = []
        elif _RULE.match(line.text):
            headers = _words(previous.text) if previous else []
        elif headers:
            yield from _in_row(page, line, headers)
        previous = line if is_row else None


def _words(row: str) -> list[str]:
    return [found[0].strip() for found in _CELL.finditer(row.strip().removeprefix("|"))]


def _in_row(page: Page, line: Line, headers: list[str]) -> Iterator[Written]:
    begin = line.text.find("|") + 1 if line.text.lstrip().startswith("|") else 0
    for column, cell in enumerate(_CELL.finditer(line.text, begin)):
        header = headers[column] if column < len(headers) else ""
        for_agents = bool(_FOR_AGENTS.search(header))
        if not for_agents and not (context(line) and _MARKED.match(cell[0])):
            continue
        unknown: Unknown = "kept" if for_agents and "`" in cell[0] else "dropped"
        kind = kind_of(header) if for_agents else WORKS_WITH
        for span in spans_of_list(line.text, *trimmed(line.text, *cell.span())):
            start, end = trimmed(line.text, *span)
            name = key(line.text[start:end])
            reach = Reach.ROLE if for_agents and is_role(name) else Reach.NAMED if for_agents else Reach.EXACT
            yield find(
                page, line, (start, end), dialect="table", tier="structure", reach=reach, kind=kind, unknown=unknown
            )
