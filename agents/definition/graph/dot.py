"""A graph in the language DOT, for Graphviz and what reads its files."""

from collections.abc import Iterator
from itertools import groupby

from agents.definition.graph.model import Graph, LinkKind, Node, NodeKind
from agents.definition.graph.names import readable_ids
from agents.definition.graph.sizes import visible

_LINKS: dict[LinkKind, str] = {
    "both_ways": "dir=both",
    "one_way": "style=dashed",
    "guideline": "style=dotted, dir=none",
}
_NODES: dict[NodeKind, str] = {"agent": "", "guideline": ", shape=note", "missing": ", style=dashed"}


def to_dot(graph: Graph) -> str:
    r"""Write ``graph`` as a digraph, each folder as a cluster; labels cannot break out of their quotes.

    >>> from agents.definition.graph.model import Link, Node
    >>> print(to_dot(Graph((Node("1", 'q"a'), Node("2", "git")), (Link("1", "2", "both_ways"),))), end="")
    digraph team {
      rankdir=LR;
      node [shape=box];
      q_a [label="q\"a"];
      git [label="git"];
      q_a -> git [dir=both];
    }
    """
    ids = readable_ids(graph)
    lines = ["digraph team {", "  rankdir=LR;", "  node [shape=box];"]
    for i, (group, nodes) in enumerate(groupby(graph.nodes, key=lambda node: node.group)):
        lines += _cluster(i, group, [_node(node, ids) for node in nodes])
    lines += [f"  {ids[link.source]} -> {ids[link.target]} [{_LINKS[link.kind]}];" for link in graph.links]
    return "\n".join([*lines, "}"]) + "\n"


def _cluster(number: int, group: str, lines: list[str]) -> Iterator[str]:
    if not group:
        yield from lines
        return
    yield f"  subgraph cluster_{number} {{"
    yield f"    label={_quoted(group)};"
    yield from ("  " + line for line in lines)
    yield "  }"


def _node(node: Node, ids: dict[str, str]) -> str:
    return f"  {ids[node.id]} [label={_quoted(node.label)}{_NODES[node.kind]}];"


def _quoted(label: str) -> str:
    text = " ".join(visible(label).split()) or "–"
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
