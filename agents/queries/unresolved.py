"""Names that no agent bears, how many agents write them, and whom they may mean."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Min, QuerySet

from agents.definition.edges.names import key
from agents.definition.edges.roster import stem_of
from agents.definition.guessing import Guesser
from agents.models import Alias, Document, Edge, Team

SHOWN_AGENTS = 3
MOST = 10_000  # places looked at for a page of names


@dataclass(frozen=True)
class Unresolved:
    """A name with the agents that write it, and the one it likely means, if any.

    ``candidates`` are all whom an ambiguous name fits; then nobody is suggested.
    """

    key: str
    written: str
    agents: int
    named_in: tuple[Document, ...]
    note: str
    suggested: Document | None = None
    candidates: tuple[Document, ...] = ()
    places: tuple[tuple[Document, str, int], ...] = ()  # the first agents, each with its sentence and the line


def names(team: Team, *, only: str = "") -> QuerySet:
    """The unresolved names, those written by most agents first: to be counted, sliced and told by ``page``."""
    found = Edge.objects.filter(team=team, target=None, source__archived_at=None)
    found = found.filter(key=only) if only else found
    counted = found.order_by().values("key").annotate(agents=Count("source", distinct=True), written=Min("written"))
    return counted.annotate(others=Max("others")).order_by("-agents", "key")


def page(team: Team, *, start: int, size: int, only: str = "") -> list[Unresolved]:
    """A page of names, one more when there is a next, each with a suggestion where somebody is near."""
    return _all_told(team, list(names(team, only=only)[start : start + size + 1]))


def one(team: Team, name: str) -> Unresolved | None:
    """The name whose key is ``name``, or None when nobody writes it or somebody bears it."""
    return next(iter(_all_told(team, list(names(team).filter(key=name)))), None)


def _all_told(team: Team, rows: list[dict]) -> list[Unresolved]:
    agents = agents_of(team) if rows else {}
    guesser = Guesser(_keys(agents.values()))
    places = _places(team, [row["key"] for row in rows])
    return [_told(row, places.get(row["key"], []), agents, guesser) for row in rows]


def suggestions(team: Team, *, most: int = 200) -> list[Unresolved]:
    """The names for which somebody is suggested, to be accepted in one step."""
    return [one for one in page(team, start=0, size=most) if one.suggested][:most]


def agents_of(team: Team) -> dict[int, Document]:
    """Everybody a name can mean."""
    found = Document.objects.filter(team=team, kind=Document.Kind.AGENT, archived_at=None, head__isnull=False)
    return found.only("name", "path", "slug", "kind", "color").in_bulk()


def _keys(agents: Iterable[Document]) -> dict[str, int]:
    listed = list(agents)
    return {key(stem_of(agent.path)): agent.pk for agent in listed} | {key(agent.name): agent.pk for agent in listed}


Place = tuple[int, str, int]  # an agent's id, what it says, in which line


def _places(team: Team, keys: list[str]) -> dict[str, list[Place]]:
    found = Edge.objects.filter(team=team, target=None, key__in=keys, source__archived_at=None)
    found = found.order_by("source__name", "source", "line")
    places: dict[str, list[Place]] = {}
    for name, source, note, line in found.values_list("key", "source", "note", "line")[:MOST]:
        places.setdefault(name, []).append((source, note, line))
    return places


def _told(row: dict, places: list[Place], agents: dict[int, Document], guesser: Guesser) -> Unresolved:
    first: dict[int, Place] = {}
    for place in places:
        if place[0] in agents:
            first.setdefault(place[0], place)
    sources = list(first)
    fitting = tuple(agents[int(pk)] for pk in row["others"].split() if int(pk) in agents)
    guessed = None if fitting else guesser.guess(row["key"], but=sources if len(sources) == 1 else ())
    return Unresolved(
        row["key"],
        row["written"],
        row["agents"],
        tuple(agents[pk] for pk in sources[:SHOWN_AGENTS]),
        places[0][1] if places else "",
        agents.get(guessed) if guessed else None,
        fitting,
        tuple((agents[pk], *first[pk][1:]) for pk in sources[:SHOWN_AGENTS]),
    )


def aliases(team: Team) -> QuerySet[Alias]:
    """What people said of names, with whom they mean."""
    return Alias.objects.filter(team=team).select_related("document", "by").order_by("key")
