"""Parts of a graph: what stands around one document, and what filters leave."""

from collections.abc import Collection
from dataclasses import dataclass

from agents.definition.graph.model import TIERS, Graph, Tier, graph_of

DEEPEST = 3


@dataclass(frozen=True)
class Filters:
    """What a graph shows; the tiers are those of the links."""

    tiers: Collection[Tier] = TIERS
    groups: Collection[str] | None = None  # None: all
    guidelines: bool = True
    missing: bool = True
    one_way_only: bool = False
    missing_only: bool = False


def around(graph: Graph, focus: str, *, depth: int = 1) -> Graph:
    """Keep ``focus`` and what is at most ``depth`` (1 to 3) links away, with every link between these.

    A guideline does not lead on: two agents are no neighbours because they follow the same one.
    An unknown focus leaves nothing.
    """
    if focus not in graph.by_id:
        return Graph()
    reached = {focus}
    edge = {focus}
    for _ in range(min(max(depth, 1), DEEPEST)):
        leading = {end for end in edge if end == focus or graph.by_id[end].kind == "agent"}
        edge = {link.other(end) for end in leading for link in graph.links_of[end]} - reached
        reached |= edge
    return _only(graph, reached)


def filtered(graph: Graph, filters: Filters) -> Graph:
    """Leave out what ``filters`` do not show.

    A guideline or a missing name stays only while a link leads to it; agents always stay, but
    with ``one_way_only`` only those at a one-way link, with ``missing_only`` those that name nobody.
    """
    kinds = {"agent", *(("guideline",) if filters.guidelines else ()), *(("missing",) if filters.missing else ())}
    shown = {node.id for node in graph.nodes if node.kind in kinds and _is_in(node.group, filters)}
    shown |= {node.id for node in graph.nodes if node.kind in kinds and node.kind != "agent"}
    links = [link for link in graph.links if link.tier in filters.tiers and {link.source, link.target} <= shown]
    if filters.one_way_only:
        links = [link for link in links if link.kind == "one_way"]
    if filters.missing_only:
        links = [link for link in links if "missing" in (graph.by_id[link.source].kind, graph.by_id[link.target].kind)]
    linked = {end for link in links for end in (link.source, link.target)}
    loose = "" if filters.one_way_only or filters.missing_only else "agent"
    nodes = [node for node in graph.nodes if node.id in shown and (node.id in linked or node.kind == loose)]
    return graph_of(nodes, links=links)


def _is_in(group: str, filters: Filters) -> bool:
    return filters.groups is None or group in filters.groups


def _only(graph: Graph, ids: set[str]) -> Graph:
    return Graph(
        tuple(node for node in graph.nodes if node.id in ids),
        tuple(link for link in graph.links if link.source in ids and link.target in ids),
    )


def components(graph: Graph) -> list[Graph]:
    """Cut a graph where no link holds it together: the largest part first, then by the first node."""
    parts: list[set[str]] = []
    left = {node.id: True for node in graph.nodes}
    while left:
        start = next(iter(left))
        part = {start}
        edge = [start]
        while edge:
            edge = [end for at in edge for link in graph.links_of[at] if (end := link.other(at)) not in part]
            part.update(edge)
            edge = list(dict.fromkeys(edge))
        for node_id in part:
            del left[node_id]
        parts.append(part)
    parts.sort(key=lambda part: -len(part))
    return [_only(graph, part) for part in parts]
