"""Who works with whom, as a graph: documents are nodes, what one says of the other is a link.

References are what texts say, one direction each; a link is what two documents make of it.
A graph sorts nothing by chance: the same documents in any order give an equal graph.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

NodeKind = Literal["agent", "guideline", "missing"]
LinkKind = Literal["both_ways", "one_way", "guideline"]
Tier = Literal["structure", "mention", "suggested"]

TIERS: tuple[Tier, ...] = ("structure", "mention", "suggested")  # the surest first


@dataclass(frozen=True)
class Node:
    """A document, or a name in a text that nobody bears (``missing``).

    ``group`` is its folder, ``note`` a word below the label (the model), ``color`` the one of its file.
    """

    id: str
    label: str
    kind: NodeKind = "agent"
    group: str = ""
    note: str = ""
    color: str = ""
    href: str = ""


@dataclass(frozen=True)
class Reference:
    """One document names another, ``count`` times."""

    source: str
    target: str
    tier: Tier = "structure"
    count: int = 1


@dataclass(frozen=True)
class Link:
    """Two documents that belong together; ``one_way`` and ``guideline`` lead from source to target.

    The tier of a link is that of its surest reference.
    """

    source: str
    target: str
    kind: LinkKind
    tier: Tier = "structure"
    count: int = 1

    def other(self, node_id: str) -> str:
        """The end that is not ``node_id``."""
        return self.target if node_id == self.source else self.source


@dataclass(frozen=True)
class Graph:
    """Nodes in the order of their groups and labels, links in the order of their ends."""

    nodes: tuple[Node, ...] = ()
    links: tuple[Link, ...] = ()
    by_id: dict[str, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {node.id: node for node in self.nodes})

    @cached_property
    def links_of(self) -> dict[str, tuple[Link, ...]]:
        """The links at each node, in both directions."""
        found: dict[str, list[Link]] = {node.id: [] for node in self.nodes}
        for link in self.links:
            found[link.source].append(link)
            found[link.target].append(link)
        return {node_id: tuple(links) for node_id, links in found.items()}


def build(nodes: Iterable[Node], *, references: Iterable[Reference]) -> Graph:
    """Make a graph of documents and what they say of each other.

    Repeated references become one; two that answer each other become a link both ways.
    References to itself or from and to unknown nodes are left out.

    >>> build([Node("a", "a"), Node("b", "b")], references=[Reference("a", "b"), Reference("b", "a")]).links
    (Link(source='a', target='b', kind='both_ways', tier='structure', count=2),)
    """
    known = {node.id: node for node in nodes}
    said: dict[tuple[str, str], list[Reference]] = defaultdict(list)
    for reference in references:
        if reference.source in known and reference.target in known and reference.source != reference.target:
            said[reference.source, reference.target].append(reference)
    links = [_link(ends, said, known) for ends in said if not _is_told_by_other(ends, said, known)]
    return graph_of(known.values(), links=links)


def graph_of(nodes: Iterable[Node], *, links: Iterable[Link]) -> Graph:
    """Put nodes and links into their order."""
    return Graph(
        tuple(sorted(nodes, key=lambda node: (node.group, node.label, node.id))),
        tuple(sorted(links, key=lambda link: (link.source, link.target))),
    )


Said = dict[tuple[str, str], list[Reference]]


def _is_told_by_other(ends: tuple[str, str], said: Said, known: dict[str, Node]) -> bool:
    """Tell whether the reference back makes the link of both already."""
    source, target = ends
    if (target, source) not in said:
        return False
    ranks = [(known[end].kind != "agent", end) for end in ends]
    return ranks[0] > ranks[1]  # an agent before its guideline, else by id


def _link(ends: tuple[str, str], said: Said, known: dict[str, Node]) -> Link:
    source, target = ends
    back = said.get((target, source), [])
    references = [*said[ends], *back]
    tier = min((reference.tier for reference in references), key=TIERS.index)
    count = sum(reference.count for reference in references)
    kinds = {known[source].kind, known[target].kind}
    kind: LinkKind = "guideline" if "guideline" in kinds else "both_ways" if back else "one_way"
    return Link(source, target, kind, tier, count)
