"""Chips in the preview while one types.

Reading a text for names takes milliseconds.  So a text is read when it is opened and when its writer
pauses; the chips of each line are kept under its words, and a keystroke only looks its lines up.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from agents.definition.chips import Chip, with_chips
from agents.definition.edges.reading import read_edges
from agents.definition.edges.references import read_references
from agents.definition.preview import Preview
from agents.models import Document, Team
from agents.operations.rosters import Names, names_of
from agents.queries.names import names_key
from agents.views import naming

MOST_TEAMS = 8
MOST_LINES = 20_000
LINE_END = re.compile(r"\r\n|\n|\r")


@dataclass
class Known:
    """Everybody of a team, until a name changes, and the chips of the lines that were read since."""

    key: str
    names: Names
    documents: dict[int, Document]
    lines: dict[str, tuple[Chip, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """A place as ``naming`` wants it."""

    line: int
    start: int
    written: str
    is_broken: bool = False

    @property
    def path(self) -> str:
        return self.written


_known: dict[int, Known] = {}


def looked_up(team: Team, text: str, preview: Preview) -> Preview:
    """Mark the names on those lines of ``text`` that were read before; one query."""
    known = _known.get(team.pk)
    if known is None or known.key != names_key(team):
        return preview
    chips: list[Chip] = []
    for number, line in enumerate(LINE_END.split(text), 1):
        if line in known.lines:
            chips += [chip._replace(line=number) for chip in known.lines[line]]
    return replace(preview, html=with_chips(preview.html, chips)) if chips else preview


def read(team: Team, text: str, preview: Preview, *, kind: str, document_id: int | None = None) -> Preview:
    """Read ``text`` for names, mark them, and keep what was found for the next keystrokes."""
    known = _of(team)
    chips = _files(team, known, text, document_id)
    chips += _agents(team, known, text, document_id) if kind == Document.Kind.AGENT else []
    lines, words = defaultdict(list), LINE_END.split(text)
    for chip in chips:
        if chip.line <= len(words):
            lines[words[chip.line - 1]].append(chip)
    if len(known.lines) + len(lines) > MOST_LINES:
        known.lines.clear()
    for line in words:
        known.lines.pop(line, None)
    known.lines.update((line, tuple(_once(found))) for line, found in lines.items())
    return replace(preview, html=with_chips(preview.html, chips))


def _once(chips: list[Chip]) -> Iterable[Chip]:
    """The chips of one of several lines with the same words."""
    return (chip for chip in chips if chip.line == chips[0].line)


def _of(team: Team) -> Known:
    key, known = names_key(team), _known.get(team.pk)
    if known is not None and known.key == key:
        return known
    documents = Document.objects.filter(team=team, archived_at=None, head__isnull=False)
    known = Known(key, names_of(team), documents.only("kind", "slug", "name").in_bulk())
    while len(_known) >= MOST_TEAMS:
        _known.pop(next(iter(_known)), None)
    _known[team.pk] = known
    return known


def _agents(team: Team, known: Known, text: str, document_id: int | None) -> list[Chip]:
    chips = []
    for edge in read_edges(text, roster=known.names.roster, self_id=document_id):
        others = [known.documents[pk].name for pk in edge.others if pk in known.documents]
        place, meant = Place(edge.line, edge.start, edge.target), known.documents.get(edge.id or 0)
        chips.append(naming.name_chip(team, place, meant, others=others, may_create=True))
    return chips


def _files(team: Team, known: Known, text: str, document_id: int | None) -> list[Chip]:
    chips, at = [], known.names.paths.get(document_id or 0, "")
    for one in read_references(text, tree=known.names.tree, at=at):
        place = Place(one.written.line, one.written.start, one.written.path, one.is_broken)
        target = known.documents.get(known.names.ids.get(one.path or "", 0))
        chip = naming.path_chip(team, place, target, may_create=True)
        chips += [chip] if chip else []
    return chips
