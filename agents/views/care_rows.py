"""What a step said about each document, in words: “owner: nobody → Ada”."""

from datetime import date
from typing import Any

from django.utils.formats import date_format

from agents.models import Document, Event
from agents.queries import steps

LABELS = {"owner": "owner", "review_by": "review by", "reviewed_by": "last reviewed by"}


def rows(event: Event) -> list[dict[str, Any]]:
    """Each document with ``changes`` and whether they still hold; documents that are gone are left out."""
    found = steps.care(event)
    shown = Document.objects.only("team", "kind", "slug", "name")
    documents = shown.in_bulk([one["document"] for one in found])
    people = event.details.get("people", {})
    return [
        {"document": documents[one["document"]], "is_ready": one["is_ready"], "changes": _changes(one, people)}
        for one in found
        if one["document"] in documents
    ]


def _changes(one: dict[str, Any], people: dict[str, str]) -> list[str]:
    before, after = one["before"], one["after"]
    return [
        f"{label}: {_word(column, before[column], people)} → {_word(column, after[column], people)}"
        for column, label in LABELS.items()
        if column in after
    ]


def _word(column: str, value: Any, people: dict[str, str]) -> str:
    if column == "review_by":
        return date_format(date.fromisoformat(value), "j F Y") if value else "no date"
    return people.get(str(value), "somebody") if value else "nobody"
