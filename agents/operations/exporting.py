"""Bring documents out as they stand: into a zip, or into a folder on this server.

A folder is planned first and written second; what was changed in between is left alone.
"""

import tempfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.db import connection
from django.db.models import QuerySet
from django.db.models.functions import Collate

from agents.definition.blob import blob_id
from agents.definition.export_plan import Step, Verb, plan_export, to_write
from agents.models import Document, Event, Revision, Team, User
from agents.operations.audit import record
from agents.operations.errors import OperationError
from agents.operations.folders_out import Blocked, Folder
from agents.operations.zips_out import write_zip
from agents.queries import library

CHUNK = 500
IN_MEMORY = 8 * 1024 * 1024
RECORDED = 500  # paths kept with an event


class NothingToExport(OperationError):
    """No document is there, or none of the chosen ones is any more."""

    status = 404
    code = "empty"


@dataclass(frozen=True)
class Plan:
    """What an export to ``folder`` would do; ``others`` are the files there that are not ours."""

    folder: str
    steps: tuple[Step, ...]
    others: tuple[str, ...]
    texts: dict[str, int]  # path → the revision that would be written

    def of(self, *verbs: Verb) -> list[Step]:
        return [step for step in self.steps if step.verb in verbs]


def make_zip(team: Team, *, ids: Iterable[int] | None = None) -> tuple[BinaryIO, list[str]]:
    """Return a zip of all documents, or of the chosen ones, open at its start, and the paths in it.

    The same texts make the same bytes.  Nothing is recorded: this is reading.
    """
    documents = _chosen(team, ids)
    stream = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  the caller closes it
    paths = write_zip(stream, _files(documents))
    stream.seek(0)
    return stream, paths


def export_zip(team: Team, *, ids: Iterable[int] | None = None, by: User | None) -> BinaryIO:
    """Return the zip of ``make_zip`` and record that it went out."""
    stream, paths = make_zip(team, ids=ids)
    record(
        team,
        by,
        "export.zip",
        subject=f"{len(paths):,} file{'s' * (len(paths) != 1)}",
        written=len(paths),
        paths=paths[:RECORDED],
    )
    return stream


def _chosen(team: Team, ids: Iterable[int] | None) -> QuerySet[Document]:
    documents = library.exported(team, ids)
    if not documents.exists():
        raise NothingToExport(
            "There is nothing to export yet. Import agents or write one first."
            if ids is None
            else "None of the chosen documents is in the library. Choose others."
        )
    collation = "C" if connection.vendor == "postgresql" else "BINARY"
    return documents.order_by(Collate("path", collation))  # the order of bytes, whatever the language


def _files(documents: QuerySet[Document]) -> Iterator[tuple[str, bytes]]:
    rows = documents.values_list("path", "head__source")
    return ((path, source.encode()) for path, source in rows.iterator(CHUNK))


def plan_folder(team: Team, named: str, *, ids: Iterable[int] | None = None) -> Plan:
    """Compare the documents with what stands in the folder ``named``; nothing is written.

    FolderRefused is raised when there is no such folder.
    """
    heads = {path: (blob, head) for path, blob, head in _chosen(team, ids).values_list("path", "head__blob_id", "head")}
    with Folder(named) as folder:
        there, blocked = _manifest(folder, heads)
        ours = {path: blob for path, (blob, _) in heads.items()}
        unlike = {blob for path, blob in there.items() if ours[path] != blob}
        steps = plan_export(ours, there, held=_held(team, unlike), blocked=blocked)
        others = folder.others(sorted({path.partition("/")[0] for path in heads if "/" in path}), ours=_paths(team))
        return Plan(str(folder.path), tuple(steps), tuple(others), {path: head for path, (_, head) in heads.items()})


def _manifest(folder: Folder, paths: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
    there: dict[str, str] = {}
    blocked: dict[str, str] = {}
    for path in paths:
        try:
            content = folder.read(path)
        except Blocked as reason:
            blocked[path] = str(reason)
            continue
        if content is not None:
            there[path] = blob_id(content)
    return there, blocked


def _held(team: Team, blobs: Collection[str]) -> set[tuple[str, str]]:
    """Which of ``blobs`` are texts we hold, and of which document."""
    if not blobs:
        return set()
    return set(
        Revision.objects.filter(document__team=team, blob_id__in=blobs)
        .order_by()
        .values_list("document__path", "blob_id")
    )


def _paths(team: Team) -> set[str]:
    return set(Document.objects.filter(team=team, archived_at=None).order_by().values_list("path", flat=True))


def export_folder(team: Team, plan: Plan, *, overwrite: Collection[str] = frozenset(), by: User | None) -> Event:
    """Carry out ``plan`` and return its record; ``overwrite`` names the differing files to write too.

    Each file is written whole or not at all.  One that cannot be written, or is no longer what
    the plan saw, is left alone with the reason in the record, and the others go on.
    """
    chosen = to_write(plan.steps, overwrite=overwrite)
    left = {step.path: step.reason for step in plan.of(Verb.BLOCKED)}
    left |= {step.path: "It differs from every version held here." for step in plan.of(Verb.DIFFERS)}
    written: list[str] = []
    with Folder(plan.folder) as folder:
        for step, source in _texts(plan, chosen):
            try:
                folder.write(step.path, source.encode(), seen=step.there)
            except Blocked as reason:
                left[step.path] = str(reason)
                continue
            left.pop(step.path, None)
            written.append(step.path)
    return _recorded(team, plan, written=written, left=left, by=by)


def _texts(plan: Plan, steps: list[Step]) -> Iterator[tuple[Step, str]]:
    """Each step with the text that was planned, even when somebody saved another since."""
    for start in range(0, len(steps), CHUNK):
        part = steps[start : start + CHUNK]
        wanted = [plan.texts[step.path] for step in part]
        sources = dict(Revision.objects.filter(pk__in=wanted).order_by().values_list("pk", "source"))
        yield from ((step, sources[plan.texts[step.path]]) for step in part)


def _recorded(team: Team, plan: Plan, *, written: list[str], left: dict[str, str], by: User | None) -> Event:
    unchanged = len(plan.of(Verb.UNCHANGED))
    return record(
        team,
        by,
        "export.folder",
        subject=plan.folder,
        summary=f"{len(written):,} written, {unchanged:,} unchanged, {len(left):,} left alone",
        folder=plan.folder,
        written=len(written),
        unchanged=unchanged,
        left=len(left),
        paths=written[:RECORDED],
        left_alone=[list(pair) for pair in sorted(left.items())[:RECORDED]],
    )
