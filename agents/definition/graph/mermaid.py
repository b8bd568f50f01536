"""A graph in the language of Mermaid, as GitHub and GitLab draw it."""

import re
from collections.abc import Iterator
from itertools import groupby

from agents.definition.graph.model import Graph, LinkKind, Node, NodeKind
from agents.definition.graph.names import readable_ids
from agents.definition.graph.sizes import visible

_ARROWS: dict[LinkKind, str] = {"both_ways": "<-->", "one_way": "-.->", "guideline": "-.-"}
_SHAPES: dict[NodeKind, tuple[str, str]] = {"agent": ("[", "]"), "guideline": ("[/", "/]"), "missing": ("{{", "}}")}
_SPECIAL = re.compile(r"[^\w .,:()/+-]")


def to_mermaid(graph: Graph) -> str:
    """Write ``graph`` as a flowchart, each folder as a subgraph; labels cannot break out of their quotes.

    >>> from agents.definition.graph.model import Link, Node
    >>> print(to_mermaid(Graph((Node("1", "qa"), Node("2", "git")), (Link("1", "2", "one_way"),))), end="")
    flowchart LR
      qa["qa"]
      git["git"]
      qa -.-> git
    """
    ids = readable_ids(graph)
    lines = ["flowchart LR"]
    for i, (group, nodes) in enumerate(groupby(graph.nodes, key=lambda node: node.group)):
        lines += _subgraph(f"folder_{i}", group, [_node(node, ids) for node in nodes])
    lines += [f"  {ids[link.source]} {_ARROWS[link.kind]} {ids[link.target]}" for link in graph.links]
    return "\n".join(lines) + "\n"


def _subgraph(name: str, group: str, lines: list[str]) -> Iterator[str]:
    if not group:
        yield from lines
        return
    yield f"  subgraph {name}[{_quoted(group)}]"
    yield from ("  " + line for line in lines)
    yield "  end"


def _node(node: Node, ids: dict[str, str]) -> str:
    opening, closing = _SHAPES[node.kind]
    return f"  {ids[node.id]}{opening}{_quoted(node.label)}{closing}"


def _quoted(label: str) -> str:
    """A label with all but plain characters as numbers, which Mermaid reads back."""
    text = " ".join(visible(label).split()) or "–"
    return '"' + _SPECIAL.sub(lambda found: f"#{ord(found[0])};", text) + '"'
