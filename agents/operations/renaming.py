"""Rename a document and take every reference to it along, as one step or not at all."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from agents.definition import paths
from agents.models import Document, Event, User, Write
from agents.operations import advancing, indexing
from agents.operations.addresses import free_slug
from agents.operations.audit import record
from agents.operations.documents import advance, refuse_taken
from agents.operations.errors import DocumentArchived, OperationError
from agents.operations.refusals import check_path, check_text
from agents.operations.rename_plans import RenamePlan, Rewritten, plan_rename


class PlanMoved(OperationError):
    """What the rename would change is not what was shown; ``plan`` is what it would change now."""

    status = 409
    code = "moved"

    def __init__(self, sentence: str, *, plan: RenamePlan) -> None:
        super().__init__(sentence)
        self.plan = plan


def rename_with_references(
    document: Document, path: str, *, bases: Mapping[int, int], by: User, name: str = ""
) -> Event | None:
    """Rename ``document`` to ``path`` and write its new name and path wherever the old ones stand.

    ``bases`` are those of the plan that was shown; PlanMoved is raised, and nothing written, when
    somebody saved one of the files since, or another one names the document by now.  None says that
    nothing changes.
    """
    check_path(path)
    plan = plan_rename(document, path, name=name)
    if path == document.path and plan.own.source == plan.own.base.source and not plan.others:
        return None
    if plan.bases != dict(bases):
        raise PlanMoved("Some of these files were changed meanwhile. Look at what would change now.", plan=plan)
    files = [(file, _indexed(plan, file)) for file in (plan.own, *plan.others)]
    with transaction.atomic():
        return _carry_out(plan, files, by=by)


def _indexed(plan: RenamePlan, file: Rewritten) -> indexing.Indexed:
    path = plan.path if file is plan.own else file.document.path
    return indexing.index(file.document.kind, path, check_text(file.source))


def _carry_out(plan: RenamePlan, files: list[tuple[Rewritten, indexing.Indexed]], *, by: User) -> Event:
    locked = _locked(plan)
    renamed = locked[plan.document.pk]
    before, slug = renamed.path, renamed.slug
    refuse_taken(renamed.team, plan.path, but=renamed)
    if plan.path != before:
        renamed.path, renamed.path_key, renamed.folder = plan.path, paths.key(plan.path), paths.folder(plan.path)
        renamed.slug = free_slug(renamed.team, renamed.kind, plan.path, but=renamed)
        renamed.save(update_fields=["path", "path_key", "folder", "slug"])
    now, writes = timezone.now(), []
    for file, indexed in files:
        document = locked[file.document.pk]
        message = f"Renamed from {before}" if document.pk == renamed.pk else f"{before} is now {plan.path}"
        head = advance(document, indexed, by=by, message=message, at=now)
        slug_before = slug if document.pk == renamed.pk else document.slug
        writes.append(Write(document=document, before_id=file.base.pk, after=head, slug_before=slug_before))
    details = {"before": before, "after": plan.path, "references": len(plan.others)}
    return record(renamed.team, by, "document.renamed", document=renamed, writes=writes, **details)


def _locked(plan: RenamePlan) -> dict[int, Document]:
    locked = advancing.locked(plan.bases)
    for document in locked.values():
        if document.is_archived:
            raise DocumentArchived(f"{document.path} is in the archive. Restore it to change it.")
        if document.head_id != plan.bases[document.pk]:
            head = document.head
            raise PlanMoved(f"{head.author_name} saved v{head.number} of {document.path} meanwhile.", plan=plan)
    return locked
