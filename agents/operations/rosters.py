"""Everybody a written name of a team can mean, as it stands in the library now."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from agents.definition.edges.references import Tree
from agents.definition.edges.roster import Named, Roster, stem_of
from agents.models import Alias, Document, Places, Team


@dataclass(frozen=True)
class Names:
    """The roster and the paths of a team; ``key`` changes when any name, path or alias does."""

    key: str
    roster: Roster
    tree: Tree
    paths: Mapping[int, str]
    ids: Mapping[str, int]
    agents: Mapping[int, Named]
    aliases: Mapping[str, int | None]


def names_of(team: Team, *, titles: Mapping[int, str] | None = None) -> Names:
    """Gather the names of all documents that are not archived; ``titles`` are newer than those on record."""
    found = Document.objects.filter(team=team, archived_at=None, head__isnull=False).order_by("pk")
    rows = [
        (pk, kind, name, path, (titles or {}).get(pk, title or ""))
        for pk, kind, name, path, title in found.values_list("pk", "kind", "name", "path", "places__title")
    ]
    is_known = Q(document=None) | Q(document__archived_at=None)
    aliases = dict(Alias.objects.filter(is_known, team=team).order_by("key").values_list("key", "document_id"))
    agents = [Named(pk, name, stem_of(path), title) for pk, kind, name, path, title in rows if kind == "agent"]
    paths = {pk: path for pk, _, _, path, _ in rows}
    return Names(
        hashlib.sha1(repr((Places.CURRENT, rows, aliases)).encode(), usedforsecurity=False).hexdigest(),
        Roster(agents, aliases),
        Tree(paths.values()),
        paths,
        {path: pk for pk, path in paths.items()},
        {agent.id: agent for agent in agents},
        aliases,
    )
