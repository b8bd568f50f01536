"""Lines that say the relation first and then list the names: ``Reports to: `lead` ``, ``HANDOFF: x (after y)``."""

import re
from collections.abc import Iterator

from agents.definition.edges.build import find, trimmed
from agents.definition.edges.names import is_role, key
from agents.definition.edges.page import Line, Page
from agents.definition.edges.roster import Reach
from agents.definition.edges.vocabulary import NO_RELATION, RELATION, kind_of
from agents.definition.edges.written import Kind, Unknown, Written

_LABEL = re.compile(
    r"[ \t#>]*(?P<marks>[*_]{0,3})(?P<label>[A-Za-z][\w /()-]{2,60}?)[*_]{0,3}[ \t]*[:：][*_]{0,3}[ \t]*"
)
_NEXT = re.compile(r"[,;/+&|]\s*(?:and\s+|or\s+)?|\s(?:and|or|then|→|->)\s")
_NAME_END = re.compile(
    r"\s*(?:[(\[–—]|\s-\s)|\s+(?:for|on|when|if|to|with|about|during|via|after|before|as|in|at)\s|[.:]"
)


def in_relations(page: Page) -> Iterator[Written]:
    """Yield the names listed behind a relation and a colon."""
    for line in page.lines:
        if line.is_fenced or (":" not in line.text and "：" not in line.text):
            continue
        found = _LABEL.match(line.text, max(line.begins, 0))
        if not found or not RELATION.fullmatch(found["label"].strip()) or NO_RELATION.search(found["label"]):
            continue
        kind = kind_of(found["label"])
        for span in _names(line.text, found.end()):
            yield from _found(page, line, span, kind)


def _names(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Cut a list at its separators outside parentheses; of each part only what leads it is a name."""
    depth = 0
    begin = start
    cuts = {found.start(): found.end() for found in _NEXT.finditer(text, start)}
    at = start
    while at < len(text):
        depth = max(0, depth + (text[at] in "([") - (text[at] in ")]"))
        if depth == 0 and at in cuts:
            yield begin, at
            begin = at = cuts[at]
            continue
        at += 1
    yield begin, len(text)


def _found(page: Page, line: Line, span: tuple[int, int], kind: Kind) -> Iterator[Written]:
    end = _NAME_END.search(line.text, *span)
    start, stop = trimmed(line.text, span[0], end.start() if end else span[1])
    text = line.text[start:stop]
    if not text or len(text.split()) > 5:
        return
    marked = line.text[start - 1 : start] in ("`", "*", "@")
    name = key(text)
    is_named = marked or text[0].isupper() or "-" in name
    if not is_named and not (is_role(name) and text.isalpha()):
        return
    reach = Reach.EXACT if not is_named else Reach.ROLE if is_role(name) else Reach.NAMED
    unknown: Unknown = "kept" if is_role(name) and "-" in name else "dropped"
    yield find(page, line, (start, stop), dialect="relation", tier="structure", reach=reach, kind=kind, unknown=unknown)
