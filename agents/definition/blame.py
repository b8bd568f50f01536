"""Who wrote each line: the first text from which on it was never changed."""

from collections.abc import Sequence

from agents.definition.diff import lines_of
from agents.definition.matching import BUDGET, matching_runs

MOST_WORK = 4_000_000  # for all steps of a history together


def blame(texts: Sequence[str]) -> list[int]:
    r"""Return, for each line of the last text, which of ``texts`` it came with; the oldest is 0.

    A line belongs to a text that holds it, character for character with its line end.  One
    that was never changed belongs to the first; one that went and came back to the text
    that brought it back.  Where texts differ so much that matching them takes too long, a
    line may count as newer than it is.

    >>> blame(["a\nb\n", "a\nB\n", "new\na\nB\n"])
    [2, 0, 1]
    """
    if not texts:
        return []
    budget = min(BUDGET, MOST_WORK // len(texts))
    before = lines_of(texts[0])
    owners = [0] * len(before)
    for number, text in enumerate(texts[1:], 1):
        after = lines_of(text)
        owners = _passed_on(owners, before, after, number=number, budget=budget)
        before = after
    return owners


def _passed_on(owners: list[int], before: list[str], after: list[str], *, number: int, budget: int) -> list[int]:
    if before == after:
        return owners
    passed = [number] * len(after)
    for old, new, length in matching_runs(before, after, budget=budget):
        passed[new : new + length] = owners[old : old + length]
    return passed
