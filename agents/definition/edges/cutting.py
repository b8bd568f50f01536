"""Take one name out of a list of names and leave the others as they are."""

import re

from agents.definition.edges.page import Page
from agents.definition.edges.places import EdgeError, Places
from agents.definition.edges.written import Edge

_MARKS = "*_`@\"'"
_AFTER = re.compile(r"(?:\s*\([^()]{0,200}\))?(?:\s*[,/&+;]\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)", re.IGNORECASE)
_BEFORE = re.compile(r"(?:\s*[,/&+;]\s*(?:and\s+|or\s+)?|\s+(?:and|or)\s+)$", re.IGNORECASE)


def named_alone(page: Page, edge: Edge) -> bool:
    """Tell whether no other name stands in a list with this one."""
    if edge.dialect in ("frontmatter", "tools"):
        return False
    text = page.line(edge.line).text
    start, end = _marked(text, edge.start, edge.end)
    return not (_AFTER.match(text, end) and _goes_on(text, end)) and not _BEFORE.search(
        text[max(0, start - 12) : start]
    )


def cut_name(places: Places, edge: Edge) -> str:
    """Remove the name and what parts it from its neighbour."""
    text = places.words(edge.line)
    start, end = _marked(text, edge.start, edge.end)
    after, before = _AFTER.match(text, end), _BEFORE.search(text[max(0, start - 12) : start])
    if after:
        end = after.end()
    elif before:
        start -= len(before[0])
    elif re.fullmatch(r"\s*-\s+", text[:start]) and not text[end:].strip():
        return places.text[: places.start(edge.line)] + places.text[places.start(edge.line + 1) :]
    elif text[start - 1 : start] != "[":
        raise EdgeError(f"{edge.target} is the only name there. Edit line {edge.line}.")
    offset = places.start(edge.line)
    return places.text[: offset + start] + places.text[offset + end :]


def _marked(text: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and text[start - 1] in _MARKS:
        start -= 1
    while end < len(text) and text[end] in _MARKS:
        end += 1
    return start, end


def _goes_on(text: str, end: int) -> bool:
    """A name follows the comma, not the rest of a sentence."""
    rest = text[end:].lstrip(" ,;/&+")
    return bool(re.match(r"(?:and\s+|or\s+)?[*`@A-Z]|[a-z0-9]+-[a-z]", rest))
