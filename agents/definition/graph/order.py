"""The order within each column: few crossings.

A link over several columns becomes a chain with one waypoint in each column between, so that it has a
place of its own there.  The order is found by sweeps (each vertex to the mean of its neighbours) from
several starts, then by sifting: each vertex is tried at every place of its column.
"""

from bisect import bisect_right, insort
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from agents.definition.graph.columns import Pair

_SWEEPS = 10
_SIFTS = 6


@dataclass
class Net:
    """Vertices in columns: the nodes, then the waypoints.  Every step leads to the next column."""

    columns: list[list[int]]
    left: list[list[int]]
    right: list[list[int]]
    chains: list[list[int]]  # for every pair its vertices, from left to right


def weave(column_of: Sequence[int], pairs: Sequence[Pair]) -> Net:
    """Make the net of nodes in columns, with a waypoint wherever a link passes a column."""
    columns: list[list[int]] = [[] for _ in range(max(column_of, default=-1) + 1)]
    for node, column in enumerate(column_of):
        columns[column].append(node)
    net = Net(columns, [[] for _ in column_of], [[] for _ in column_of], [])
    for a, b in pairs:
        start, end = (a, b) if column_of[a] < column_of[b] else (b, a)
        chain = [start]
        for column in range(column_of[start] + 1, column_of[end]):
            chain.append(len(net.left))
            columns[column].append(chain[-1])
            net.left.append([])
            net.right.append([])
        chain.append(end)
        for before, after in pairwise(chain):
            net.right[before].append(after)
            net.left[after].append(before)
        net.chains.append(chain)
    return net


def count_crossings(net: Net) -> int:
    """Count how often two links cross between the columns."""
    return sum(_between(before, after, net.right) for before, after in pairwise(net.columns))


def _between(before: Sequence[int], after: Sequence[int], right: Sequence[Sequence[int]]) -> int:
    at = {vertex: i for i, vertex in enumerate(after)}
    seen: list[int] = []
    crossings = 0
    for vertex in before:
        ends = sorted(at[end] for end in right[vertex])
        crossings += sum(len(seen) - bisect_right(seen, end) for end in ends)
        for end in ends:
            insort(seen, end)
    return crossings


def put_in_order(net: Net, *, starts: Sequence[Sequence[float]]) -> None:
    """Order every column of ``net`` so that few links cross; ``starts`` are ranks of its nodes to begin with."""
    best: list[list[int]] = []
    fewest = -1
    for start in starts:
        start_from(net, dict(enumerate(start)))
        for sweep in range(_SWEEPS):
            _sweep(net, to_right=sweep % 2 == 0)
            crossings = count_crossings(net)
            if fewest < 0 or crossings < fewest:
                best, fewest = [list(column) for column in net.columns], crossings
    net.columns = best
    sift(net, range(len(net.left)))


def start_from(net: Net, ranks: Mapping[int, float]) -> None:
    """Order every column by ``ranks``; a waypoint without one stands where its link would pass."""
    known = dict(ranks)
    for chain in net.chains:
        for step, vertex in enumerate(chain[1:-1], 1):
            share = step / (len(chain) - 1)
            known.setdefault(vertex, known[chain[0]] * (1 - share) + known[chain[-1]] * share)
    for column in net.columns:
        column.sort(key=lambda vertex: (known[vertex], vertex))


def _sweep(net: Net, *, to_right: bool) -> None:
    columns = net.columns if to_right else net.columns[::-1]
    near = net.left if to_right else net.right
    at = _places(net)
    for column in columns[1:]:
        wish = {v: sum(at[n] for n in near[v]) / len(near[v]) if near[v] else at[v] for v in column}
        column.sort(key=wish.__getitem__)
        for i, vertex in enumerate(column):
            at[vertex] = i


def _places(net: Net) -> list[float]:
    at = [0.0] * len(net.left)
    for column in net.columns:
        for i, vertex in enumerate(column):
            at[vertex] = i
    return at


def sift(net: Net, vertices: Collection[int]) -> None:
    """Move each of ``vertices`` to the place in its column with the fewest crossings, while that helps."""
    at = _places(net)
    column_of = {vertex: i for i, column in enumerate(net.columns) for vertex in column}
    order = sorted(vertices, key=lambda v: -len(net.left[v]) - len(net.right[v]))
    for _ in range(_SIFTS):
        gained = 0
        for vertex in order:
            gained += _sift_one(net, vertex, net.columns[column_of[vertex]], at)
        if not gained:
            return


def _sift_one(net: Net, vertex: int, column: list[int], at: list[float]) -> int:
    left = sorted(at[n] for n in net.left[vertex])
    right = sorted(at[n] for n in net.right[vertex])
    here = int(at[vertex])
    best, lowest = here, 0
    for direction in (-1, 1):
        change, i = 0, here + direction
        while 0 <= i < len(column):
            other = column[i]
            change += direction * (_swap(left, net.left[other], at) + _swap(right, net.right[other], at))
            if change < lowest:
                best, lowest = i, change
            i += direction
    if best != here:
        column.insert(best, column.pop(here))
        for i in range(min(best, here), max(best, here) + 1):
            at[column[i]] = i
    return -lowest


def _swap(mine: Sequence[float], others: Sequence[int], at: Sequence[float]) -> int:
    """Crossings when mine comes after the other, less those when it comes before."""
    change = 0
    for other in others:
        place = at[other]
        for own in mine:
            change += (own < place) - (own > place)
    return change
