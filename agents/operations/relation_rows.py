"""The rows that places make with the names of a team, and which of them are not in the tables yet."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Model

from agents.definition.edges import names as written_names
from agents.definition.edges.reading import resolve
from agents.definition.edges.references import Reference
from agents.definition.edges.written import Edge as Found
from agents.models import Document, Edge
from agents.models import Reference as ReferenceRow
from agents.operations import many_rows, places
from agents.operations.rosters import Names

EDGE = ("source_id", "target_id", "written", "key", "others", "heading", "note", "first_line", "last_line", "line")
EDGE += ("start", "end", "tier", "kind", "dialect")
REFERENCE = ("source_id", "target_id", "path", "is_broken", "heading", "note", "line", "start", "end")
TABLES: tuple[tuple[type[Model], tuple[str, ...]], ...] = ((Edge, EDGE), (ReferenceRow, REFERENCE))
LONGEST = 200
Row = tuple[Any, ...]


class Change(NamedTuple):
    """What one table lacks and what it has too much."""

    model: type[Model]
    columns: tuple[str, ...]
    gone: list[int]
    missing: list[Row]


def changes(read: Mapping[int, Mapping[str, Any]], names: Names) -> list[Change]:
    """Compare what the places of documents make with what stands in the tables; ``read`` is by document."""
    made: tuple[list[Row], list[Row]] = ([], [])
    for source, columns in read.items():
        if source not in names.paths:
            continue  # archived since it was read
        made[0].extend(_edges(source, columns["names"], names))
        made[1].extend(_references(source, columns["files"], names))
    return [_compare(*table, rows, read) for table, rows in zip(TABLES, made, strict=True)]


def _edges(source: int, text: str, names: Names) -> Iterable[Row]:
    for edge in resolve(places.names(text), roster=names.roster, self_id=source):
        yield source, edge.id, *_columns(edge)


def _columns(edge: Found) -> Row:
    others = " ".join(map(str, edge.others))
    return (
        edge.target,
        written_names.key(edge.target)[:LONGEST],
        others if len(others) <= LONGEST else others[:LONGEST].rpartition(" ")[0],
        edge.heading,
        edge.note,
        edge.first_line,
        edge.last_line,
        edge.line,
        edge.start,
        edge.end,
        edge.tier,
        edge.kind,
        edge.dialect,
    )


def _references(source: int, text: str, names: Names) -> Iterable[Row]:
    within = names.paths[source]
    for place in places.files(text):
        found = Reference(place, names.tree.find(place.path, at=within))
        target = names.ids[found.path] if found.path else None
        if found.is_broken or target not in (None, source):
            yield source, target, place.path[:300], found.is_broken, *place[1:]


def _compare(model: type[Model], columns: tuple[str, ...], rows: list[Row], sources: Iterable[int]) -> Change:
    standing: dict[Row, list[int]] = defaultdict(list)
    for pk, *row in model.objects.filter(source__in=list(sources)).order_by().values_list("pk", *columns):
        standing[tuple(row)].append(pk)
    missing = [row for row in rows if not (standing.get(row) and standing[row].pop())]
    return Change(model, columns, [pk for pks in standing.values() for pk in pks], missing)


def write(team_id: int, found: Sequence[Change]) -> None:
    """Make the tables equal to what was compared.  The caller holds the team's lock."""
    for model, columns, gone, missing in found:
        for at in range(0, len(gone), 500):
            model.objects.filter(pk__in=gone[at : at + 500]).delete()
        rows = [dict(zip(columns, row, strict=True)) for row in missing]
        many_rows.insert(model, rows, shared={"team_id": team_id})


def drop_archived(team_id: int) -> None:
    """An archived document names nobody.

    The documents are a query of their own: across a join a table would be looked up in itself, which PostgreSQL
    does row by row while it has no statistics, as after a large import.
    """
    archived = Document.objects.filter(team=team_id).exclude(archived_at=None)
    for model, _ in TABLES:
        model.objects.filter(team=team_id, source__in=archived).delete()
