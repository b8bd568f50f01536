"""The aging list as a file: a row for each document, and no cell that a spreadsheet computes."""

import csv
from collections.abc import Iterable, Iterator

from agents.models import Document
from agents.queries import care
from agents.views.record_files import Lines, defused

HEAD = [
    *("kind", "name", "path", "owner", "owner_is_here", "review_by", "days_overdue", "reviewed_at", "reviewed_by"),
    *("changed_at", "changed_by", "version"),
]


def row_of(document: Document) -> Document:
    """One row of the list, as ``queries.aging`` has it."""
    return care.with_people(Document.objects.filter(pk=document.pk)).select_related("head").get()


def as_csv(rows: Iterable[Document]) -> Iterator[str]:
    """Lines of the file."""
    writer = csv.writer(Lines())
    yield writer.writerow(HEAD)
    for row in rows:
        yield writer.writerow([defused(value) for value in _cells(row)])


def _cells(row: Document) -> list[object]:
    return [
        row.kind,
        row.name,
        f".claude/{row.path}",
        row.owner.shown_name if row.owner else "",
        ("yes" if row.owner_is_here else "no") if row.owner else "",
        row.review_by.isoformat() if row.review_by else "",
        row.days_overdue or "",
        row.reviewed_at.isoformat() if row.reviewed_at else "",
        row.reviewed_by.shown_name if row.reviewed_by else "",
        row.updated_at.isoformat(),
        row.head.author_name,
        row.head.number,
    ]
