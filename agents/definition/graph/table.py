"""The same graph as rows and as a matrix: for those who do not see the picture, and for teams too large for one."""

from dataclasses import dataclass
from typing import Literal

from agents.definition.graph.model import Graph, Link, Node

Cell = Literal["", "names", "both", "follows"]


@dataclass(frozen=True)
class Row:
    """A link with its ends as nodes."""

    source: Node
    target: Node
    link: Link

    @property
    def is_unresolved(self) -> bool:
        return "missing" in (self.source.kind, self.target.kind)


@dataclass(frozen=True)
class Matrix:
    """Who (rows) names whom (columns): ``cells[i][j]`` is what ``nodes[i]`` says of ``nodes[j]``."""

    nodes: tuple[Node, ...]
    cells: tuple[tuple[Cell, ...], ...]


def rows_of(graph: Graph) -> list[Row]:
    """Every link as a row, by the labels of its ends."""
    rows = [Row(graph.by_id[link.source], graph.by_id[link.target], link) for link in graph.links]
    return sorted(rows, key=lambda row: (row.source.label, row.target.label, row.source.id, row.target.id))


def matrix_of(graph: Graph) -> Matrix:
    """Put every node that has a link into a square, in the order of folders and labels."""
    nodes = tuple(node for node in graph.nodes if graph.links_of[node.id])
    said: dict[tuple[str, str], Cell] = {}
    for link in graph.links:
        said[link.source, link.target] = _CELLS[link.kind]
        if link.kind == "both_ways":
            said[link.target, link.source] = "both"
    return Matrix(nodes, tuple(tuple(said.get((row.id, column.id), "") for column in nodes) for row in nodes))


_CELLS: dict[str, Cell] = {"both_ways": "both", "one_way": "names", "guideline": "follows"}
