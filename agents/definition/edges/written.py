"""The values of this package: a name as it is written, and the edge it becomes."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from agents.definition.edges.roster import Reach

Tier = Literal["structure", "mention", "suggested"]
Kind = Literal["works with", "reports to", "delegates to", "hands off to"]
Dialect = Literal["heading", "item", "relation", "table", "frontmatter", "tools", "mention"]
Unknown = Literal["kept", "dropped"]

WORKS_WITH: Kind = "works with"


class Written(NamedTuple):
    """A place where an agent may be named; whether it is one, the roster tells.

    ``start`` and ``end`` are columns in ``line``.  The place itself, ``first_line`` to
    ``last_line``, is the section, list item or line the name belongs to.  Plain values
    only, so that an index can keep them and ask again when the team changes.
    """

    target: str
    dialect: Dialect
    tier: Tier
    kind: Kind
    heading: str
    note: str
    first_line: int
    last_line: int
    line: int
    start: int
    end: int
    reach: Reach
    unknown: Unknown = "dropped"


@dataclass(frozen=True, slots=True)
class Edge:
    """One agent names another: ``target`` as written, ``id`` of the agent meant, or None.

    ``others`` are the agents among which an ambiguous name cannot decide.
    """

    target: str
    id: int | None
    tier: Tier
    kind: Kind
    dialect: Dialect
    heading: str
    note: str
    first_line: int
    last_line: int
    line: int
    start: int
    end: int
    others: tuple[int, ...] = ()

    @property
    def is_ambiguous(self) -> bool:
        return bool(self.others)
