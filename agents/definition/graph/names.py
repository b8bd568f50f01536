"""Readable ids for the languages of graphs: a label's letters and digits, and never the same twice."""

import re

from agents.definition.graph.model import Graph

_RESERVED = frozenset(
    (
        "call",
        "class",
        "classdef",
        "click",
        "default",
        "digraph",
        "direction",
        "edge",
        "end",
        "flowchart",
        "graph",
        "href",
        "linkstyle",
        "node",
        "strict",
        "style",
        "subgraph",
    )
)


def readable_ids(graph: Graph) -> dict[str, str]:
    """Give every node an id of ASCII letters, digits and ``_`` that begins with a letter.

    >>> from agents.definition.graph.model import Graph, Node
    >>> readable_ids(Graph((Node("1", "API docs"), Node("2", "api-docs"), Node("3", "end"), Node("4", "審査"))))
    {'1': 'api_docs', '2': 'api_docs_2', '3': 'n_end', '4': 'n'}
    """
    taken: set[str] = set()
    ids = {}
    for node in graph.nodes:
        stem = re.sub(r"[^a-z0-9]+", "_", node.label.lower()).strip("_")
        if not stem[:1].isalpha() or stem in _RESERVED:
            stem = f"n_{stem}".rstrip("_")
        ids[node.id] = _untaken(stem, taken)
        taken.add(ids[node.id])
    return ids


def _untaken(stem: str, taken: set[str]) -> str:
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}_{number}"
    return name
