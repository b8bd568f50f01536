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
_SMALL_PRINT = 0.8  # how much being shown smaller weighs against crossings
_TRIES = 5

Place = tuple[int, int]  # column and rank in it


@dataclass(frozen=True)
class Paper:
    """What is seen at once (a larger drawing is shown smaller), and how far apart lines end at a box."""

    width: float
    height: float
    port: float


WINDOW = Paper(960, 800, port=8)


@dataclass(frozen=True)
class Part:
    """A part as laid out, its corner at 0, 0."""

    boxes: tuple[Box, ...]
    curves: tuple[tuple[Pair, Curve], ...]  # from left to right
    places: tuple[Place, ...]
    width: float
    height: float


def lay_out_part(boxes: Sequence[Box], pairs: Sequence[Pair], *, arrows: Sequence[Pair], kept: Mapping[int, Place], paper: Paper = WINDOW) -> Part:
    """Place ``boxes`` (where they stand does not matter) and draw a curve for every pair of linked ones.

    ``arrows`` are the pairs with a direction: most of them shall point to the right.
    """
    neighbours = neighbours_of(len(boxes), pairs)
    if len(kept) * 2 > len(boxes):
        net, columns = _as_before(neighbours, pairs, kept)
        return _placed(boxes, net, columns, port=paper.port)
    axes = [_facing_right(axis, arrows) for axis in (along_axis(neighbours), from_hub(neighbours))]
    fewest = max(2, round(0.8 * len(boxes) ** 0.5))
    best: tuple[float, Net, list[int]] | None = None
    for count, axis in product(range(fewest, fewest + _TRIES), axes):
        columns = cut_into_columns(neighbours, axis, count=min(count, len(boxes)))
        net = weave(columns, pairs)
        put_in_order(net, starts=_starts(axis))
        cost = (count_crossings(net) + 5) / _scale(boxes, net, paper) ** _SMALL_PRINT
        if best is None or cost < best[0]:
            best = (cost, net, columns)
    assert best is not None  # noqa: S101
    return _placed(boxes, best[1], best[2], port=paper.port)


def _facing_right(axis: list[int], arrows: Sequence[Pair]) -> list[int]:
    rank = {node: i for i, node in enumerate(axis)}
    forward = sum(1 if rank[a] < rank[b] else -1 for a, b in arrows)
    return axis[::-1] if forward < 0 else axis


def _starts(axis: Sequence[int]) -> list[list[float]]:
    rank = {node: float(i) for i, node in enumerate(axis)}
    return [[float(node) for node in range(len(axis))], [-rank[node] for node in range(len(axis))]]


def _as_before(neighbours: Sequence[Sequence[int]], pairs: Sequence[Pair], kept: Mapping[int, Place]) -> tuple[Net, list[int]]:
    columns = fit_among(neighbours, {node: column for node, (column, _) in kept.items()})
    net = weave(columns, pairs)
    ranks = [0.0] * len(neighbours)
    for node, near in enumerate(neighbours):
        known = [kept[other][1] for other in near if other in kept]
        ranks[node] = kept[node][1] if node in kept else sum(known) / len(known) if known else 0.0
    start_from(net, ranks)
    sift(net, [vertex for vertex in range(len(net.left)) if vertex not in kept])
    return net, columns


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
    ranks = {v: rank for column in net.columns for rank, v in enumerate(column)}
    placed = [box.moved(spans[i][0] - box.x, round(at[i] - box.height / 2, 1) - box.y) for i, box in enumerate(boxes)]
    ends = [(chain[0], chain[-1]) for chain in net.chains]
    bottom = max([box.y + box.height for box in placed] + [y for curve in curves for _, y in curve])
    places = tuple((columns[i], ranks[i]) for i in range(len(boxes)))
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
