"""Bring the edit of an older revision together with what was saved since."""

from agents.definition.merge import Merged, merge
from agents.models import ProposedText, Revision
from agents.operations.errors import EditConflict
from agents.operations.refusals import check_text


def rebased(source: str, *, base: Revision, head: Revision) -> str:
    """Return ``source``, an edit of ``base``, as an edit of ``head``.

    EditConflict is raised where both changed the same place.  It carries the Merged, in which
    ``ours`` is what was typed and ``theirs`` is what stands in ``head``.
    """
    merged = merge(base.source, source, head.source)
    if merged.text is None:
        raise EditConflict(_sentence(merged, head), head=head, merged=merged)
    return merged.text


def _sentence(merged: Merged, head: Revision) -> str:
    count = len(merged.conflicts)
    places = "One place was" if count == 1 else f"{count:,} places were"
    return (
        f"{head.author_name} saved v{head.number} while you were editing. "
        f"{places} changed in both texts: choose what stays. Nothing of yours is lost."
    )


def joined(merged: Merged, latest: ProposedText) -> str:
    """Return the text of ``merged``; EditConflict is raised where it and the ``latest`` proposed text conflict.

    TextRefused is raised when both together are more than a file may hold.
    """
    if merged.text is None:
        sentence = f"{latest.author_name} changed the proposed text at the same place. Nothing of yours is lost."
        raise EditConflict(sentence, head=latest, merged=merged)
    return check_text(merged.text)
