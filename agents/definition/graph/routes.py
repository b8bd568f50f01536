"""Lines between columns: a curve in the gap, straight on through a column at its waypoint.

A column's room is left only where nothing stands, so no line meets a box but its own.
"""

from collections.abc import Sequence
from itertools import pairwise

from agents.definition.graph.drawing import Curve, Point
from agents.definition.graph.order import Net

Span = tuple[float, float]  # left and right edge


def route(
    net: Net,
    *,
    at: Sequence[float],
    spans: Sequence[Span],
    column_spans: Sequence[Span],
    column_of: Sequence[int],
    heights: Sequence[float],
    port: float,
) -> list[Curve]:
    """The curve of every chain of ``net``, from left to right."""
    leaving = _ports(net.right, at, heights, port)
    arriving = _ports(net.left, at, heights, port)
    span_of = [column_spans[column] for column in column_of]
    curves = []
    for chain in net.chains:
        points: list[Point] = [(spans[chain[0]][1], leaving[chain[0], chain[1]])]
        for a, b in pairwise(chain):
            _bend(points, leaving[a, b], arriving[b, a], start=span_of[a][1], end=span_of[b][0])
            if b != chain[-1]:
                _straight(points, (span_of[b][1], at[b]))
        _straight(points, (spans[chain[-1]][0], arriving[chain[-1], chain[-2]]))
        curves.append(tuple((round(x, 1), round(y, 1)) for x, y in points))
    return curves


def _ports(
    near: Sequence[Sequence[int]], at: Sequence[float], heights: Sequence[float], port: float
) -> dict[tuple[int, int], float]:
    """Where each line meets the side of its vertex: in the order of their other ends, so that none cross there."""
    ports: dict[tuple[int, int], float] = {}
    for vertex, others in enumerate(near):
        room = max(heights[vertex] - 12, 0)
        step = min(port, room / max(len(others) - 1, 1))
        for i, other in enumerate(sorted(others, key=lambda other: at[other])):
            ports[vertex, other] = at[vertex] + (i - (len(others) - 1) / 2) * step
    return ports


def _bend(points: list[Point], y: float, end_y: float, *, start: float, end: float) -> None:
    if points[-1][0] < start:
        _straight(points, (start, y))
    half = (end - start) / 2
    points += [(start + half, y), (end - half, end_y), (end, end_y)]


def _straight(points: list[Point], end: Point) -> None:
    if abs(points[-1][0] - end[0]) > 0.05:
        points += [points[-1], end, end]
