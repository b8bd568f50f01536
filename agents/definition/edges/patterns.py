"""The ways in which a file already writes its edges, to be followed by the next one."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from agents.definition.edges.build import context
from agents.definition.edges.page import ITEM, Page
from agents.definition.edges.places import Places
from agents.definition.edges.spelling import shown, spelled_like, with_agent
from agents.definition.edges.vocabulary import COLLABORATION
from agents.definition.edges.written import Edge
from agents.definition.sections import Heading, section_lines

_WITH = re.compile(r"[*_]*with\b", re.IGNORECASE)
_PREFIX = re.compile(r"(?:[\w-]+ ){0,2}with\s+(?:the\s+)?|(?:ask|consult|engage|ping|notify|query)\s+", re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


@dataclass(frozen=True)
class Pattern:
    """Where a new edge goes and what stands around its name."""

    below: int
    gap: int
    lead: str  # before the name
    tail: str  # behind it
    like: str = ""
    is_heading: bool = True
    opening: list[str] = field(default_factory=list)
    has_blank: bool = True
    indent: str = ""

    @classmethod
    def of_heading(
        cls, below: int, *, level: int, opening: list[str], like: str = "", has_blank: bool = True
    ) -> "Pattern":
        return cls(below, 1, f"{'#' * min(level, 6)} With ", "", like, True, opening, has_blank)

    def spellings(self, name: str) -> Iterator[str]:
        """The name as the neighbour writes it, then plainer; a reader decides which is understood."""
        mark = "`" if self.is_heading and "`" not in self.lead and not self.like else ""
        styled = [spelled_like(self.like, name)] if self.like else [with_agent(name), shown(name)]
        yield from dict.fromkeys([*styled, name, f"{mark}{name}{mark}"])

    def block(self, name: str, note: str) -> tuple[list[str], str]:
        """The lines to write, and the note a reader will find in them."""
        lines = [line.rstrip() for line in note.strip().replace("\r\n", "\n").split("\n")] if note.strip() else []
        if self.is_heading:
            points = [line if not line or _BULLET.match(line) or line[0] == " " else f"- {line}" for line in lines]
            below = [*([""] if self.has_blank else []), *points] if points else []
            return [*self.opening, self.lead + name + self.tail, *below], "\n".join(points)
        first = self.lead + name + self.tail + (f": {_unmarked(lines[0])}" if lines else "")
        rest = [f"{self.indent}  {line}" if line else "" for line in lines[1:]]
        written = first[ITEM.match(first).end() :] if ITEM.match(first) else first  # type: ignore[union-attr]
        return [first, *rest], "\n".join([written, *(line[len(self.indent) :] for line in rest)])


def patterns(page: Page, places: Places, edges: tuple[Edge, ...]) -> Iterator[Pattern]:
    """Patterns of this file, the most used first."""
    headed = [edge for edge in edges if edge.dialect == "heading" and _WITH.match(edge.heading)]
    listed = [edge for edge in edges if _is_listed(page, edge)]
    found = sorted((headed, listed), key=len, reverse=True)
    for group in found:
        if group and group is headed:
            yield _of_heading(page, places, headed[-1])
        elif group:
            yield from _of_item(page, listed)
    if parent := next((one for one in page.headings if _is_place(page, places, one)), None):
        last = places.last_filled(section_lines(places.text, parent).stop)
        yield Pattern.of_heading(max(last, parent.line), level=parent.level + 1, opening=[])


def _is_listed(page: Page, edge: Edge) -> bool:
    if edge.dialect not in ("item", "mention") or edge.tier != "structure":
        return False
    line = page.line(edge.line)
    return edge.line == edge.first_line and line.begins >= 0 and not line.is_fenced and context(line) > 0


def _of_heading(page: Page, places: Places, edge: Edge) -> Pattern:
    heading = page.levels[edge.first_line]
    last = places.last_filled(section_lines(places.text, heading).stop)
    has_blank = edge.last_line == edge.first_line or places.is_blank(edge.first_line + 1)
    like = edge.target if edge.target.strip() else ""
    return Pattern.of_heading(max(last, heading.line), level=heading.level, opening=[], like=like, has_blank=has_blank)


def _of_item(page: Page, edges: list[Edge]) -> Iterator[Pattern]:
    """The list with most edges; its last item that begins with a name is the model."""
    lists = Counter((edge.heading, page.line(edge.line).lead) for edge in edges)
    wanted = lists.most_common(1)[0][0]
    group = [edge for edge in edges if (edge.heading, page.line(edge.line).lead) == wanted]
    last = max(group, key=lambda edge: edge.first_line)
    first = next(edge for edge in group if edge.first_line == last.first_line)
    line = page.line(first.line)
    before = line.text[line.begins : first.start]
    marks = before[len(before.rstrip("*_`@")) :]
    words = before[: len(before) - len(marks)]
    said = words if not words or _PREFIX.fullmatch(words) else "Work with "
    indent = line.text[: len(line.text) - len(line.text.lstrip())]
    bullet = _next_bullet(line.text[: line.begins])
    closing = marks.replace("@", "")[::-1]
    yield Pattern(last.last_line, 0, bullet + said + marks, closing, first.target, False, indent=indent)
    yield Pattern(last.last_line, 0, bullet + "Work with `", "`", "a-b", False, indent=indent)


def _next_bullet(bullet: str) -> str:
    number = re.search(r"\d+", bullet)
    plain = bullet.replace("[x]", "[ ]").replace("[X]", "[ ]")
    return plain.replace(number[0], str(int(number[0]) + 1), 1) if number else plain


def _is_place(page: Page, places: Places, heading: Heading) -> bool:
    """A heading about collaboration at which sections may follow."""
    if heading.level not in (2, 3) or not COLLABORATION.search(heading.title) or "ollaborat" not in heading.title:
        return False
    return places.last_filled(section_lines(places.text, heading).stop) > heading.line


def _unmarked(line: str) -> str:
    found = _BULLET.match(line)
    return line[found.end() :] if found else line
