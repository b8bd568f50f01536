"""The same lines of two texts: always true, shortest when small, bounded when not."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from agents.definition.matching import LONGEST, matching_runs

LINES = st.lists(st.sampled_from("abcd"), max_size=14)


def longest_common(a: list[str], b: list[str]) -> int:
    lengths = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, ours in enumerate(a):
        for j, theirs in enumerate(b):
            longer = max(lengths[i][j + 1], lengths[i + 1][j])
            lengths[i + 1][j + 1] = lengths[i][j] + 1 if ours == theirs else longer
    return lengths[-1][-1]


@given(LINES, LINES)
def test_as_many_lines_match_as_can(old, new):
    runs = matching_runs(old, new)

    assert sum(length for _, _, length in runs) == longest_common(old, new)
    assert all(old[x : x + length] == new[y : y + length] for x, y, length in runs)


@given(LINES, LINES)
def test_runs_stand_in_order_and_never_overlap(old, new):
    runs = matching_runs(old, new)

    for (x, y, length), (later_x, later_y, _) in pairwise(runs):
        assert x + length <= later_x
        assert y + length <= later_y


def test_equal_texts_are_one_run():
    assert matching_runs(["a"] * 50_000, ["a"] * 50_000) == [(0, 0, 50_000)]


@given(LINES, LINES, st.integers(0, 40))
def test_with_little_to_spend_what_matches_is_still_true(old, new, budget):
    runs = matching_runs(old, new, budget=budget)

    assert all(old[x : x + length] == new[y : y + length] for x, y, length in runs)
    assert all(
        x + length <= later_x and y + length <= later_y for (x, y, length), (later_x, later_y, _) in pairwise(runs)
    )


def test_texts_beyond_the_budget_match_at_their_ends():
    old = ["same", *(f"line {n % 7}" for n in range(40)), "end"]
    new = ["same", *(f"line {n % 7}" for n in range(40, 0, -1)), "end"]

    assert matching_runs(old, new, budget=50) == [(0, 0, 1), (41, 41, 1)]


def test_beyond_the_budget_lines_that_stand_once_are_found():
    old = [f"line {n}" for n in range(100)]
    new = [line if n % 2 else f"{line}, changed" for n, line in enumerate(old)]

    assert matching_runs(old, new, budget=50) == [(n, n, 1) for n in range(1, 100, 2)]


def test_in_texts_too_long_to_search_two_edits_are_two_edits():
    old = [f"line {n}" for n in range(LONGEST * 3)]
    new = [line for line in old if line not in ("line 7", "line 29000")]

    assert [length for _, _, length in matching_runs(old, new)] == [7, 28_992, 999]
