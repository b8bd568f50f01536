"""Everybody a written name of a team can mean, as it stands in the library now."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, Value

from agents.definition.edges.references import Tree
from agents.definition.edges.roster import Named, Roster, stem_of
from agents.models import Alias, Document, Places, Team

RECENT = 4  # rosters that are kept in memory: most saves leave all names as they are
ALIAS = "alias"
Row = tuple[int, str, str, str, str]  # id, kind, name, path, title


@dataclass(frozen=True)
class Names:
    """The roster and the paths of a team; ``key`` changes when any name, path or alias does."""

    key: str
    rows: tuple[Row, ...]
    aliases: Mapping[str, int | None]

    @cached_property
    def agents(self) -> dict[int, Named]:
        return {
            pk: Named(pk, name, stem_of(path), title) for pk, kind, name, path, title in self.rows if kind == "agent"
        }

    @cached_property
    def roster(self) -> Roster:
        return Roster(self.agents.values(), self.aliases)

    @cached_property
    def paths(self) -> dict[int, str]:
        return {pk: path for pk, _, _, path, _ in self.rows}

    @cached_property
    def ids(self) -> dict[str, int]:
        return {path: pk for pk, path in self.paths.items()}

    @cached_property
    def tree(self) -> Tree:
        return Tree(self.paths.values())

    def but(self, rows: Iterable[Row], *, gone: Collection[int] = ()) -> "Names":
        """The same team without the ids in ``gone``, and with ``rows`` in place of its own or beside them."""
        theirs = {row[0]: row for row in self.rows if row[0] not in gone} | {row[0]: row for row in rows}
        if tuple(theirs.values()) == self.rows:
            return self
        aliases = {written: meant for written, meant in self.aliases.items() if meant is None or meant in theirs}
        return Names("", tuple(theirs.values()), aliases)


_recent: dict[str, Names] = {}


def names_of(team: Team, *, titles: Mapping[int, str] | None = None) -> Names:
    """Gather in one query the names of all documents that are not archived; ``titles`` are newer than those kept."""
    found = Document.objects.filter(team=team, archived_at=None, head__isnull=False).order_by()
    is_known = Q(document=None) | Q(document__archived_at=None)
    said = Alias.objects.filter(is_known, team=team).order_by()
    meant = said.values_list("document_id", Value(ALIAS), "key", Value(""), Value(""))
    read = list(found.values_list("pk", "kind", "name", "path", "places__title").union(meant, all=True))
    rows = tuple(sorted(row for row in read if row[1] != ALIAS))
    aliases = dict(sorted((row[2], row[0]) for row in read if row[1] == ALIAS))
    if titles:
        rows = tuple((*row[:4], titles.get(row[0], row[4])) for row in rows)
    rows = tuple(row if row[4] is not None else (*row[:4], "") for row in rows)
    key = hashlib.sha1(repr((Places.CURRENT, rows, aliases)).encode(), usedforsecurity=False).hexdigest()
    names = _recent.get(key)
    if names is None:
        for stale in list(_recent)[: max(0, len(_recent) - RECENT + 1)]:
            _recent.pop(stale, None)
        names = _recent.setdefault(key, Names(key, rows, aliases))
    return names
