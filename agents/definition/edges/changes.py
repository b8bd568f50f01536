"""Which relations an edit adds to a text and takes from it."""

from dataclasses import dataclass

from agents.definition.edges.reading import read_edges, strongest
from agents.definition.edges.references import Reference, Tree, read_references
from agents.definition.edges.roster import Roster
from agents.definition.edges.written import Edge


@dataclass(frozen=True)
class EdgeChanges:
    """Edges, one for each agent or name that is named on one side only; and the files, likewise."""

    added: tuple[Edge, ...] = ()
    removed: tuple[Edge, ...] = ()
    added_files: tuple[Reference, ...] = ()
    removed_files: tuple[Reference, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether the relations stay as they are."""
        return self == EdgeChanges()

    @property
    def unresolved(self) -> tuple[Edge, ...]:
        """Names that are new and that nobody bears."""
        return tuple(edge for edge in self.added if edge.id is None)

    @property
    def broken(self) -> tuple[Reference, ...]:
        """New paths that lead nowhere, though they should."""
        return tuple(reference for reference in self.added_files if reference.is_broken)


def changed_edges(
    old: str, new: str, *, roster: Roster, tree: Tree, at: str, self_id: int | None = None
) -> EdgeChanges:
    """Compare whom and which files two versions of the text ``at`` name, as the roster understands them now."""
    before, after = (_edges(text, roster=roster, self_id=self_id) for text in (old, new))
    had, has = (_files(text, tree=tree, at=at) for text in (old, new))
    return EdgeChanges(
        tuple(edge for key, edge in after.items() if key not in before),
        tuple(edge for key, edge in before.items() if key not in after),
        tuple(reference for key, reference in has.items() if key not in had),
        tuple(reference for key, reference in had.items() if key not in has),
    )


def _edges(text: str, *, roster: Roster, self_id: int | None) -> dict[int | str, Edge]:
    found = strongest(read_edges(text, roster=roster, self_id=self_id))
    return {edge.target.casefold() if edge.id is None else edge.id: edge for edge in found}


def _files(text: str, *, tree: Tree, at: str) -> dict[str, Reference]:
    found: dict[str, Reference] = {}
    for reference in read_references(text, tree=tree, at=at):
        if reference.path is not None or reference.is_broken:
            found.setdefault(reference.path or reference.written.path.casefold(), reference)
    return found
