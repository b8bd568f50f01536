"""Groups of a large graph: its folders, or, where folders say little, agents that work with each other.

Clusters are found by moving each node to the neighbours it is tied to most closely, until none moves
(the first phase of the Louvain method), always in the same order.
"""

from collections import Counter
from collections.abc import Mapping

from agents.definition.graph.model import Graph, Node

SMALLEST = 3  # a smaller folder joins the one above it
LARGEST_SHARE = 0.6  # a folder with more of the team says little
FEWEST = 2
OTHERS = "Other folders"
LOOSE = "Not linked"
GUIDELINES = "Guidelines"
_ROUNDS = 12


def grouped(graph: Graph) -> dict[str, list[Node]]:
    """Sort the nodes of ``graph`` into named groups; names nobody bears are in none."""
    agents = [node for node in graph.nodes if node.kind == "agent"]
    names = _folders(agents)
    sizes = Counter(names.values())
    if len(sizes) < FEWEST or max(sizes.values()) > LARGEST_SHARE * len(agents):
        names = _clusters(graph, agents)
    groups: dict[str, list[Node]] = {}
    for node in agents:
        groups.setdefault(names[node.id], []).append(node)
    guidelines = [node for node in graph.nodes if node.kind == "guideline"]
    return {**groups, GUIDELINES: guidelines} if guidelines else groups


def _folders(agents: list[Node]) -> dict[str, str]:
    """The folder of each agent; small ones joined with the folder above, then with each other."""
    names = {node.id: node.group for node in agents}
    while small := {name for name, size in Counter(names.values()).items() if size < SMALLEST and "/" in name}:
        names = {node_id: name.rpartition("/")[0] if name in small else name for node_id, name in names.items()}
    rare = {name for name, size in Counter(names.values()).items() if size < SMALLEST}
    return {node_id: OTHERS if name in rare or not name else name for node_id, name in names.items()}


def _clusters(graph: Graph, agents: list[Node]) -> dict[str, str]:
    """Name the cluster of each agent after its busiest member."""
    ties: dict[str, Counter[str]] = {node.id: Counter() for node in agents}
    for link in graph.links:
        if link.source in ties and link.target in ties:
            ties[link.source][link.target] += 1
            ties[link.target][link.source] += 1
    home = _settled(ties)
    busiest: dict[str, Node] = {}
    for node in sorted(agents, key=lambda node: (-ties[node.id].total(), node.label)):
        busiest.setdefault(home[node.id], node)
    return {node.id: f"Around {busiest[home[node.id]].label}" if ties[node.id] else LOOSE for node in agents}


def _settled(ties: Mapping[str, Counter[str]]) -> dict[str, str]:
    home = {node_id: node_id for node_id in ties}
    weight = {node_id: tied.total() for node_id, tied in ties.items()}
    load = Counter(weight)
    total = sum(weight.values()) or 1
    for _ in range(_ROUNDS):
        moved = False
        for node_id in sorted(ties, key=lambda node_id: (-weight[node_id], node_id)):
            here = home[node_id]
            load[here] -= weight[node_id]
            near: Counter[str] = Counter()
            for other, count in ties[node_id].items():
                near[home[other]] += count
            gains = {name: near[name] - load[name] * weight[node_id] / total for name in (here, *near)}
            best = max(gains, key=lambda name: (round(gains[name], 9), name == here, name))
            home[node_id] = best
            load[best] += weight[node_id]
            moved |= best != here
        if not moved:
            break
    return home
