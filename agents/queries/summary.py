"""What a page says of a whole team: the numbers beside the navigation, and the choices of a library's filters."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from agents.memory import cache
from agents.models import Document, Proposal, Team
from agents.queries import care
from agents.queries.library import CAP, Filter, capped, documents, shown

OPEN = (Proposal.State.DRAFT, Proposal.State.REVIEW)
CACHED_SECONDS = 20  # events of transactions that overlap may be committed out of the order of their ids
FACETS = 200  # more choices than that are no choice


def generation(team: Team) -> int:
    """A number that changes with every write in the team; asked by every page, so without the ORM's detour."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM agents_event WHERE team_id = %s", [team.pk])
        return cursor.fetchone()[0] or 0


def cached(team: Team, what: str, make, *, at: int | None = None):
    """What ``make`` returns, kept until the team's next event; ``at`` is its ``generation`` where that is known."""
    at = generation(team) if at is None else at
    return cache.get_or_set(f"{what}:{team.pk}:{at}", make, CACHED_SECONDS)


def counts(team: Team, *, at: int | None = None) -> dict[str, str]:
    """The numbers beside the navigation; whoever knows the ``generation`` already says so with ``at``."""
    numbers = cached(team, "counts", lambda: _counts(team), at=at)
    return {family: shown(number) for family, number in numbers.items()}


@dataclass(frozen=True)
class Present:
    """The numbers beside the navigation; ``moment`` is another word after every event and reading of texts."""

    counts: dict[str, str]
    moment: str


def present(team: Team) -> Present:
    """The same numbers, asked anew in one query: for a page that something was just written for."""
    numbers, moment = _counted(team)
    return Present({family: shown(number) for family, number in numbers.items()}, moment)


def overview(team: Team, family: str) -> tuple[dict[str, int], dict[str, list]]:
    """What a library says of all its documents, at the price of one query: the counts, and the facets of one kind."""
    return cached(team, f"overview-{family}", lambda: (_counts(team), _all_facets(team, family)))


def _all_facets(team: Team, family: str) -> dict[str, list]:
    owners = care.owners_of(team, family.removesuffix("s"))[:FACETS]
    return {**_facets(documents(team, family, Filter())), "owners": owners}


def _facets(found: QuerySet[Document]) -> dict[str, list[str]]:
    found = found.order_by()
    tools: set[str] = set()
    models: set[str] = set()
    folders: set[str] = set()
    for tool_list, model, folder in found.values_list("tools", "model", "folder").distinct():
        tools.update(name for name in (tool_list or "").split("|") if name)
        models.add(model or "inherit")
        folders.add(folder or "/")
    return {
        "tools": sorted(tools, key=str.casefold)[:FACETS],
        "models": sorted(models)[:FACETS],
        "folders": sorted(folders)[:FACETS],
    }


def _counts(team: Team) -> dict[str, int]:
    return _counted(team)[0]


def _counted(team: Team) -> tuple[dict[str, int], str]:
    """All numbers, each capped, and the moment, in one query."""
    found = {family: documents(team, family, Filter()) for family in ("agents", "guidelines")}
    found["proposals"] = Proposal.objects.filter(team=team, state__in=OPEN)
    asked = [one.order_by().values("pk")[: CAP + 1].query.sql_with_params() for one in found.values()]
    counted = [f"(SELECT COUNT(*) FROM ({sql}) AS c{at})" for at, (sql, _) in enumerate(asked)]  # noqa: S608  Django's
    counted.append("(SELECT MAX(id) FROM agents_event WHERE team_id = %s)")
    counted.append("(SELECT round FROM agents_resolvedroster WHERE team_id = %s)")
    values = [value for _, values in asked for value in values]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(counted)}", [*values, team.pk, team.pk])
        *numbers, event, reading = cursor.fetchone()
    return dict(zip(found, numbers, strict=True)), f"{team.pk}:{event}:{reading}"


def open_proposals(team: Team) -> str:
    """The number of open proposals, for who counted everything else already."""
    known = getattr(team, "open_proposals", None)
    return shown(capped(Proposal.objects.filter(team=team, state__in=OPEN)) if known is None else known)
