"""Lay out one connected part in columns: the reading is left to right, links run in the gaps between.

Several numbers of columns are tried; the one with few crossings that needs no small print is taken.
Places kept from an earlier drawing decide instead: every node stays in its column and among its
neighbours there, and only what is new looks for a place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from agents.definition.graph.columns import Pair, along_axis, cut_into_columns, fit_among, from_hub, neighbours_of
from agents.definition.graph.drawing import Box, Curve
from agents.definition.graph.order import Net, count_crossings, put_in_order, sift, start_from, weave
from agents.definition.graph.routes import route
from agents.definition.graph.rows import settle

GAP, NARROWEST, WIDEST = 14.0, 52.0, 150.0
WAYPOINT = 0.0
_TRIES = 5
_AGAINST = 0.4  # what an arrow to the left costs, in crossings

Place = tuple[int, int]  # column and rank in it
Vertex = tuple[int, ...]  # a node, or the two ends of a link and which of its waypoints


@dataclass(frozen=True)
class Paper:
    """What is seen at once (a larger drawing is shown smaller); ``port`` is between two lines that end at a box."""

    width: float
    height: float
    port: float
    small_print: float  # how much being shown smaller weighs against crossings


WINDOW = Paper(960, 800, port=8, small_print=0.8)


@dataclass(frozen=True)
class Part:
    """A part as laid out, its corner at 0, 0."""

    boxes: tuple[Box, ...]
    curves: tuple[tuple[Pair, Curve], ...]  # from left to right
    places: tuple[tuple[Vertex, Place], ...]
    width: float
    height: float


def lay_out_part(
    boxes: Sequence[Box],
    pairs: Sequence[Pair],
    *,
    arrows: Sequence[Pair],
    kept: Mapping[Vertex, Place],
    paper: Paper = WINDOW,
) -> Part:
    """Place ``boxes`` (where they stand does not matter) and draw a curve for every pair of linked ones.

    ``arrows`` are the pairs with a direction: most of them shall point to the right.
    """
    neighbours = neighbours_of(len(boxes), pairs)
    if sum((i,) in kept for i in range(len(boxes))) * 2 > len(boxes):
        return _placed(boxes, *_as_before(neighbours, pairs, kept), port=paper.port)
    fewest = max(2, round(0.8 * len(boxes) ** 0.5))
    best: tuple[float, Net, list[int]] | None = None
    axes = (along_axis(neighbours), from_hub(neighbours))
    for count, axis in product(range(fewest, fewest + _TRIES), axes):
        columns = _facing_right(cut_into_columns(neighbours, axis, count=min(count, len(boxes))), arrows)
        net = weave(columns, pairs)
        put_in_order(net, starts=_starts(axis))
        against = sum(columns[a] > columns[b] for a, b in arrows)
        cost = (count_crossings(net) + 5 + against * _AGAINST) / _scale(boxes, net, paper) ** paper.small_print
        if best is None or cost < best[0]:
            best = (cost, net, columns)
    assert best is not None  # noqa: S101
    return _placed(boxes, best[1], best[2], port=paper.port)


def _facing_right(columns: list[int], arrows: Sequence[Pair]) -> list[int]:
    forward = sum(1 if columns[a] < columns[b] else -1 for a, b in arrows)
    return [max(columns) - column for column in columns] if forward < 0 else columns


def _starts(axis: Sequence[int]) -> list[list[float]]:
    rank = {node: float(i) for i, node in enumerate(axis)}
    return [[float(node) for node in range(len(axis))], [-rank[node] for node in range(len(axis))]]


def _as_before(
    neighbours: Sequence[Sequence[int]], pairs: Sequence[Pair], kept: Mapping[Vertex, Place]
) -> tuple[Net, list[int]]:
    """Every vertex that has a place keeps it; the others are sifted in."""
    ranks = {vertex[0]: float(rank) for vertex, (_, rank) in kept.items() if len(vertex) == 1}
    columns = fit_among(neighbours, {node: kept[node,][0] for node in ranks})
    net = weave(columns, pairs)
    names = _vertices(net, len(neighbours))
    for node, near in enumerate(neighbours):
        known = [kept[other,][1] for other in near if (other,) in kept]
        ranks.setdefault(node, sum(known) / len(known) if known else 0.0)
    ranks |= {i: float(kept[name][1]) for i, name in enumerate(names) if name in kept}
    start_from(net, ranks)
    sift(net, [i for i, name in enumerate(names) if name not in kept])
    return net, columns


def _vertices(net: Net, count: int) -> list[Vertex]:
    """The lasting name of every vertex of ``net``, of which ``count`` are nodes."""
    names: list[Vertex] = [(i,) for i in range(count)] + [()] * (len(net.left) - count)
    for chain in net.chains:
        for step, vertex in enumerate(chain[1:-1]):
            names[vertex] = (*sorted((chain[0], chain[-1])), step)
    return names


def _scale(boxes: Sequence[Box], net: Net, paper: Paper) -> float:
    """How small the part is shown in a window."""
    width = sum(_width(column, boxes) for column in net.columns) + len(net.columns) * (NARROWEST + 20)
    height = max(sum(boxes[v].height + GAP if v < len(boxes) else GAP for v in column) for column in net.columns)
    return min(1.0, paper.width / width, paper.height / height)


def _width(column: Sequence[int], boxes: Sequence[Box]) -> float:
    return max((boxes[v].width for v in column if v < len(boxes)), default=0.0)


def _placed(boxes: Sequence[Box], net: Net, columns: Sequence[int], *, port: float) -> Part:
    heights = [box.height for box in boxes] + [WAYPOINT] * (len(net.left) - len(boxes))
    at = settle(net, heights=heights, gap=GAP, count=len(boxes))
    column_spans = _column_spans(boxes, net, at)
    column_of = [0] * len(net.left)
    for i, column in enumerate(net.columns):
        for vertex in column:
            column_of[vertex] = i
    spans = []
    for i, box in enumerate(boxes):
        left, right = column_spans[columns[i]]
        start = round((left + right - box.width) / 2)
        spans.append((start, start + box.width))
    curves = route(net, at=at, spans=spans, column_spans=column_spans, column_of=column_of, heights=heights, port=port)
    placed = [box.moved(spans[i][0] - box.x, round(at[i] - box.height / 2, 1) - box.y) for i, box in enumerate(boxes)]
    ends = [(chain[0], chain[-1]) for chain in net.chains]
    bottom = max([box.y + box.height for box in placed] + [y for curve in curves for _, y in curve])
    names = _vertices(net, len(boxes))
    places = tuple((names[v], (i, rank)) for i, column in enumerate(net.columns) for rank, v in enumerate(column))
    return Part(tuple(placed), tuple(zip(ends, curves, strict=True)), places, column_spans[-1][1], bottom)


def _column_spans(boxes: Sequence[Box], net: Net, at: Sequence[float]) -> list[tuple[float, float]]:
    """Left and right edge of each column; a gap is wide where its lines are steep."""
    spans: list[tuple[float, float]] = []
    left = 0.0
    for column in net.columns:
        width = _width(column, boxes)
        spans.append((left, left + width))
        rises = sorted(abs(at[v] - at[end]) for v in column for end in net.right[v])
        steep = rises[len(rises) * 3 // 4] if rises else 0.0
        left += width + round(min(max(NARROWEST, 0.35 * steep + 2.5 * len(rises)), WIDEST))
    return spans
