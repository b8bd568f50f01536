"""Read from an agent's text with whom it works.

Two stages: ``written_edges`` reads one text and needs no roster; ``resolve`` asks a roster
what its names mean, and is cheap enough to ask again for a whole team.
"""

from collections.abc import Iterable, Sequence

from agents.definition.edges.frontmatter_dialect import in_frontmatter
from agents.definition.edges.heading_dialect import in_headings
from agents.definition.edges.item_dialect import in_items
from agents.definition.edges.mention_dialect import in_text
from agents.definition.edges.page import open_page
from agents.definition.edges.relation_dialect import in_relations
from agents.definition.edges.roster import Resolution, Roster
from agents.definition.edges.table_dialect import in_tables
from agents.definition.edges.written import Edge, Tier, Written

_TIERS: tuple[Tier, ...] = ("structure", "mention", "suggested")


def read_edges(text: str, *, roster: Roster, self_id: int | None = None) -> tuple[Edge, ...]:
    """Read the collaboration edges of ``text``, the agent ``self_id``, in the order of its lines."""
    return resolve(written_edges(text), roster=roster, self_id=self_id)


def written_edges(text: str) -> tuple[Written, ...]:
    """Every place in ``text`` at which an agent may be named."""
    page = open_page(text)
    readers = (in_headings, in_relations, in_tables, in_items, in_text, in_frontmatter)
    return tuple(dict.fromkeys(found for reader in readers for found in reader(page)))


def resolve(places: Iterable[Written], *, roster: Roster, self_id: int | None = None) -> tuple[Edge, ...]:
    """Make edges of the places whose name the roster knows, and of unknown names that can only be agents.

    Of places that overlap the first that means somebody stands; an agent that names itself
    and names that were dismissed are no edges.
    """
    taken: dict[int, set[int]] = {}
    edges: list[Edge] = []
    unknown: list[Written] = []
    for place in places:
        meant = roster.resolve(place.target, reach=place.reach, self_id=self_id)
        if meant.state == "unresolved":
            if place.unknown == "kept":
                unknown.append(place)
        elif _claim(place, taken) and meant.state in ("resolved", "ambiguous"):
            edges.append(_edge(place, meant))
    edges.extend(_edge(place, None) for place in unknown if _claim(place, taken))
    return tuple(sorted(edges, key=lambda edge: (edge.line, edge.start)))


def strongest(edges: Sequence[Edge]) -> list[Edge]:
    """One edge for each target: the one of the surest tier, of these the first."""
    best: dict[int | str, Edge] = {}
    for edge in sorted(edges, key=lambda edge: (_TIERS.index(edge.tier), edge.line, edge.start)):
        best.setdefault(edge.target.casefold() if edge.id is None else edge.id, edge)
    return list(best.values())


def _claim(place: Written, taken: dict[int, set[int]]) -> bool:
    columns = range(place.start, place.end)
    occupied = taken.setdefault(place.line, set())
    if not occupied.isdisjoint(columns):
        return False
    occupied.update(columns)
    return True


def _edge(place: Written, meant: Resolution | None) -> Edge:
    return Edge(
        place.target,
        meant.id if meant else None,
        place.tier,
        place.kind,
        place.dialect,
        place.heading,
        place.note,
        place.first_line,
        place.last_line,
        place.line,
        place.start,
        place.end,
        meant.ids if meant and meant.state == "ambiguous" else (),
    )
