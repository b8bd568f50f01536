"""The form in which a text's places are kept: compact JSON, every note once."""

import json
from collections.abc import Sequence
from typing import Any

from agents.definition.edges.reading import written_edges
from agents.definition.edges.references import WrittenReference, written_references
from agents.definition.edges.roster import Reach
from agents.definition.edges.written import Written
from agents.definition.sections import outline
from agents.models import Document, Places

MOST = 2_000  # places of one text; a text with more is no prose
LONGEST_NOTE = 2_000
LONGEST_NAME = 200
_REACH = Written._fields.index("reach")
_REACHES = {int(reach): reach for reach in Reach}


def read(document: Document) -> dict[str, Any]:
    """Read the head of ``document``; return the columns of its Places."""
    found = in_text(document.head.source, kind=document.kind)
    return {"document_id": document.pk, "revision_id": document.head_id, "version": Places.CURRENT, **found}


def in_text(source: str, *, kind: str) -> dict[str, str]:
    """Read a text that need not be anybody's head; a guideline names files only."""
    headings = outline(source)
    named = written_edges(source) if kind == Document.Kind.AGENT else ()
    return {
        "title": headings[0].title[:256] if headings else "",
        "names": packed([place for place in named if len(place.target) <= LONGEST_NAME]),
        "files": packed(written_references(source)),
    }


def packed(found: Sequence[Written] | Sequence[WrittenReference]) -> str:
    """Write places as they are kept; what is too long or too many for prose is cut."""
    notes: dict[str, int] = {}
    rows = [place._replace(note=notes.setdefault(_cut(place.note), len(notes))) for place in found[:MOST]]
    return json.dumps([list(notes), rows], ensure_ascii=False, separators=(",", ":")) if rows else ""


def _cut(note: str) -> str:
    return note if len(note) <= LONGEST_NOTE else note[: LONGEST_NOTE - 1] + "…"


def names(text: str) -> list[Written]:
    """The places of agents, as they were read."""
    rows = _rows(text, note=Written._fields.index("note"))
    for row in rows:
        row[_REACH] = _REACHES[row[_REACH]]
    return [Written(*row) for row in rows]


def files(text: str) -> list[WrittenReference]:
    """The places of files, as they were read."""
    return [WrittenReference(*row) for row in _rows(text, note=WrittenReference._fields.index("note"))]


def _rows(text: str, *, note: int) -> list[list[Any]]:
    if not text:
        return []
    notes, rows = json.loads(text)
    for row in rows:
        row[note] = notes[row[note]]
    return rows
