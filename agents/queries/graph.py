"""A team's edges as a graph and as the rows of a table."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value, When

from agents.models import Document, Edge, Reference, Team
from agents.queries.collaboration import cached

TIERS = tuple(Edge.Tier.values)
SORTS = {
    "source": ("source__name", "source", "is_unresolved", "target__name", "name"),
    "target": ("is_unresolved", "target__name", "name", "source__name", "source"),
    "tier": ("rank", "source__name", "source", "target__name", "name"),
    "places": ("places", "source__name", "source", "target__name", "name"),
    "sides": ("is_answered", "source__name", "source", "target__name", "name"),
}
SORTS |= {f"-{name}": (f"-{first}", *rest) for name, (first, *rest) in SORTS.items()}


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
    """Every agent of the team is a node; guidelines and missing names are those that somebody names."""

    nodes: tuple[Node, ...]
    said: tuple[Said, ...]


def graph(
    team: Team, *, tiers: Collection[str] = TIERS, with_guidelines: bool = True, with_missing: bool = True
) -> Graph:
    """Gather who names whom; cached until something changes."""
    chosen = [tier for tier in TIERS if tier in tiers]
    what = f"graph-{'-'.join(chosen)}-{with_guidelines:d}{with_missing:d}"
    return cached(
        team, what, lambda: _graph(team, chosen, with_guidelines=with_guidelines, with_missing=with_missing)
    )


def _graph(team: Team, tiers: Collection[str], *, with_guidelines: bool, with_missing: bool) -> Graph:
    edges = Edge.objects.filter(team=team, tier__in=tiers, source__archived_at=None)
    found = edges.order_by().values_list("source", "target", "key").annotate(rank=Min(_rank()), places=Count("pk"))
    said: dict[tuple[str, str], Said] = {}
    missing: dict[str, Node] = {}
    for source, target, key, rank, places in found.annotate(name=Min("written")).values_list(
        "source", "target", "key", "rank", "places"
    ):
        if target is None and not with_missing:
            continue
        end = str(target) if target else f"name:{key}"
        if target is None:
            missing.setdefault(end, Node(end, "missing", key, key=key))
        _add(said, Said(str(source), end, TIERS[rank], places))
    if with_guidelines:
        for source, target, places in _references(team):
            _add(said, Said(str(source), str(target), "structure", places))
    nodes = [node for node in _documents(team) if node.kind == "agent" or any(node.id in ends for ends in said)]
    return Graph((*nodes, *missing.values()), tuple(said.values()))
