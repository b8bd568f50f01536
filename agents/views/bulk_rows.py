"""What a change of many files would do, laid out: each file with exactly the lines that differ."""

from collections.abc import Iterable
from dataclasses import dataclass

from agents.definition.diff import Hunk, changed, hunks
from agents.definition.field_edits import Edited, FieldEdit, edit_field
from agents.definition.source import split
from agents.models import Document

SHOWN = 60  # files with their lines, before all are asked for


@dataclass(frozen=True)
class Row:
    """One file of the preview; ``hunks`` is None where the lines are not shown."""

    document: Document
    edited: Edited
    hunks: list[Hunk] | None = None

    @property
    def token(self) -> str:
        """Names the file and the version the preview was made from."""
        return f"{self.document.pk}:{self.document.head_id}"

    @property
    def size(self) -> tuple[int, int]:
        """How many lines are added and removed."""
        return changed(self.hunks or [])


@dataclass(frozen=True)
class Preview:
    """All files: those that would change, those that cannot be changed, and those that are so already."""

    rows: list[Row]
    refused: list[Row]
    same: list[Row]

    @property
    def is_cut(self) -> bool:
        return any(row.hunks is None for row in self.rows)


def preview(documents: Iterable[Document], edit: FieldEdit, *, most: int) -> Preview:
    """Lay out ``edit`` of ``documents``; the lines of the first ``most`` changed files are shown."""
    found = Preview([], [], [])
    for document in documents:
        edited = edit_field(document.head.source, edit)
        if edited.reason:
            found.refused.append(Row(document, edited))
        elif not edited.is_changed:
            found.same.append(Row(document, edited))
        else:
            shown = _lines(document.head.source, edited.text) if len(found.rows) < most else None
            found.rows.append(Row(document, edited, shown))
    return found


def _lines(old: str, new: str) -> list[Hunk]:
    """The lines that differ; the body is the same and need not be read."""
    length = len(split(old).body)
    return hunks(old[: len(old) - length], new[: len(new) - length], context=0)
