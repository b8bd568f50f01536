"""Choose how a graph is laid out, and do it.

A graph with few links is drawn in columns, part by part, nodes without links on a shelf below; one
with many as a ring; a large one as folders (see ``folders``).  The same graph is always drawn the same.  Given the ``places`` of
the drawing before, a changed graph keeps them: what was there stays in its column and order.
"""

from collections.abc import Mapping, Sequence

from agents.definition.graph.columns import along_axis, neighbours_of
from agents.definition.graph.drawing import Box, Drawing, Frame, Line
from agents.definition.graph.in_columns import WIDTH, Part, Place, lay_out_part
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

Kept = Mapping[str, Place]


def draw(graph: Graph, *, kept: Kept | None = None, degrees: Mapping[str, int] | None = None) -> Drawing:
    """Lay out every node of ``graph`` with its links, in columns or as a ring.

    ``kept`` are the places of an earlier drawing; ``degrees`` the links each node has in the whole team,
    when ``graph`` is a part of it.
    """
    counts = degrees or {node_id: len(links) for node_id, links in graph.links_of.items()}
    if _is_dense(graph):
        return _drawn_as_ring(graph, counts)
    return _drawn_in_columns(graph, counts, kept or {})


def _is_dense(graph: Graph) -> bool:
    linked = sum(bool(links) for links in graph.links_of.values())
    return len(graph.links) > max(FEW_LINKS, MOST_LINKS_A_NODE * linked)


def box_of(node: Node, *, look: str, degree: int, ports: int = 0) -> Box:
    """A box for ``node``, not yet anywhere."""
    lines = lines_of(node.label, look=look)
    width, height = size_of(lines, node, look=look, ports=ports)
    return Box(node, 0, 0, width, height, lines, look, degree)


def _drawn_in_columns(graph: Graph, degrees: Mapping[str, int], kept: Kept) -> Drawing:
    parts = components(graph)
    look = "card" if len(graph.nodes) <= MOST_CARDS else "chip"
    linked = [(part, _part(part, look, degrees, kept)) for part in parts if part.links]
    alone = [box_of(part.nodes[0], look=look, degree=degrees[part.nodes[0].id]) for part in parts if not part.links]
    boxes: list[Box] = []
    lines: list[Line] = []
    width = max([WIDTH * 0.6, *(laid.width for _, laid in linked)])
    right, down, shelf = 0.0, EDGE, 0.0
    for part, laid in linked:
        if right and right + laid.width > width:
            right, down, shelf = 0.0, down + shelf + BETWEEN, 0.0
        boxes += [box.moved(EDGE + right, down) for box in laid.boxes]
        lines += [line.moved(EDGE + right, down) for line in _lines(part, laid)]
        right, shelf = right + laid.width + BETWEEN * 2, max(shelf, laid.height)
    down += shelf + (BETWEEN if linked else 0)
    frames, shelved, bottom = _shelf(alone, width=width, down=down)
    places = tuple((part.nodes[i].id, *place) for part, laid in linked for i, place in enumerate(laid.places))
    right_edge = max([box.x + box.width for box in (*boxes, *shelved)], default=0.0)
    return Drawing("columns", right_edge + EDGE, (bottom if alone else down - BETWEEN) + EDGE, (*boxes, *shelved), tuple(lines), frames, places=places)


def _part(part: Graph, look: str, degrees: Mapping[str, int], kept: Kept) -> Part:
    index = {node.id: i for i, node in enumerate(part.nodes)}
    pairs = [(index[link.source], index[link.target]) for link in part.links]
    boxes = [box_of(node, look=look, degree=degrees[node.id], ports=len(part.links_of[node.id]) * 3 // 5) for node in part.nodes]
    return lay_out_part(boxes, pairs, kept={index[node_id]: place for node_id, place in kept.items() if node_id in index})


def _lines(part: Graph, laid: Part) -> list[Line]:
    index = {node.id: i for i, node in enumerate(part.nodes)}
    curves = dict(laid.curves)
    lines = []
    for link in part.links:
        a, b = index[link.source], index[link.target]
        lines.append(Line(link, curves[a, b] if (a, b) in curves else curves[b, a][::-1]))
    return lines


def _shelf(alone: Sequence[Box], *, width: float, down: float) -> tuple[tuple[Frame, ...], list[Box], float]:
    """Stand what nothing links in rows under a caption."""
    if not alone:
        return (), [], down
    frame = Frame("Not linked", EDGE, down, width, 20)
    right, down = EDGE, down + 30
    placed = []
    for box in alone:
        if right > EDGE and right + box.width > width + EDGE:
            right, down = EDGE, down + box.height + 12
        placed.append(box.moved(right, down))
        right += box.width + 12
    return (frame,), placed, down + max(box.height for box in alone)


def _drawn_as_ring(graph: Graph, degrees: Mapping[str, int]) -> Drawing:
    linked = [node for node in graph.nodes if graph.links_of[node.id]]
    alone = [box_of(node, look="entry", degree=degrees[node.id]) for node in graph.nodes if not graph.links_of[node.id]]
    index = {node.id: i for i, node in enumerate(linked)}
    neighbours = neighbours_of(len(linked), [(index[link.source], index[link.target]) for link in graph.links])
    ring = order_on_ring(neighbours, [node.group for node in linked], along_axis(neighbours))
    boxes, middle = lay_out_ring([box_of(node, look="entry", degree=degrees[node.id]) for node in linked], ring)
    boxes = [box.moved(EDGE, EDGE) for box in boxes]
    lines = [_chord(link, boxes[index[link.source]], boxes[index[link.target]], middle) for link in graph.links]
    bottom = max(box.y + box.height for box in boxes)
    width = max(box.x + box.width for box in boxes)
    frames, shelved, bottom = _shelf(alone, width=width - EDGE, down=bottom + BETWEEN) if alone else ((), [], bottom)
    places = tuple((linked[node].id, 0, rank) for rank, node in enumerate(ring))
    return Drawing("ring", width + EDGE, bottom + EDGE, (*(boxes[i] for i in ring), *shelved), tuple(lines), frames, places=places)


def _chord(link: Link, source: Box, target: Box, middle: tuple[float, float]) -> Line:
    start, end = source.dot or source.middle, target.dot or target.middle
    return Line(link, chord(start, end, (middle[0] + EDGE, middle[1] + EDGE)))
