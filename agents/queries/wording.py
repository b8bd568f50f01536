"""What texts say where one names another: the words behind the links of a graph, and of a name nobody bears."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Q

from agents.models import Edge, Reference, Team

MOST = 5_000  # places looked at for a page of links
RANKS = {tier: rank for rank, tier in enumerate(Edge.Tier.values)}
Pair = tuple[str, str]  # ids of nodes, see queries.graph


class Words(NamedTuple):
    """What a text says at the surest place, and where."""

    written: str
    heading: str
    note: str
    line: int


def words_of(team: Team, pairs: Collection[Pair]) -> dict[Pair, Words]:
    """The surest place for each of ``pairs``: a document, and the document or name it names."""
    found: dict[Pair, Words] = {}
    for pair, words in (*_edges(team, pairs), *_references(team, pairs)):
        if pair in pairs:
            found.setdefault(pair, words)
    return found


def _edges(team: Team, pairs: Collection[Pair]) -> Iterable[tuple[Pair, Words]]:
    ids, keys = _ends(pairs)
    named = Q(target__in=ids) | Q(target=None, key__in=keys)
    found = Edge.objects.filter(named, team=team, source__in=_sources(pairs)).order_by("line", "start")
    rows = found.values_list("source", "target", "key", "tier", "written", "heading", "note", "line")[:MOST]
    for source, target, key, _, *words in sorted(rows, key=lambda row: RANKS[row[3]]):
        yield (str(source), str(target) if target else f"name:{key}"), Words(*words)


def _references(team: Team, pairs: Collection[Pair]) -> Iterable[tuple[Pair, Words]]:
    ids, _ = _ends(pairs)
    if not ids:
        return
    found = Reference.objects.filter(team=team, source__in=_sources(pairs), target__in=ids).order_by("line", "start")
    for source, target, *words in found.values_list("source", "target", "path", "heading", "note", "line")[:MOST]:
        yield (str(source), str(target)), Words(*words)


def _sources(pairs: Collection[Pair]) -> set[int]:
    return {int(source) for source, _ in pairs}


def _ends(pairs: Collection[Pair]) -> tuple[set[int], set[str]]:
    ends = {target for _, target in pairs}
    keys = {end.removeprefix("name:") for end in ends if end.startswith("name:")}
    return {int(end) for end in ends if not end.startswith("name:")}, keys


def naming(team: Team, key: str) -> list[Edge]:
    """The places at which a name nobody bears is written, each with its ``source``."""
    found = Edge.objects.filter(team=team, target=None, key=key, source__archived_at=None).select_related("source")
    return list(found.order_by("source__name", "source", "line", "start")[:MOST])
