"""The column of every node: linked nodes never share one, and links reach as few columns as they can.

A node's neighbours pull it along one axis until like stands near like; the axis is cut into columns,
and nodes move, one at a time, while that makes links shorter or parts a linked pair.
"""

from collections.abc import Mapping, Sequence

Pair = tuple[int, int]
Neighbours = Sequence[Sequence[int]]

_PULLS = 40
_ROUNDS = 12
_SAME_COLUMN = 2.0  # what a linked pair in one column costs at first, in columns of length


def neighbours_of(count: int, pairs: Sequence[Pair]) -> list[list[int]]:
    """The nodes each of ``count`` nodes is linked with."""
    found: list[list[int]] = [[] for _ in range(count)]
    for a, b in pairs:
        found[a].append(b)
        found[b].append(a)
    return found


def along_axis(neighbours: Neighbours) -> list[int]:
    """Order nodes so that linked ones stand near each other (the slowest vibration of the net)."""
    at = [float(i) for i in range(len(neighbours))]
    weight = sum(len(near) for near in neighbours) or 1
    for _ in range(_PULLS):
        at = [
            (at[i] + sum(at[j] for j in near) / len(near)) / 2 if near else at[i] for i, near in enumerate(neighbours)
        ]
        middle = sum(at[i] * len(near) for i, near in enumerate(neighbours)) / weight
        largest = max((abs(x - middle) for x in at), default=0) or 1
        at = [(x - middle) / largest for x in at]
    return sorted(range(len(neighbours)), key=lambda i: (round(at[i], 6), i))


def from_hub(neighbours: Neighbours) -> list[int]:
    """Order nodes by how far they are from the one with the most neighbours, nearest first."""
    start = max(range(len(neighbours)), key=lambda node: (len(neighbours[node]), -node))
    order = [start]
    seen = {start}
    for node in order:
        near = [other for other in neighbours[node] if other not in seen]
        order += near
        seen.update(near)
    return order


def cut_into_columns(neighbours: Neighbours, axis: Sequence[int], *, count: int) -> list[int]:
    """Give each node one of about ``count`` columns; more only where a linked pair would share one."""
    columns = [0] * len(axis)
    for i, node in enumerate(axis):
        columns[node] = i * count // len(axis)
    loads = [columns.count(column) for column in range(count)]
    tallest = 1.4 * len(axis) / count
    for turn in range(_ROUNDS):
        same = _SAME_COLUMN * (1 + turn / 2)
        moves = [_move(node, columns, neighbours[node], loads, tallest=tallest, same=same) for node in axis]
        if not any(moves):
            break
    return _numbered(_parted(columns, neighbours))


def _move(node: int, columns: list[int], near: Sequence[int], loads: list[int], *, tallest: float, same: float) -> bool:
    """Move ``node`` to the column where it costs least."""
    here = columns[node]
    loads[here] -= 1
    costs = []
    for column, load in enumerate(loads):
        cost = max(0.0, load + 1 - tallest)
        for other in near:
            span = abs(columns[other] - column)
            cost += span - 1 if span else same
        costs.append(cost)
    best = min(range(len(loads)), key=lambda column: (costs[column], column != here, column))
    columns[node] = best
    loads[best] += 1
    return best != here


def _parted(columns: Sequence[int], neighbours: Neighbours) -> list[float]:
    """Put the second of a linked pair that shares a column into a free one, or, where none is, into a new one."""
    parted: list[float] = list(columns)
    for node, near in enumerate(neighbours):
        taken = {parted[i] for i in near}
        if parted[node] in taken:
            free = sorted(set(parted) - taken) or [parted[node] + 0.5, parted[node] - 0.5]
            choices = [column for column in free if column not in taken] or [max(parted) + 1]
            parted[node] = min(choices, key=lambda column: sum(abs(parted[i] - column) for i in near))
    return parted


def _numbered(columns: Sequence[float]) -> list[int]:
    number = {column: i for i, column in enumerate(sorted(set(columns)))}
    return [number[column] for column in columns]


def fit_among(neighbours: Neighbours, kept: Mapping[int, int]) -> list[int]:
    """Give each node the column it had.  One that is new, or is now linked with its own column, goes near by."""
    columns: dict[int, float] = {}
    for node in sorted(range(len(neighbours)), key=lambda i: (i not in kept, -len(neighbours[i]), i)):
        around = [columns[i] for i in neighbours[node] if i in columns]
        wish = kept[node] if node in kept else round(sum(around) / len(around)) if around else 0
        choices = range(-1, max([*kept.values(), wish]) + len(neighbours) + 2)
        columns[node] = min((c for c in choices if c not in around), key=lambda c: (abs(c - wish), c))
    return _numbered([columns[i] for i in range(len(neighbours))])
