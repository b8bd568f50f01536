"""Decide what an import would do with every file, against what stands in the library; store nothing.

Hashes are compared before anything is parsed, so that what did not change costs next to nothing.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db.models import F

from agents import limits
from agents.definition import paths
from agents.definition.blob import blob_id
from agents.definition.collection import AGENT, GUIDELINE, LEFT, Incoming, Placed, arrange
from agents.definition.intake import Taken, take
from agents.models import Document, Event, Revision, StagedFile, Team

Outcome = StagedFile.Outcome
FEW = 500  # files that are looked up by their paths; for more, the whole team is read


class Head(NamedTuple):
    """What stands at a path now."""

    path: str
    document_id: int
    archived_at: object
    revision_id: int | None
    number: int | None
    blob_id: str | None


class Planned(NamedTuple):
    """One file and what an import would do with it; ``taken`` is None where there is nothing to store."""

    outcome: StagedFile.Outcome
    path: str
    kind: str = ""
    reason: str = ""
    taken: Taken | None = None
    head: Head | None = None


def plan_import(team: Team, files: Iterable[Incoming]) -> list[Planned]:
    """Say for every file what an import would do with it, in the order they came; store nothing.

    A file is *unchanged* when the head has its very bytes, else *changed*; but *edited here*,
    and never imported unless somebody chooses it, when its text is one the document had before,
    or when the head was written on this site (saved, created, renamed) rather than imported.
    """
    placed = arrange(files)
    heads = _heads(team, [one.path for one in placed if one.kind in (AGENT, GUIDELINE)])
    return _with_edits([_judge(one, heads) for one in placed])


def _heads(team: Team, wanted: Sequence[str]) -> dict[str, Head]:
    found = Document.objects.filter(team=team)
    if len(wanted) <= FEW:
        keys = [paths.key(path) for path in wanted if "\0" not in path]  # which PostgreSQL cannot even be asked for
        found = found.filter(path_key__in=keys)
    columns = ("path_key", "path", "pk", "archived_at", "head_id", "head__number", "head__blob_id")
    return {key: Head(*rest) for key, *rest in found.order_by().values_list(*columns)}


def _judge(placed: Placed, heads: dict[str, Head]) -> Planned:
    file, kind, path, reason = placed
    if kind == LEFT:
        return Planned(Outcome.LEFT_ALONE, file.path, reason=reason)
    head = heads.get(paths.key(path)) if kind in (AGENT, GUIDELINE) else None
    if head and _is_comparable(head, placed) and blob_id(file.content or b"") == head.blob_id:
        return Planned(Outcome.UNCHANGED, path, kind, head=head)
    taken = take(placed, most_bytes=limits.DOCUMENT_BYTES)
    if isinstance(taken, str):
        return Planned(Outcome.REFUSED, path or file.path, reason=taken)
    return _beside(taken, head)


def _is_comparable(head: Head, placed: Placed) -> bool:
    return head.path == placed.path and not head.archived_at and placed.file.content is not None


def _beside(taken: Taken, head: Head | None) -> Planned:
    kind, path, _ = taken
    if head is None:
        return Planned(Outcome.NEW, path, kind, taken=taken)
    if head.path != path:
        reason = f"{head.path} is here, and some file systems cannot tell the two apart. Rename one."
        return Planned(Outcome.REFUSED, path, reason=reason)
    if head.archived_at:
        reason = "It is in the archive here. Restore it first to import it."
        return Planned(Outcome.ARCHIVED, path, kind, reason, head=head)
    return Planned(Outcome.CHANGED, path, kind, taken=taken, head=head)


def _with_edits(plan: list[Planned]) -> list[Planned]:
    """Find those among the changed whose head an import must not replace by itself."""
    changed = {one.head.document_id: one for one in plan if one.outcome == Outcome.CHANGED}
    if not changed:
        return plan
    older = _older_versions(changed)
    written = _written_here(changed)
    return [
        _edited(one, older.get(one.head.document_id), written.get(one.head.document_id))
        if one.outcome == Outcome.CHANGED
        else one
        for one in plan
    ]


def _older_versions(changed: dict[int, Planned]) -> dict[int, int]:
    """Documents that had the incoming text before, with the number of that version."""
    blobs = {pk: blob_id(one.taken.source) for pk, one in changed.items()}
    found = Revision.objects.filter(document_id__in=changed, blob_id__in=set(blobs.values())).order_by("number")
    return {
        pk: number for pk, blob, number in found.values_list("document_id", "blob_id", "number") if blobs[pk] == blob
    }


def _written_here(changed: dict[int, Planned]) -> dict[int, str]:
    """Documents whose head somebody wrote here, with the name of that person.

    Every such write records an event of its document; an import records one for all it brought.
    """
    written = (
        Event.objects.filter(document_id__in=changed, created_at__gte=F("document__head__created_at"))
        .exclude(action__in=("document.archived", "document.restored"))
        .order_by("id")
    )
    return dict(written.values_list("document_id", "actor_name"))


def _edited(one: Planned, older: int | None, author: str | None) -> Planned:
    if older:
        reason = f"This text is v{older}; v{one.head.number} stands here now."
    elif author:
        reason = f"{author} wrote v{one.head.number} here."
    else:
        return one
    return one._replace(outcome=Outcome.EDITED_HERE, reason=reason)


def replan(team: Team, taken: Sequence[Taken]) -> list[Planned]:
    """Plan again for files that were taken before, against what stands in the library now."""
    heads = _heads(team, [one.path for one in taken])
    plan = []
    for one in taken:
        head = heads.get(paths.key(one.path))
        unchanged = head and not head.archived_at and head.path == one.path and head.blob_id == blob_id(one.source)
        plan.append(Planned(Outcome.UNCHANGED, one.path, one.kind, head=head) if unchanged else _beside(one, head))
    return _with_edits(plan)
