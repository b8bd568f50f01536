"""The overview of a large team: every folder a frame with the names in it, thick lines where much is said.

Each name is a link; its own lines show when one opens it.  Only the heaviest lines between frames are
drawn, at least one for each frame, so that a glance tells who works with whom.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil

from agents.definition.graph.clusters import grouped
from agents.definition.graph.drawing import Box, Bundle, Curve, Drawing, Frame, Line, Point, sampled
from agents.definition.graph.facts import degrees_of, hubs_of
from agents.definition.graph.in_columns import Paper
from agents.definition.graph.layout import Arranged, Kept, arrange, box_of
from agents.definition.graph.model import Graph, Link, Node, graph_of

ROW = 24.0
HEAD = 48.0
PAD = 8.0
BETWEEN_COLUMNS = 4.0
LONGEST_COLUMN = 30
LINES_A_FRAME = 1.4
NUMBER = 20.0  # room for how many links a name has
PAPER = Paper(1150, 1150, port=15, small_print=5)  # a page may scroll down, hardly to the side


def draw_folders(graph: Graph, *, kept: Kept | None = None, hrefs: Mapping[str, str] | None = None) -> Drawing:
    """Draw every group of ``graph`` as a frame that lists its documents.

    ``hrefs`` lead from the name of a group to a page that shows it alone.
    """
    groups = grouped(graph)
    home = {node.id: name for name, nodes in groups.items() for node in nodes}
    between, within, one_way = _counts(graph, home)
    heaviest = _heaviest(between, groups)
    rolled = graph_of(
        [Node(name, name) for name in groups],
        links=[Link(*pair, "both_ways", count=between[pair]) for pair in heaviest],
    )
    lists = {name: _listed(nodes, graph) for name, nodes in groups.items()}
    arranged = arrange(
        rolled, lambda node: _frame_box(node, lists[node.id], within), kept=kept or {}, caption="", paper=PAPER
    )
    frames, boxes = _filled(arranged, lists, within, hrefs or {})
    left_out = len(between) - len(heaviest)
    size = arranged.width, arranged.height
    return Drawing("folders", *size, boxes, (), frames, _bundles(arranged.lines, one_way), arranged.places, left_out)


Pair = tuple[str, str]


def _counts(graph: Graph, home: Mapping[str, str]) -> tuple[Counter[Pair], Counter[str], Counter[Pair]]:
    between: Counter[Pair] = Counter()
    within: Counter[str] = Counter()
    one_way: Counter[Pair] = Counter()
    for link in graph.links:
        if link.source not in home or link.target not in home:
            continue
        first, second = sorted((home[link.source], home[link.target]))
        if first == second:
            within[first] += 1
            continue
        between[first, second] += 1
        one_way[first, second] += link.kind == "one_way"
    return between, within, one_way


def _heaviest(between: Counter[Pair], groups: Mapping[str, object]) -> list[Pair]:
    """The lines worth drawing: the thickest of all, and the thickest of each group."""
    ordered = sorted(between, key=lambda pair: (-between[pair], pair))
    chosen = ordered[: ceil(LINES_A_FRAME * len(groups))]
    for name in groups:
        if not any(name in pair for pair in chosen):
            chosen += [pair for pair in ordered if name in pair][:1]
    return chosen


def _listed(nodes: Sequence[Node], graph: Graph) -> list[list[Box]]:
    """The names of a group in columns, the busiest first."""
    degrees = degrees_of(graph)
    hubs = set(hubs_of(graph))
    ordered = sorted(nodes, key=lambda node: (-degrees[node.id], node.label))
    boxes = [_entry(node, graph, degree=degrees[node.id], is_hub=node in hubs) for node in ordered]
    columns = ceil(len(boxes) / LONGEST_COLUMN)
    rows = ceil(len(boxes) / columns)
    return [boxes[i : i + rows] for i in range(0, len(boxes), rows)]


def _entry(node: Node, graph: Graph, *, degree: int, is_hub: bool) -> Box:
    box = box_of(node, look="entry", degree=degree)
    near = tuple(link.other(node.id) for link in graph.links_of[node.id])
    return replace(box, width=box.width + NUMBER, height=ROW, is_hub=is_hub, near=near, shows_degree=True)


def _frame_box(node: Node, columns: Sequence[Sequence[Box]], within: Counter[str]) -> Box:
    widths = [max(box.width for box in column) for column in columns]
    width = sum(widths) + BETWEEN_COLUMNS * (len(columns) - 1) + 2 * PAD
    return Box(
        node,
        0,
        0,
        max(width, len(node.label) * 7.6 + 30, len(_note(node.id, columns, within)) * 5.7 + 28),
        HEAD + ROW * len(columns[0]) + PAD,
        (node.label,),
    )


def _note(name: str, columns: Sequence[Sequence[Box]], within: Counter[str]) -> str:
    size = sum(len(column) for column in columns)
    return f"{size} document{'' if size == 1 else 's'}, {within[name]} link{'' if within[name] == 1 else 's'} within"


def _filled(
    arranged: Arranged, lists: Mapping[str, list[list[Box]]], within: Counter[str], hrefs: Mapping[str, str]
) -> tuple[tuple[Frame, ...], tuple[Box, ...]]:
    frames, boxes = [], []
    for box in sorted(arranged.boxes, key=lambda box: (round(box.x), box.y)):
        name = box.node.id
        note = _note(name, lists[name], within)
        frames.append(Frame(name, box.x, box.y, box.width, box.height, note, hrefs.get(name, ""), is_box=True))
        right = box.x + PAD
        for column in lists[name]:
            widest = max(entry.width for entry in column)
            boxes += [replace(entry, x=right, y=box.y + HEAD + i * ROW, width=widest) for i, entry in enumerate(column)]
            right += widest + BETWEEN_COLUMNS
    return tuple(frames), tuple(boxes)


def _bundles(lines: Sequence[Line], one_way: Counter[Pair]) -> tuple[Bundle, ...]:
    """Put the number of each line where it bends, in the gap between columns, and none over another."""
    bundles: list[Bundle] = []
    for line in lines:
        places = _bends(line.curve)
        at = next((place for place in places if all(_is_apart(place, other.at) for other in bundles)), places[0])
        ends = line.link.source, line.link.target
        bundles.append(Bundle(*ends, line.link.count, one_way[ends], line.curve, at))
    return tuple(bundles)


def _bends(curve: Curve) -> list[Point]:
    """Points on the curved pieces of a line, the steepest piece first."""
    pieces = [curve[i : i + 4] for i in range(0, len(curve) - 3, 3) if curve[i] != curve[i + 1]]
    pieces.sort(key=lambda piece: -abs(piece[3][1] - piece[0][1]))
    return [list(sampled(piece))[step] for piece in pieces for step in (6, 5, 7, 4, 8, 3, 9)]


def _is_apart(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) > 30 or abs(a[1] - b[1]) > 20
