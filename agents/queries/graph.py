"""A team's edges as a graph: who is a node, and who says what of whom."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from agents.models import Document, Edge, Reference, Team
from agents.queries.collaboration import cached

TIERS = tuple(Edge.Tier.values)


@dataclass(frozen=True)
class Node:
    """A document, or a name nobody bears: ``missing``, known by ``key``."""

    id: str
    kind: str
    name: str
    slug: str = ""
    path: str = ""
    folder: str = ""
    model: str = ""
    color: str = ""
    key: str = ""


@dataclass(frozen=True)
class Said:
    """One node names another at ``count`` places, the surest of them of ``tier``."""

    source: str
    target: str
    tier: str
    count: int


@dataclass(frozen=True)
class Graph:
    """Every agent of the team is a node; guidelines and missing names are those that somebody names.

    ``counts`` are all documents of the team by kind.
    """

    nodes: tuple[Node, ...]
    said: tuple[Said, ...]
    counts: Mapping[str, int] = field(default_factory=dict)


def graph(
    team: Team, *, tiers: Collection[str] = TIERS, with_guidelines: bool = True, with_missing: bool = True
) -> Graph:
    """Gather who names whom; cached until something changes."""
    chosen = [tier for tier in TIERS if tier in tiers]
    what = f"graph-{'-'.join(chosen)}-{with_guidelines:d}{with_missing:d}"
    return cached(team, what, lambda: _graph(team, chosen, with_guidelines=with_guidelines, with_missing=with_missing))


def _graph(team: Team, tiers: Collection[str], *, with_guidelines: bool, with_missing: bool) -> Graph:
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    missing: dict[str, Node] = {}
    for source, target, key, written, tier in _edges(team, tiers):
        if target is not None:
            said[str(source), str(target)].append(tier)
        elif with_missing:
            node = missing.setdefault(key, Node(f"name:{key}", "missing", written, key=key))
            said[str(source), node.id].append(tier)
    for source, target in _references(team) if with_guidelines else ():
        said[str(source), str(target)].append(Edge.Tier.STRUCTURE)
    named = {end for ends in said for end in ends}
    documents = list(_documents(team))
    nodes = [node for node in documents if node.kind == "agent" or node.id in named]
    links = (Said(*ends, min(found, key=TIERS.index), len(found)) for ends, found in said.items())
    counts = Counter(node.kind for node in documents)
    return Graph((*nodes, *missing.values()), tuple(links), counts)


def _edges(team: Team, tiers: Collection[str]) -> Iterable[tuple]:
    found = Edge.objects.filter(team=team, tier__in=tiers, source__archived_at=None).order_by("pk")
    return found.values_list("source", "target", "key", "written", "tier")


def _references(team: Team) -> Iterable[tuple[int, int]]:
    found = Reference.objects.filter(team=team, target__isnull=False, source__archived_at=None)
    return found.order_by("pk").values_list("source", "target")


def _documents(team: Team) -> Iterable[Node]:
    found = Document.objects.filter(team=team, archived_at=None, head__isnull=False).order_by("path")
    for pk, *columns in found.values_list("pk", "kind", "name", "slug", "path", "folder", "model", "color"):
        yield Node(str(pk), *columns)
