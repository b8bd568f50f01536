"""What the export page lists: the chosen files first, then as many of the others as a page bears."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from agents.models import Document, Event, Team
from agents.queries import library

SHOWN = 500
COLUMNS = ("id", "path", "kind", "name", "color")


@dataclass(frozen=True)
class File:
    """One row of the list."""

    id: int
    path: str
    kind: str
    name: str
    color: str
    number: int
    is_chosen: bool


@dataclass(frozen=True)
class Choice:
    """The files to choose from; ``hidden`` are ids that are chosen and have no row."""

    files: list[File]
    count: int
    hidden: list[int]

    @property
    def ids(self) -> list[int]:
        return [file.id for file in self.files if file.is_chosen] + self.hidden

    @property
    def is_cut(self) -> bool:
        return self.count > len(self.files)


def choice(team: Team, ids: Collection[int], *, words: str = "") -> Choice:
    """List what can be exported: the chosen ones, and the others whose path or name holds ``words``."""
    everything = library.exported(team).select_related(None)
    chosen = _files(everything.filter(pk__in=ids), is_chosen=True) if ids else []
    others = everything.exclude(pk__in=ids) if ids else everything
    if words:
        others = others.filter(Q(path__icontains=words) | Q(name__icontains=words))
    files = chosen[:SHOWN] + _files(others[: max(0, SHOWN - len(chosen))], is_chosen=False)
    return Choice(files, everything.count(), [file.id for file in chosen[SHOWN:]])


def _files(documents: QuerySet[Document], *, is_chosen: bool) -> list[File]:
    return [File(*row, is_chosen=is_chosen) for row in documents.values_list(*COLUMNS, "head__number")]


def last_folder_export(team: Team) -> Event | None:
    """The record of the newest export to a folder."""
    return Event.objects.filter(team=team, action="export.folder").order_by("-id").first()


def folder_export(team: Team, pk: int) -> Event | None:
    """The record of one export to a folder."""
    return Event.objects.filter(team=team, action="export.folder", pk=pk).first()
