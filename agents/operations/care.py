"""Who looks after a document, and by when it is read again: said about a file, never in its text.

Each step is one event; its details hold what it changed of every document, so that it can be taken back.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format

from agents.models import Document, Event, Team, User, Write
from agents.operations.archiving import count
from agents.operations.audit import record
from agents.operations.errors import DocumentArchived, OperationError
from agents.operations.undoing import AlreadyUndone
from agents.queries import care, steps

Said = dict[str, Any]  # names of columns and their values as JSON


class Kept(Enum):
    """Says of a value that it stays as it is, where None would take it away."""

    KEPT = "kept"


KEPT = Kept.KEPT


class CareRefused(OperationError):
    """Somebody who cannot write in the team was to own a document."""

    code = "care"


@transaction.atomic
def set_care(
    documents: Iterable[Document], *, by: User, owner: User | Kept | None = KEPT, review_by: date | Kept | None = KEPT
) -> Event | None:
    """Give documents of one team an owner and a date to review them by, in one step; None takes either away.

    CareRefused when the owner could not write in the team; None says that everything was so already.
    """
    rows = _locked(document.pk for document in documents)
    said: Said = {}
    if owner is not KEPT:
        said["owner"] = owner and owner.pk
    if review_by is not KEPT:
        said["review_by"] = review_by and review_by.isoformat()
    changed = _write(rows, {row.pk: said for row in rows})
    if not changed:
        return None
    touched = {column for one in changed for column in one["after"]}
    action = "care.set" if len(touched) == 2 else "care.assigned" if "owner" in touched else "care.scheduled"
    return _record(rows, changed, by=by, action=action, summary=_summary(owner, review_by, touched))


@transaction.atomic
def confirm_reviewed(document: Document, *, by: User, next: date | None) -> Event:
    """Note that somebody read the document and it holds, and by when it is read the ``next`` time."""
    rows = _locked([document.pk])
    said = {"reviewed_at": timezone.now().isoformat(), "reviewed_by": by.pk, "review_by": next and next.isoformat()}
    changed = _write(rows, {document.pk: said})
    summary = f"next review by {_day(next)}" if next else "no next review date"
    return _record(rows, changed, by=by, action="care.confirmed", summary=summary)


@transaction.atomic
def take_back(event: Event, *, by: User) -> Event:
    """Let documents stand as before a step of care; where somebody said something else since, that stays.

    The step that did it can be taken back in turn.  AlreadyUndone says that nothing is left to take back.
    """
    Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    rows = _locked(one["document"] for one in event.details["care"])
    ready = {one["document"]: one["before"] for one in steps.care(event) if one["is_ready"]}
    if not ready or Event.objects.filter(undoes=event).exists():
        raise AlreadyUndone("This was undone already, or somebody said something else since.")
    changed = _write(rows, ready)
    action = "step.redone" if event.is_undo else "step.undone"
    step = event.details.get("step") or event.sentence
    return _record(rows, changed, by=by, action=action, undoes=event, step=step)


def _locked(ids: Iterable[int]) -> list[Document]:
    found = Document.objects.select_for_update(of=("self",), no_key=True).select_related("team")
    rows = list(found.filter(pk__in=list(ids), head__isnull=False).order_by("pk"))
    for row in rows:
        if row.is_archived:
            raise DocumentArchived(f"{row.path} is in the archive. Restore it to change it.")
    return rows


def _write(documents: Iterable[Document], wanted: Mapping[int, Said]) -> list[Said]:
    """Write what differs from ``wanted``; say of each document that changed what it was before and is after."""
    changed, alike = [], defaultdict(list)
    for document in documents:
        now = care.said(document)
        after = {column: value for column, value in wanted.get(document.pk, {}).items() if now[column] != value}
        if after:
            before = {column: now[column] for column in after}
            changed.append({"document": document.pk, "before": before, "after": after})
            alike[tuple(after.items())].append(document)
    for after, rows in alike.items():
        _check_owner(rows[0].team, dict(after).get("owner"))
        Document.objects.filter(pk__in=[row.pk for row in rows]).update(**_columns(dict(after)))
    return changed


def _check_owner(team: Team, pk: int | None) -> None:
    if pk is not None and not care.possible_owners(team).filter(pk=pk).exists():
        name = care.names([pk]).get(pk, "This person")
        raise CareRefused(f"{name} cannot write in {team.name}, so cannot own it. Choose an author of the team.")


def _columns(said: Said) -> Said:
    """The values of columns that ``said`` stands for."""
    kinds = {"review_by": date.fromisoformat, "reviewed_at": datetime.fromisoformat}
    return {
        f"{column}_id" if column not in kinds else column: kinds[column](value) if value and column in kinds else value
        for column, value in said.items()
    }


def _record(
    rows: Iterable[Document],
    changed: list[Said],
    *,
    by: User,
    action: str,
    undoes: Event | None = None,
    **told: str,
) -> Event:
    """Record the step; each document has a row, so that its own record tells of a step of many."""
    touched = {one["document"] for one in changed}
    documents = [row for row in rows if row.pk in touched]
    only = documents[0] if len(documents) == 1 else None
    return record(
        documents[0].team,
        by,
        action,
        document=only,
        subject="" if only else count(documents),
        writes=[Write.of(document) for document in documents],
        undoes=undoes,
        care=changed,
        people=_people(changed),
        **told,
    )


def _people(changed: Iterable[Said]) -> dict[str, str]:
    """The names of all who are meant, so that the record reads well when they are gone."""
    sides = [side for one in changed for side in (one["before"], one["after"])]
    ids = {side.get(column) for side in sides for column in ("owner", "reviewed_by")} - {None}
    return {str(pk): name for pk, name in care.names(ids).items()}


def _summary(owner: User | Kept | None, review_by: date | Kept | None, touched: set[str]) -> str:
    told = []
    if "owner" in touched:
        told.append(f"owner {owner.shown_name}" if isinstance(owner, User) else "nobody owns it")
    if "review_by" in touched:
        told.append(f"review by {_day(review_by)}" if isinstance(review_by, date) else "no review date")
    return ", ".join(told)


def _day(day: date) -> str:
    return date_format(day, "j F Y")
