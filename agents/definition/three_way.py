"""Cut three versions of a text at the same places, so that each stretch can be decided alone.

The stretches put together are each of the three versions again: nothing is left out and
nothing made up, whatever is decided later.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from agents.definition.diff import lines_of
from agents.definition.matching import BUDGET, matching_runs

Side = Literal["base", "ours", "theirs"]
SIDES: tuple[Side, ...] = ("base", "ours", "theirs")
Starts = tuple[int, int, int]


@dataclass(frozen=True)
class Stretch:
    """The same place in three versions; ``key`` names the frontmatter entry it is, if it is one.

    ``starts`` are the 1-based lines in base, ours and theirs on which it begins, or would.
    """

    base: str
    ours: str
    theirs: str
    starts: Starts = (1, 1, 1)
    key: str = ""

    @property
    def merged(self) -> str | None:
        """What both changes make of it; None when each made something else of it."""
        if self.ours == self.theirs or self.theirs == self.base:
            return self.ours
        return self.theirs if self.ours == self.base else None

    def chosen(self, side: Side) -> str:
        """What is settled, or else what ``side`` made of it."""
        settled = self.merged
        return settled if settled is not None else {"base": self.base, "ours": self.ours, "theirs": self.theirs}[side]


def line_stretches(
    base: str, ours: str, theirs: str, *, starts: Starts = (1, 1, 1), budget: int = BUDGET
) -> list[Stretch]:
    r"""Cut between the lines that all three hold.  Changes that touch stand in one stretch.

    The more the texts differ beyond the ``budget``, the fewer and larger are the stretches.

    >>> [stretch.merged for stretch in line_stretches("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\n")]
    ['A\n', 'b\n', 'C\n']
    """
    old, mine, other = lines_of(base), lines_of(ours), lines_of(theirs)
    found: list[Stretch] = []
    x = y = z = 0
    common = _common_runs(old, mine, other, budget=budget)
    for next_x, next_y, next_z, length in [*common, (len(old), len(mine), len(other), 0)]:
        at = (starts[0] + x, starts[1] + y, starts[2] + z)
        found.append(Stretch("".join(old[x:next_x]), "".join(mine[y:next_y]), "".join(other[z:next_z]), at))
        x, y, z = next_x + length, next_y + length, next_z + length
        same, at = "".join(old[next_x:x]), (starts[0] + next_x, starts[1] + next_y, starts[2] + next_z)
        found.append(Stretch(same, same, same, at))
    return [stretch for stretch in found if stretch.base or stretch.ours or stretch.theirs]


def _common_runs(
    old: list[str], mine: list[str], other: list[str], *, budget: int
) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of lines that stand in all three: where in each, and how many."""
    partners = {x + i: z + i for x, z, length in matching_runs(old, other, budget=budget) for i in range(length)}
    for x, y, length in matching_runs(old, mine, budget=budget):
        first = 0
        for i in range(length):
            here, after = partners.get(x + i), partners.get(x + i + 1)
            if here is not None and (i + 1 == length or after != here + 1):
                begin = here - (i - first)
                yield x + first, y + first, begin, i + 1 - first
            if here is None or after != here + 1:
                first = i + 1
