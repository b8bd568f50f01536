"""Which documents have to do with those a proposal changes: whom to ask again what their names mean then."""

from collections.abc import Collection
from typing import NamedTuple

from django.db.models import IntegerField, Q, Value
from django.db.models.functions import Coalesce

from agents.models import Document, Edge, Places, Reference, Team
from agents.queries.relations import OTHER

MOST = 4_000  # names and paths that are looked at
Kept = tuple[str, str, str]  # title, names, files: as operations.places keeps them


class Near(NamedTuple):
    """A name or a path in ``source``: whom it means, 0 for nobody, and the words."""

    source: int
    target: int
    written: str
    is_path: int


def near(team: Team, agents: Collection[int], *, files: Collection[int]) -> list[Near]:
    """Who names one of ``agents`` or refers to one of ``files``, and every name and path that leads nowhere."""
    names = Edge.objects.filter(Q(target__in=agents) | Q(target=None), team=team)
    paths = Reference.objects.filter(Q(target__in=files) | Q(is_broken=True), team=team)
    rows = [
        found.filter(source__archived_at=None)
        .order_by()
        .annotate(meant=Coalesce("target", 0), is_path=Value(at, IntegerField()))
        .values_list("source", "meant", words, "is_path")
        for at, (found, words) in enumerate(((names, "written"), (paths, "path")))
    ]
    return [Near(*row) for row in rows[0].union(rows[1]).order_by("-meant", "source", "is_path")[:MOST]]


class Head(NamedTuple):
    """What was read of a document's head: ``kept`` is its title, names and files."""

    revision: int
    kept: Kept


def heads(ids: Collection[int]) -> dict[int, Head]:
    """What was read of the heads of some documents, by their ids."""
    if not ids:
        return {}
    found = Places.objects.filter(document__in=ids, version=Places.CURRENT).order_by()
    rows = found.values_list("document", "revision", "title", "names", "files")
    return {pk: Head(revision, tuple(kept)) for pk, revision, *kept in rows}


def documents(ids: Collection[int]) -> dict[int, Document]:
    """What a link to each of them shows."""
    return Document.objects.only(*OTHER).in_bulk(ids) if ids else {}


def bearers(team: Team, names: Collection[str]) -> list[tuple[int, str, str]]:
    """The agents Claude Code loads under one of ``names``: id, name and path."""
    if not names:
        return []
    found = Document.objects.filter(team=team, kind=Document.Kind.AGENT, archived_at=None, name__in=names)
    found = found.exclude(verdict=Document.Verdict.SKIPPED).order_by("path")
    return list(found.values_list("pk", "name", "path")[:MOST])
