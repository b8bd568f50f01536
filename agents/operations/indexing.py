"""Compute a document's columns from its text.  Nothing else writes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from agents.definition.blob import estimate_tokens
from agents.definition.client import Reading, read
from agents.definition.oddities import oddity
from agents.definition.sections import outline
from agents.models import Document, Team
from agents.operations import relations, search_index

INDEX_VERSION = 1
COLUMNS = (
    "name",
    "description",
    "tools",
    "model",
    "color",
    "verdict",
    "problem",
    "notes",
    "tokens",
    "index_version",
)


@dataclass(frozen=True)
class Indexed:
    """The columns of a text, ready to be written."""

    columns: dict[str, Any]
    source: str


def index(kind: str, path: str, source: str) -> Indexed:
    """Compute the columns for ``source``.  Needs no database, so it is done before a transaction starts."""
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    columns = _agent(stem, source) if kind == Document.Kind.AGENT else _guideline(stem, source)
    columns |= {"tokens": estimate_tokens(source), "index_version": INDEX_VERSION}
    return Indexed(columns, source)


def _agent(stem: str, source: str) -> dict[str, Any]:
    reading = read(source)
    return {
        "name": (reading.name or stem)[:256],
        "description": reading.description or "",
        "tools": None if reading.tools is None else "".join(f"|{name}" for name in reading.tools) + "|",
        "model": (reading.model or "")[:100],
        "color": (reading.color or "")[:10],
        "verdict": verdict(reading),
        "problem": str(reading.reason.message) if reading.reason else "",
        "notes": len(reading.problems),
    }


def verdict(reading: Reading) -> Document.Verdict:
    if not reading.loads:
        return Document.Verdict.SKIPPED
    noted = any(problem.severity != "note" for problem in reading.problems)
    return Document.Verdict.NOTED if noted else Document.Verdict.LOADS


def _guideline(stem: str, source: str) -> dict[str, Any]:
    headings, found = outline(source), oddity(source)
    return {
        "name": (headings[0].title if headings else stem)[:256] or stem,
        "description": "",
        "tools": None,
        "model": "",
        "color": "",
        "verdict": Document.Verdict.NOTED if found else Document.Verdict.LOADS,
        "problem": f"Line {found.line}: {found.message}" if found else "",
        "notes": 1 if found else 0,
    }


def apply(document: Document, indexed: Indexed, *, at: datetime) -> None:
    """Write the columns and the search text of a saved document."""
    for column, value in indexed.columns.items():
        setattr(document, column, value)
    document.updated_at = at
    document.save(update_fields=[*COLUMNS, "updated_at", "head"])
    search_index.replace(document.pk, document.name, document.description, indexed.source)


@transaction.atomic
def reindex(document: Document) -> None:
    """Compute the index of ``document`` anew from its head."""
    head = document.head
    apply(document, index(document.kind, document.path, head.source), at=head.created_at)


def reindex_all() -> int:
    """Rebuild every document's index, then every team's relations; return how many documents there were."""
    done = 0
    for document in Document.objects.select_related("head").filter(head__isnull=False).iterator(200):
        reindex(document)
        done += 1
    for team in Team.objects.all():
        relations.rebuild(team)
    return done
