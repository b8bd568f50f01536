"""What a graph tells about a team: who stands alone, on whom all depend, what is said by one side only."""

from dataclasses import dataclass

from agents.definition.graph.model import Graph, Link, Node

HUB_LINKS = 5
HUB_FACTOR = 2  # a hub has this many times the links of the usual agent


@dataclass(frozen=True)
class Facts:
    """Nodes and links worth a look; every one is an agent of the graph."""

    agents: int
    links: int
    both_ways: int
    one_way: tuple[Link, ...]
    unresolved: tuple[Link, ...]
    orphans: tuple[Node, ...]
    hubs: tuple[Node, ...]


def facts_of(graph: Graph) -> Facts:
    """Count what pages tell.  One-way links to names nobody bears are unresolved, not one-sided."""
    agents = [node for node in graph.nodes if node.kind == "agent"]
    degrees = degrees_of(graph)
    between = [link for link in graph.links if link.kind != "guideline"]
    unresolved = [
        link for link in between if "missing" in (graph.by_id[link.source].kind, graph.by_id[link.target].kind)
    ]
    resolved = [link for link in between if link not in unresolved]
    return Facts(
        agents=len(agents),
        links=len(resolved),
        both_ways=sum(link.kind == "both_ways" for link in resolved),
        one_way=tuple(link for link in resolved if link.kind == "one_way"),
        unresolved=tuple(unresolved),
        orphans=tuple(node for node in agents if degrees[node.id] == 0),
        hubs=hubs_of(graph),
    )


def degrees_of(graph: Graph) -> dict[str, int]:
    """With how many agents each node has a link; guidelines and missing names do not count."""
    degrees = {node.id: 0 for node in graph.nodes}
    for link in graph.links:
        for end in (link.source, link.target):
            degrees[end] += graph.by_id[link.other(end)].kind == "agent"
    return degrees


def hubs_of(graph: Graph) -> tuple[Node, ...]:
    """Agents with far more links than the usual one, the busiest first."""
    degrees = degrees_of(graph)
    agents = [node for node in graph.nodes if node.kind == "agent"]
    counts = sorted(degrees[node.id] for node in agents if degrees[node.id])
    usual = counts[len(counts) // 2] if counts else 0
    least = max(HUB_LINKS, HUB_FACTOR * usual)
    return tuple(sorted((node for node in agents if degrees[node.id] >= least), key=lambda node: -degrees[node.id]))
