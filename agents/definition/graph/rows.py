"""Heights within columns: every vertex near its neighbours, none over another, long links straight.

A column's order is fixed; what is left is to place a row of blocks as near to their wishes as their
sizes allow, which pooling neighbours that collide solves exactly.
"""

from collections.abc import Sequence
from itertools import pairwise

from agents.definition.graph.order import Net

_SWEEPS = 14
_STIFF = 6.0  # how much a waypoint wants its link straight


def settle(net: Net, *, heights: Sequence[float], gap: float, count: int) -> list[float]:
    """Find the middle of every vertex.  Vertices from ``count`` on are waypoints."""
    at = [0.0] * len(heights)
    for column in net.columns:
        _stack(column, at, heights, gap)
    for sweep in range(_SWEEPS):
        columns = net.columns if sweep % 2 == 0 else net.columns[::-1]
        for column in columns:
            wishes = [_wish(vertex, net, at, count) for vertex in column]
            weights = [
                _STIFF if vertex >= count else 1.0 + len(net.left[vertex] + net.right[vertex]) for vertex in column
            ]
            distances = [_distance(a, b, heights, gap) for a, b in pairwise(column)]
            for vertex, place in zip(column, nearest(wishes, weights, distances), strict=True):
                at[vertex] = place
    top = min((at[v] - heights[v] / 2 for v in range(len(at))), default=0.0)
    return [place - top for place in at]


def _stack(column: Sequence[int], at: list[float], heights: Sequence[float], gap: float) -> None:
    place = 0.0
    for i, vertex in enumerate(column):
        place += _distance(column[i - 1], vertex, heights, gap) if i else 0
        at[vertex] = place
    for vertex in column:
        at[vertex] -= place / 2


def _distance(a: int, b: int, heights: Sequence[float], gap: float) -> float:
    return (heights[a] + heights[b]) / 2 + gap


def _wish(vertex: int, net: Net, at: Sequence[float], count: int) -> float:
    near = [*net.left[vertex], *net.right[vertex]]
    if not near:
        return at[vertex]
    weights = [_STIFF if vertex >= count and other >= count else 1.0 for other in near]
    return sum(at[other] * weight for other, weight in zip(near, weights, strict=True)) / sum(weights)


def nearest(wishes: Sequence[float], weights: Sequence[float], distances: Sequence[float]) -> list[float]:
    """Places as near to ``wishes`` as ``distances`` between neighbours allow (least squares).

    >>> nearest([0, 0, 9], [1, 1, 1], [4, 4])
    [-2.0, 2.0, 9.0]
    """
    offsets = [0.0]
    for distance in distances:
        offsets.append(offsets[-1] + distance)
    blocks: list[tuple[float, float, int]] = []  # middle, weight, size
    for wish, weight, offset in zip(wishes, weights, offsets, strict=False):
        block = (wish - offset, weight, 1)
        while blocks and blocks[-1][0] > block[0]:
            middle, heavy, size = blocks.pop()
            total = heavy + block[1]
            block = ((middle * heavy + block[0] * block[1]) / total, total, size + block[2])
        blocks.append(block)
    places = [middle for middle, _, size in blocks for _ in range(size)]
    return [place + offset for place, offset in zip(places, offsets, strict=False)]
