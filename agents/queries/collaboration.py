"""What a team's edges tell as a whole: how many, who stands alone, on whom all depend.

It is gathered from all edges, and cached until the team's next event or the next reading of its texts.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from agents.memory import cache
from agents.models import Document, Edge, Reference, Team
from agents.queries.unread import unread

CACHED_SECONDS = 20  # as in queries.summary
HUB_LINKS = 5
HUB_FACTOR = 2  # a hub has this many times the links of the usual agent
KINDS = ("unresolved", "one-sided", "orphan", "hub")


@dataclass(frozen=True)
class Facts:
    """Numbers that lead somewhere.  A link is a pair of agents of which one names the other."""

    agents: int = 0
    links: int = 0
    both_ways: int = 0
    unresolved: int = 0  # names nobody bears
    orphans: int = 0
    hubs: tuple[int, ...] = ()  # ids, the busiest first
    broken: int = 0  # references to files that are not there
    unread: int = 0

    @property
    def one_sided(self) -> int:
        return self.links - self.both_ways


@dataclass(frozen=True)
class Links:
    """What Home tells: links between agents, how many of them both sides tell, names nobody bears, who is linked."""

    links: int
    both_ways: int
    unresolved: int
    linked: int

    @property
    def one_sided(self) -> int:
        return self.links - self.both_ways


def links(team: Team) -> Links:
    """Count links with one look at the edges."""
    return cached(team, "links", lambda: _links(team))


def _links(team: Team) -> Links:
    unknown = Case(When(target=None, then=F("key")), default=Value(""))
    found = Edge.objects.filter(team=team, source__archived_at=None).order_by()
    rows = list(found.values_list("source", "target", unknown).distinct())
    pairs = {(source, target) for source, target, _ in rows if target is not None}
    back = sum((target, source) in pairs for source, target in pairs) // 2
    names = {name for _, target, name in rows if target is None}
    return Links(len(pairs) - back, back, len(names), len({end for pair in pairs for end in pair}))


def facts(team: Team) -> Facts:
    """Count what the pages of a team tell."""
    return cached(team, "facts", lambda: _facts(team))


def cached(team: Team, what: str, make):
    """Keep what ``make`` returns until an event or a reading of texts.

    The same question counts the open proposals, ``team.open_proposals``, for the number in the sidebar.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT MAX(id) FROM agents_event WHERE team_id = %s),"
            " (SELECT round FROM agents_resolvedroster WHERE team_id = %s),"
            " (SELECT COUNT(*) FROM agents_proposal WHERE team_id = %s AND state IN ('draft', 'review'))",
            [team.pk] * 3,
        )
        event, reading, team.open_proposals = cursor.fetchone()
    return cache.get_or_set(f"relations-{what}:{team.pk}:{event}:{reading}", make, CACHED_SECONDS)


def _facts(team: Team) -> Facts:
    agents = _agents(team).count()
    pairs = set(_pairs(team))
    near = _neighbours(pairs)
    back = sum((target, source) in pairs for source, target in pairs) // 2
    found = Edge.objects.filter(team=team, target=None, source__archived_at=None)
    return Facts(
        agents=agents,
        links=len(pairs) - back,
        both_ways=back,
        unresolved=found.order_by().values("key").distinct().count(),
        orphans=agents - len(near),
        hubs=_hubs(near),
        broken=Reference.objects.filter(team=team, is_broken=True).order_by().values("path").distinct().count(),
        unread=unread(team).order_by().count(),
    )


def _agents(team: Team) -> QuerySet[Document]:
    return Document.objects.filter(team=team, kind=Document.Kind.AGENT, archived_at=None, head__isnull=False)


def _pairs(team: Team) -> Iterable[tuple[int, int]]:
    found = Edge.objects.filter(team=team, target__isnull=False).order_by()
    return found.values_list("source", "target").distinct()


def _neighbours(pairs: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    near: dict[int, set[int]] = defaultdict(set)
    for source, target in pairs:
        near[source].add(target)
        near[target].add(source)
    return near


def _hubs(near: dict[int, set[int]]) -> tuple[int, ...]:
    degrees = {pk: len(others) for pk, others in near.items()}
    usual = sorted(degrees.values())[len(degrees) // 2] if degrees else 0
    least = max(HUB_LINKS, HUB_FACTOR * usual)
    return tuple(sorted((pk for pk in degrees if degrees[pk] >= least), key=lambda pk: (-degrees[pk], pk)))


def narrowed(found: QuerySet[Document], team: Team, kind: str) -> QuerySet[Document]:
    """Those of ``found`` that a library filter means: one of KINDS; anything else means all."""
    out = Edge.objects.filter(source=OuterRef("pk"))
    if kind == "unresolved":
        return found.filter(Exists(out.filter(target=None)))
    if kind == "one-sided":
        back = Edge.objects.filter(source=OuterRef("target"), target=OuterRef("source"))
        return found.filter(Exists(out.filter(~Exists(back), target__isnull=False)))
    if kind == "orphan":
        into = Edge.objects.filter(target=OuterRef("pk"))
        return found.filter(~Exists(out.filter(target__isnull=False)), ~Exists(into))
    return found.filter(Q(pk__in=facts(team).hubs)) if kind == "hub" else found
