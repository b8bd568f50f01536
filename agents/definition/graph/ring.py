"""Lay out a part with many links as a ring: names outside, links within, so that no line can meet a name.

Neighbours on the ring are neighbours in the file tree, then those with links in common.
"""

from collections.abc import Mapping, Sequence
from math import sqrt

from agents.definition.graph.columns import Neighbours, along_axis
from agents.definition.graph.drawing import Box, Curve, Point

STEP = 25.0
SMALLEST = 400.0
CLEAR = 9.0  # of the dot, where a line ends
MARGIN = 8.0
_ROUNDS = 6


def order_on_ring(neighbours: Neighbours, groups: Sequence[str], *, before: Mapping[int, int]) -> list[int]:
    """Order nodes so that links are short; those of one group stay together.

    Where most nodes were on a ring ``before``, they keep their order and a new one stands by a neighbour.
    """
    if len(before) * 2 > len(neighbours):
        return _as_before(neighbours, groups, before)
    axis = along_axis(neighbours)
    at = {node: i for i, node in enumerate(axis)}
    members: dict[str, list[int]] = {}
    for node in axis:
        members.setdefault(groups[node], []).append(node)
    for group in members.values():
        group.sort(key=at.__getitem__)
    order = sorted(members, key=lambda group: (sum(at[node] for node in members[group]) / len(members[group]), group))
    ring = [node for group in order for node in members[group]]
    _shorten(ring, neighbours, groups)
    return ring


def _as_before(neighbours: Neighbours, groups: Sequence[str], before: Mapping[int, int]) -> list[int]:
    ranks = {node: float(rank) for node, rank in before.items()}
    for node, near in enumerate(neighbours):
        if node not in before:
            known = [(groups[other] != groups[node], before[other]) for other in near if other in before]
            ranks[node] = min(known, default=(True, 0))[1] + 0.5
    return sorted(ranks, key=lambda node: (ranks[node], node))


def _shorten(ring: list[int], neighbours: Neighbours, groups: Sequence[str]) -> None:
    """Swap neighbours of one group on the ring while that removes crossings."""
    place = {node: i for i, node in enumerate(ring)}
    for _ in range(_ROUNDS):
        changed = False
        for i in range(len(ring)):
            a, b = ring[i], ring[(i + 1) % len(ring)]
            if groups[a] == groups[b] and _gain(a, b, place, neighbours) > 0:
                j = (i + 1) % len(ring)
                ring[i], ring[j] = b, a
                place[a], place[b] = j, i
                changed = True
        if not changed:
            return


def _gain(a: int, b: int, place: dict[int, int], neighbours: Neighbours) -> int:
    """Crossings that swapping ``a`` with the next ``b`` removes: of their lines to all others."""
    count = len(place)
    mine = [(place[n] - place[b]) % count for n in neighbours[a] if n != b]
    others = [(place[n] - place[b]) % count for n in neighbours[b] if n != a]
    return sum((m < o) - (m > o) for m in mine for o in others)


def lay_out_ring(boxes: Sequence[Box], ring: Sequence[int]) -> tuple[list[Box], Point]:
    """Place boxes around an ellipse, names outwards: down the right side, up the left.  The point is its middle."""
    half = (len(ring) + 1) // 2
    sides = (ring[:half], ring[half:][::-1])
    high = max(half * STEP, SMALLEST)
    wide = high * 1.05
    reach = max((box.width for box in boxes), default=0.0)
    middle = (reach + wide / 2 + MARGIN, high / 2 + STEP / 2)
    placed = list(boxes)
    for side, nodes in zip((1, -1), sides, strict=True):
        for i, node in enumerate(nodes):
            down = (i + 0.5) / max(len(nodes), 1) * high - high / 2
            across = side * wide / 2 * sqrt(max(0.0, 1 - (down / (high / 2 + STEP / 2)) ** 2))
            placed[node] = _beside(boxes[node], (middle[0] + across, middle[1] + down), side=side)
    return placed, middle


def _beside(box: Box, dot: Point, *, side: int) -> Box:
    x = dot[0] + 6 if side > 0 else dot[0] - 6 - box.width
    moved = box.moved(x - box.x, dot[1] - box.height / 2 - box.y)
    return Box(
        moved.node,
        round(moved.x, 1),
        round(moved.y, 1),
        moved.width,
        moved.height,
        moved.lines,
        moved.look,
        moved.degree,
        (round(dot[0], 1), round(dot[1], 1)),
    )


def chord(start: Point, end: Point, middle: Point) -> Curve:
    """A line within the ring, drawn towards its middle; less so between near neighbours."""
    apart = sqrt((start[0] - end[0]) ** 2 + (start[1] - end[1]) ** 2)
    size = sqrt((start[0] - middle[0]) ** 2 + (start[1] - middle[1]) ** 2) or 1.0
    pull = min(0.62, 0.3 + 0.2 * apart / size)

    def towards(point: Point) -> Point:
        return round(point[0] + (middle[0] - point[0]) * pull, 1), round(point[1] + (middle[1] - point[1]) * pull, 1)

    return start, towards(start), towards(end), _short_of(end, middle)


def _short_of(end: Point, middle: Point) -> Point:
    right, down = middle[0] - end[0], middle[1] - end[1]
    away = CLEAR / (sqrt(right * right + down * down) or 1.0)
    return round(end[0] + right * away, 1), round(end[1] + down * away, 1)
