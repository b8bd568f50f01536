"""What merging a proposal would make of each document, as everything stands now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from agents import limits
from agents.definition import paths
from agents.definition.merge import Merged, merge
from agents.models import Change, Document, Proposal, ProposedText, Revision


@dataclass(frozen=True)
class Planned:
    """A change with the text it would leave: the proposed one, byte for byte, while the head is still its base.

    ``merged`` is there when the head has moved; ``obstacle`` says, in words, why it cannot be merged.
    """

    change: Change
    text: ProposedText
    head: Revision | None
    source: str
    merged: Merged | None = None
    obstacle: str = ""

    @property
    def is_moved(self) -> bool:
        return self.merged is not None

    @property
    def path(self) -> str:
        """The place of the document after the merge."""
        moves = self.change.kind in (Change.Kind.ADD, Change.Kind.RENAME)
        return self.change.path if moves else self.change.document.path


def current_texts(proposal: Proposal, *, iteration: int = 0) -> dict[int, ProposedText]:
    """The text of each change of the proposal at ``iteration``, the present one unless told, by path."""
    known = ProposedText.objects.filter(iteration__lte=iteration or proposal.iteration)
    later = known.filter(change=OuterRef("change"), iteration__gt=OuterRef("iteration"))
    found = known.filter(~Exists(later), change__proposal=proposal, change__dropped_at=None)
    texts = found.select_related("change__document__head", "base").order_by("change__path")
    return {text.change_id: text for text in texts}


def plan(proposal: Proposal, texts: Iterable[ProposedText]) -> list[Planned]:
    """Say what becomes of each of ``texts``, whose documents carry their heads."""
    texts = list(texts)
    taken = _taken(proposal, texts)
    return [_planned(text, taken) for text in texts]


def _planned(text: ProposedText, taken: Mapping[str, Document]) -> Planned:
    change = text.change
    if change.kind == Change.Kind.ADD:
        return Planned(change, text, None, text.source, obstacle=_in_the_way(change, taken))
    document, head = change.document, change.document.head
    if change.kind in (Change.Kind.ARCHIVE, Change.Kind.RESTORE):
        unmoved = text.base_id == head.pk
        return Planned(change, text, head, head.source, None if unmoved else Merged((head.source,)))
    if document.is_archived:
        return Planned(change, text, head, text.source, obstacle=f"{document.path} was archived meanwhile.")
    obstacle = _in_the_way(change, taken) if change.kind == Change.Kind.RENAME else ""
    if text.base_id == head.pk:
        return Planned(change, text, head, text.source, obstacle=obstacle)
    merged = merge(text.base.source, text.source, head.source)
    obstacle = (
        obstacle or _renamed(change, text, head) or _conflict(document, head, merged) or _too_long(change, merged)
    )
    source = text.source if merged.text is None else merged.text
    return Planned(change, text, head, source, merged, obstacle)


def _renamed(change: Change, text: ProposedText, head: Revision) -> str:
    is_twice = change.kind == Change.Kind.RENAME and text.base.path != head.path != change.path
    return f"{text.base.path} was renamed to {head.path} by {head.author_name} meanwhile." if is_twice else ""


def _conflict(document: Document, head: Revision, merged: Merged) -> str:
    count = len(merged.conflicts)
    if not count:
        return ""
    places = "one place" if count == 1 else f"{count:,} places"
    return f"{document.path} conflicts in {places} with v{head.number}, which {head.author_name} saved."


def _too_long(change: Change, merged: Merged) -> str:
    size = len((merged.text or "").encode())
    if size <= limits.DOCUMENT_BYTES:
        return ""
    return f"{change.path} would be {size:,} bytes with what was saved; at most {limits.DOCUMENT_BYTES:,} can be kept."


def _in_the_way(change: Change, taken: Mapping[str, Document]) -> str:
    other = taken.get(paths.key(change.path))
    if other is None or other.pk == change.document_id:
        return ""
    if other.is_archived:
        return f"{other.path} is in the archive. Restore it, or choose another name."
    return f"{other.path} exists by now. Choose another name."


def _taken(proposal: Proposal, texts: Iterable[ProposedText]) -> dict[str, Document]:
    """Documents of the team at the places where the changes would put theirs."""
    moving = (Change.Kind.ADD, Change.Kind.RENAME)
    wanted = [paths.key(text.change.path) for text in texts if text.change.kind in moving]
    if not wanted:
        return {}
    found = Document.objects.filter(team=proposal.team_id, path_key__in=wanted)
    return {document.path_key: document for document in found.only("pk", "path", "path_key", "archived_at")}
