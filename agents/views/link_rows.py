"""The links of a picture as rows of a table: who names whom, whether it is answered, and in which words."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from agents import limits
from agents.definition.graph.model import TIERS, Link, Node
from agents.queries.wording import Words, words_of
from agents.views.pictures import Picture

KINDS = ("one_way", "missing", "guideline", "both_ways")  # what asks for something comes first


@dataclass(frozen=True)
class LinkRow:
    """One text names another document, or a name nobody bears."""

    source: Node
    target: Node
    kind: str
    tier: str
    places: int
    words: Words | None = None


def link_rows(shown: Picture) -> list[LinkRow]:
    """Every link of the picture, each direction for itself, in the order of the sight."""
    rows = [row for link in shown.graph.links for row in _directions(shown, link)]
    word = shown.sight.sort
    return sorted(sorted(rows, key=_by_names), key=SORTED.get(word.lstrip("-"), _by_names), reverse=word[:1] == "-")


def _directions(shown: Picture, link: Link) -> list[LinkRow]:
    ends = ((link.source, link.target), (link.target, link.source))
    return [_row(shown, link, *pair) for pair in ends if pair in shown.said]


def _row(shown: Picture, link: Link, source: str, target: str) -> LinkRow:
    said, nodes = shown.said[source, target], shown.graph.by_id
    kind = "missing" if nodes[target].kind == "missing" else link.kind
    return LinkRow(nodes[source], nodes[target], kind, said.tier, said.count)


def _by_names(row: LinkRow) -> tuple[str, ...]:
    return row.source.label.casefold(), row.source.id, row.target.label.casefold(), row.target.id


SORTED: dict[str, Callable] = {
    "agent": _by_names,
    "other": lambda row: (row.target.label.casefold(), row.target.id),
    "link": lambda row: KINDS.index(row.kind),
    "tier": lambda row: TIERS.index(row.tier),
    "places": lambda row: row.places,
}


def page_of(shown: Picture, rows: list[LinkRow], *, number: int) -> list[LinkRow]:
    """A page of rows with what the texts say."""
    start = (number - 1) * limits.PAGE_ROWS
    page = rows[start : start + limits.PAGE_ROWS]
    words = words_of(shown.team, {(row.source.id, row.target.id) for row in page}) if page else {}
    return [replace(row, words=words.get((row.source.id, row.target.id))) for row in page]
