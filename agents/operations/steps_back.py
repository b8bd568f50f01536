"""Taking a step back, as changes to be proposed: each document as it stood before, as an edit of what the step wrote.

What was saved since is merged with it or conflicts, as in any proposal; an undo would leave it alone.
"""

from collections.abc import Iterator

from agents.models import Event, Write
from agents.operations.proposed_changes import NewChange, archiving_of, edit_of, rename_of, return_of
from agents.queries import steps


def changes_back(event: Event) -> list[NewChange]:
    """The changes that take ``event`` back; none for a document that stands as before."""
    left = {one.write.pk for one in steps.written(event) if not one.is_back}
    writes = event.writes.filter(pk__in=left).select_related("document__team", "document__head", "before", "after")
    return [change for write in writes.order_by("document__path") for change in _back(write)]


def _back(write: Write) -> Iterator[NewChange]:
    document, before = write.document, write.before
    if not write.changes_text:
        if write.archived_before is None and document.is_archived:
            yield return_of(document)
        elif write.archived_before is not None and not document.is_archived:
            yield archiving_of(document)
    elif before.path != write.after.path and before.path != document.path:
        yield rename_of(document, before.path, source=before.source, base=write.after)
    else:
        yield edit_of(document, before.source, base=write.after)
