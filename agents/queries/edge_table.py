"""A team's edges as rows of a table: who names whom, how surely, how often, and whether it is answered."""

from django.db.models import Case, CharField, Count, Exists, F, IntegerField, Min, OuterRef, QuerySet, Value, When
from django.db.models.functions import Coalesce

from agents.models import Document, Edge, Team

RANK = Case(
    *(When(tier=tier, then=Value(rank)) for rank, tier in enumerate(Edge.Tier.values)), output_field=IntegerField()
)
NAME = Case(When(target=None, then=F("key")), default=Value(""), output_field=CharField())
BY_SOURCE = ("source__name", "source", "other", "target")
SORTS = {
    "source": BY_SOURCE,
    "target": ("other", "target", "source__name", "source"),
    "tier": ("rank", *BY_SOURCE),
    "places": ("places", *BY_SOURCE),
    "answered": ("is_answered", *BY_SOURCE),
}
SORTS |= {f"-{name}": (f"-{first}", *rest) for name, (first, *rest) in SORTS.items()}
SHOWN = ("one-sided", "both-ways", "unresolved")


def edge_rows(
    team: Team, *, shown: str = "", tier: str = "", agent: Document | None = None, sort: str = "source"
) -> QuerySet:
    """One row for each agent and whom it names, as dictionaries: to be counted, sliced and completed by ``page``.

    ``shown`` narrows to one of SHOWN, ``tier`` to rows whose surest place is of it, ``agent`` to an agent's own.
    """
    back = Edge.objects.filter(source=OuterRef("target"), target=OuterRef("source"))
    found = Edge.objects.filter(team=team, source__archived_at=None)
    if agent is not None:
        found = found.filter(source=agent) | found.filter(target=agent)
    if shown == "unresolved":
        found = found.filter(target=None)
    elif shown in SHOWN:
        found = found.filter(Exists(back) if shown == "both-ways" else ~Exists(back), target__isnull=False)
    ends = ("source", "source__name", "source__slug", "target", "target__name", "target__slug")
    rows = found.order_by().annotate(missing=NAME, other=Coalesce("target__name", "key"), is_answered=Exists(back))
    rows = rows.values(*ends, "missing", "other", "is_answered")
    rows = rows.annotate(rank=Min(RANK), places=Count("pk"), first=Min("pk"))
    if tier in Edge.Tier.values:
        rows = rows.filter(rank=Edge.Tier.values.index(tier))
    return rows.order_by(*SORTS.get(sort, SORTS["source"]))


def page(rows: QuerySet, *, start: int, size: int) -> list[dict]:
    """A page of ``edge_rows``, one more when there is a next, each with the words of one place and its tier."""
    found = list(rows[start : start + size + 1])
    columns = ("written", "heading", "note", "line", "kind")
    words = Edge.objects.filter(pk__in=[row["first"] for row in found]).order_by()
    by_id = {pk: dict(zip(columns, rest, strict=True)) for pk, *rest in words.values_list("pk", *columns)}
    return [row | by_id.get(row["first"], {}) | {"tier": Edge.Tier.values[row["rank"]]} for row in found]
