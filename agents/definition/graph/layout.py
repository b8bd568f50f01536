"""Choose how a graph is laid out, and do it.

A graph with few links is drawn in columns, part by part, nodes without links on a shelf below; one
with many as a ring.  The same graph is always drawn the same.  Given the ``places`` of the drawing
before, a changed graph keeps them: what was there stays in its column and in its order there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from agents.definition.graph.columns import neighbours_of
from agents.definition.graph.drawing import Box, Drawing, Frame, Line, Look
from agents.definition.graph.facts import hubs_of
from agents.definition.graph.in_columns import WINDOW, Paper, Part, Place, Vertex, lay_out_part
from agents.definition.graph.model import Graph, Link, Node
from agents.definition.graph.parts import components
from agents.definition.graph.ring import chord, lay_out_ring, order_on_ring
from agents.definition.graph.sizes import lines_of, size_of

MOST_CARDS = 12
MOST_DRAWN = 60  # nodes; more are drawn as folders
MOST_LINKS_A_NODE = 2.6  # in columns; more are drawn as a ring
FEW_LINKS = 24
EDGE = 16.0  # of the paper
BETWEEN = 40.0  # parts
SHELVED = 12.0
ON_RING = -1  # the column of places on a ring

Kept = Mapping[str, Place]


def draw(graph: Graph, *, kept: Kept | None = None, degrees: Mapping[str, int] | None = None) -> Drawing:
    """Lay out every node of ``graph`` with its links, in columns or as a ring.

    ``kept`` are the places of an earlier drawing; ``degrees`` the links each node has in the whole team,
    when ``graph`` is a part of it.
    """
    counts = degrees or {node_id: len(links) for node_id, links in graph.links_of.items()}
    if _is_dense(graph):
        return _drawn_as_ring(graph, counts, kept or {})
    return _drawn_in_columns(graph, counts, kept or {})


def _is_dense(graph: Graph) -> bool:
    linked = sum(bool(links) for links in graph.links_of.values())
    return len(graph.links) > max(FEW_LINKS, MOST_LINKS_A_NODE * linked)


def box_of(node: Node, *, look: Look, degree: int, ports: int = 0) -> Box:
    """A box for ``node``, not yet anywhere."""
    lines = lines_of(node.label, look=look)
    width, height = size_of(lines, node, look=look, ports=ports)
    return Box(node, 0, 0, width, height, lines, look, degree)


@dataclass(frozen=True)
class Arranged:
    """Boxes and lines in columns; what nothing links stands on a shelf below them."""

    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    frames: tuple[Frame, ...]
    places: tuple[tuple[str, int, int], ...]
    width: float
    height: float


def arrange(
    graph: Graph, box_for: Callable[[Node], Box], *, kept: Kept, caption: str, paper: Paper = WINDOW
) -> Arranged:
    """Place the boxes of a graph's nodes, one connected part after the other."""
    parts = components(graph)
    laid = [(part, _part(part, box_for, kept, paper)) for part in parts if part.links]
    alone = [box_for(part.nodes[0]) for part in parts if not part.links]
    boxes: list[Box] = []
    lines: list[Line] = []
    width = max([paper.width * 0.8, *(sheet.width for _, sheet in laid)])
    right, down, tallest = 0.0, EDGE, 0.0
    for part, sheet in laid:
        if right and right + sheet.width > width:
            right, down, tallest = 0.0, down + tallest + BETWEEN, 0.0
        boxes += [box.moved(EDGE + right, down) for box in _as_read(sheet)]
        lines += [line.moved(EDGE + right, down) for line in _lines(part, sheet)]
        right, tallest = right + sheet.width + BETWEEN * 2, max(tallest, sheet.height)
    frames, shelved, bottom = shelf(alone, width=width, down=down + tallest + (BETWEEN if laid else 0), caption=caption)
    places = tuple((_name(vertex, part), *place) for part, sheet in laid for vertex, place in sheet.places)
    right_edge = max([box.x + box.width for box in (*boxes, *shelved)], default=0.0)
    height = (bottom if alone else down + tallest) + EDGE
    return Arranged((*boxes, *shelved), tuple(lines), frames, places, right_edge + EDGE, height)


def _drawn_in_columns(graph: Graph, degrees: Mapping[str, int], kept: Kept) -> Drawing:
    roomy: Look = "card" if len(graph.nodes) <= MOST_CARDS else "chip"
    hubs = set(hubs_of(graph))

    def box_for(node: Node) -> Box:
        look: Look = roomy if node.kind == "agent" else "chip"
        ports = len(graph.links_of[node.id]) * 3 // 5
        return replace(box_of(node, look=look, degree=degrees[node.id], ports=ports), is_hub=node in hubs)

    arranged = arrange(graph, box_for, kept=kept, caption="Not linked")
    return Drawing(
        "columns",
        arranged.width,
        arranged.height,
        arranged.boxes,
        arranged.lines,
        arranged.frames,
        places=arranged.places,
    )


def _part(part: Graph, box_for: Callable[[Node], Box], kept: Kept, paper: Paper) -> Part:
    index = {node.id: i for i, node in enumerate(part.nodes)}
    arrows = [(index[link.source], index[link.target]) for link in part.links if link.kind != "both_ways"]
    pairs = [(index[link.source], index[link.target]) for link in part.links]
    boxes = [box_for(node) for node in part.nodes]
    known = {vertex: place for name, place in kept.items() if (vertex := _vertex(name, index)) and place[0] != ON_RING}
    return lay_out_part(boxes, pairs, arrows=arrows, kept=known, paper=paper)


def _as_read(sheet: Part) -> list[Box]:
    """The boxes column by column, each from the top."""
    place = dict(sheet.places)
    return [sheet.boxes[i] for i in sorted(range(len(sheet.boxes)), key=lambda i: place[i,])]


def _name(vertex: Vertex, part: Graph) -> str:
    """A vertex under a name that outlives the drawing: the ids of its nodes, then the number of a waypoint."""
    return "\n".join([*(part.nodes[i].id for i in vertex[:2]), *map(str, vertex[2:])])


def _vertex(name: str, index: Mapping[str, int]) -> Vertex:
    """The vertex of a name, or nothing when its nodes are gone."""
    *ids, last = name.split("\n")
    if not ids:
        return (index[last],) if last in index else ()
    return (*sorted(index[node_id] for node_id in ids), int(last)) if set(ids) <= index.keys() else ()


def _lines(part: Graph, sheet: Part) -> list[Line]:
    index = {node.id: i for i, node in enumerate(part.nodes)}
    curves = dict(sheet.curves)
    lines = []
    for link in part.links:
        a, b = index[link.source], index[link.target]
        lines.append(Line(link, curves[a, b] if (a, b) in curves else curves[b, a][::-1]))
    return lines


def shelf(
    alone: Sequence[Box], *, width: float, down: float, caption: str
) -> tuple[tuple[Frame, ...], list[Box], float]:
    """Stand what nothing links in rows under a caption; the number is where they end."""
    if not alone:
        return (), [], down
    frames = (Frame(caption, EDGE, down, width, 20),) if caption else ()
    right, down, tallest = EDGE, down + (28 if caption else 0), 0.0
    placed = []
    for box in alone:
        if right > EDGE and right + box.width > width + EDGE:
            right, down, tallest = EDGE, down + tallest + SHELVED, 0.0
        placed.append(box.moved(right, down))
        right, tallest = right + box.width + SHELVED, max(tallest, box.height)
    return frames, placed, down + tallest


def _drawn_as_ring(graph: Graph, degrees: Mapping[str, int], kept: Kept) -> Drawing:
    linked = [node for node in graph.nodes if graph.links_of[node.id]]
    alone = [box_of(node, look="entry", degree=degrees[node.id]) for node in graph.nodes if not graph.links_of[node.id]]
    index = {node.id: i for i, node in enumerate(linked)}
    neighbours = neighbours_of(len(linked), [(index[link.source], index[link.target]) for link in graph.links])
    before = {
        index[node_id]: rank for node_id, (column, rank) in kept.items() if column == ON_RING and node_id in index
    }
    ring = order_on_ring(neighbours, [node.group for node in linked], before=before)
    boxes, middle = lay_out_ring([box_of(node, look="entry", degree=degrees[node.id]) for node in linked], ring)
    boxes = [box.moved(EDGE, EDGE) for box in boxes]
    lines = [_chord(link, boxes[index[link.source]], boxes[index[link.target]], middle) for link in graph.links]
    bottom = max(box.y + box.height for box in boxes)
    width = max(box.x + box.width for box in boxes)
    frames, shelved, bottom = shelf(
        alone, width=width - EDGE, down=bottom + (BETWEEN if alone else 0), caption="Not linked"
    )
    places = tuple((linked[node].id, ON_RING, rank) for rank, node in enumerate(ring))
    return Drawing(
        "ring", width + EDGE, bottom + EDGE, (*(boxes[i] for i in ring), *shelved), tuple(lines), frames, places=places
    )


def _chord(link: Link, source: Box, target: Box, middle: tuple[float, float]) -> Line:
    start, end = source.dot or source.middle, target.dot or target.middle
    return Line(link, chord(start, end, (middle[0] + EDGE, middle[1] + EDGE)))
