"""Which lines of two texts are the same: the shortest edit script, within a budget.

Myers' greedy algorithm; where that takes too long, the lines that stand once in each text
are landmarks, and only what lies between two of them is searched.  The work is counted,
not timed, so the same texts always give the same answer, and no text can keep a page busy.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence

Run = tuple[int, int, int]  # where in old, where in new, how many lines

BUDGET = 400_000
LONGEST = 10_000


def matching_runs(old: Sequence[str], new: Sequence[str], *, budget: int = BUDGET) -> list[Run]:
    """Return the runs of lines both hold, in order.

    As many lines match as can while the texts differ little.  Of texts that differ much (or
    are longer than LONGEST lines between their common ends) some match that could; what
    does not match counts as replaced.

    >>> matching_runs(["a", "b", "c"], ["a", "x", "c"])
    [(0, 0, 1), (2, 2, 1)]
    """
    numbers: dict[str, int] = {}
    a = [numbers.setdefault(line, len(numbers)) for line in old]
    b = [numbers.setdefault(line, len(numbers)) for line in new]
    head, tail = _common_ends(a, b)
    runs = [(0, 0, head)]
    middle = _between(a[head : len(a) - tail], b[head : len(b) - tail], budget=budget)
    runs += _shifted(middle, head, head)
    runs.append((len(a) - tail, len(b) - tail, tail))
    return _joined(runs)


def _common_ends(a: list[int], b: list[int]) -> tuple[int, int]:
    shorter = min(len(a), len(b))
    head = next((i for i in range(shorter) if a[i] != b[i]), shorter)
    tail = next((i for i in range(shorter - head) if a[-1 - i] != b[-1 - i]), shorter - head)
    return head, tail


def _shifted(runs: list[Run], x: int, y: int) -> list[Run]:
    return [(start + x, partner + y, length) for start, partner, length in runs]


def _between(a: list[int], b: list[int], *, budget: int) -> list[Run]:
    runs = _shortest(a, b, budget=budget) if max(len(a), len(b)) <= LONGEST else None
    return runs if runs is not None else _by_landmarks(a, b, budget=budget)


def _by_landmarks(a: list[int], b: list[int], *, budget: int) -> list[Run]:
    runs: list[Run] = []
    x = y = 0
    for next_x, next_y, length in [*_landmarks(a, b), (len(a), len(b), 0)]:
        gap_a, gap_b = a[x:next_x], b[y:next_y]
        share = budget * (len(gap_a) + len(gap_b)) // (len(a) + len(b))
        runs += _shifted(_shortest(gap_a, gap_b, budget=share) or [], x, y)
        runs.append((next_x, next_y, length))
        x, y = next_x + length, next_y + length
    return runs


def _landmarks(a: list[int], b: list[int]) -> list[Run]:
    """Lines that stand once in each: the longest row of them that has the same order in both."""
    in_a, in_b = Counter(a), Counter(b)
    places = {line: y for y, line in enumerate(b) if in_b[line] == 1}
    pairs = [(x, places[line]) for x, line in enumerate(a) if in_a[line] == 1 and line in places]
    lowest: list[int] = []  # the lowest end of a row of each length
    ends: list[int] = []
    before: list[int] = []
    for i, (_, y) in enumerate(pairs):
        length = bisect_left(lowest, y)
        lowest[length : length + 1] = [y]
        ends[length : length + 1] = [i]
        before.append(ends[length - 1] if length else -1)
    row: list[Run] = []
    i = ends[-1] if ends else -1
    while i >= 0:
        row.append((*pairs[i], 1))
        i = before[i]
    return row[::-1]


def _shortest(a: list[int], b: list[int], *, budget: int) -> list[Run] | None:
    if not a or not b or set(a).isdisjoint(b):
        return []
    trace = _search(a, b, budget=budget)
    return _runs_of(trace, len(a), len(b)) if trace is not None else None


def _search(a: list[int], b: list[int], *, budget: int) -> list[dict[int, int]] | None:
    """Return, for each number of edits, how far each diagonal reaches; None beyond the budget."""
    reach = {1: 0}
    trace: list[dict[int, int]] = []
    work = 0
    for edits in range(len(a) + len(b) + 1):
        trace.append({k: reach[k] for k in range(-edits - 1, edits + 2) if k in reach})
        for k in range(-edits, edits + 1, 2):
            down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
            start = x = reach[k + 1] if down else reach[k - 1] + 1
            while x < len(a) and 0 <= x - k < len(b) and a[x] == b[x - k]:
                x += 1
            reach[k] = x
            work += 2 + x - start
            if x >= len(a) and x - k >= len(b):
                return trace
        if work > budget:
            return None
    return None


def _runs_of(trace: list[dict[int, int]], x: int, y: int) -> list[Run]:
    """Walk the edits back from the end and collect the diagonals between them."""
    runs: list[Run] = []
    for edits in range(len(trace) - 1, -1, -1):
        reach, k = trace[edits], x - y
        down = k == -edits or (k != edits and reach[k - 1] < reach[k + 1])
        before_x = reach[k + 1] if down else reach[k - 1]
        before_y = before_x - (k + 1 if down else k - 1)
        start = 0 if edits == 0 else before_x if down else before_x + 1
        if x > start:
            runs.append((start, start - k, x - start))
        x, y = before_x, before_y
    return _joined(runs[::-1])


def _joined(runs: list[Run]) -> list[Run]:
    joined: list[Run] = []
    for x, y, length in runs:
        if not length:
            continue
        if joined and joined[-1][0] + joined[-1][2] == x and joined[-1][1] + joined[-1][2] == y:
            x, y, before = joined.pop()
            length += before
        joined.append((x, y, length))
    return joined
