"""The form in which a text's places are kept: compact JSON, every note once."""

import json
from typing import Any

from agents.definition.edges.reading import written_edges
from agents.definition.edges.roster import Reach
from agents.definition.edges.written import Written
from agents.definition.references import File, named_files
from agents.definition.sections import outline
from agents.models import Document, Places

MOST = 2_000  # places of one text; a text with more is no prose
LONGEST_NOTE = 2_000
LONGEST_NAME = 200
_NOTE, _REACH = Written._fields.index("note"), Written._fields.index("reach")
_REACHES = {int(reach): reach for reach in Reach}


def read(document: Document) -> dict[str, Any]:
    """Read the head of ``document``; return the columns of its Places."""
    source = document.head.source
    headings = outline(source)
    return {
        "document_id": document.pk,
        "revision_id": document.head_id,
        "version": Places.CURRENT,
        "title": headings[0].title[:256] if headings else "",
        "names": _names(written_edges(source)) if document.is_agent else "",
        "files": _json(named_files(source)[:MOST]),
    }


def _names(places: tuple[Written, ...]) -> str:
    notes: dict[str, int] = {}
    rows = []
    for place in places[:MOST]:
        if len(place.target) > LONGEST_NAME:
            continue
        row = list(place)
        row[_NOTE] = notes.setdefault(_cut(place.note), len(notes))
        row[_REACH] = int(place.reach)
        rows.append(row)
    return _json([list(notes), rows])


def _cut(note: str) -> str:
    return note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "…"


def _json(values: Any) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def names(text: str) -> list[Written]:
    """The places of agents, as they were read."""
    if not text:
        return []
    notes, rows = json.loads(text)
    for row in rows:
        row[_NOTE], row[_REACH] = notes[row[_NOTE]], _REACHES[row[_REACH]]
    return [Written(*row) for row in rows]


def files(text: str) -> list[File]:
    """The places of files, as they were read."""
    return [File(*row) for row in json.loads(text)]
