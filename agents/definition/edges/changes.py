"""Which relations an edit adds to a text and takes from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agents.definition.edges.reading import resolve, strongest, written_edges
from agents.definition.edges.references import Reference, Tree, WrittenReference, written_references
from agents.definition.edges.roster import Roster
from agents.definition.edges.written import Edge, Written


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
        """Names that are new, or understood no longer, and that nobody bears."""
        return tuple(edge for edge in self.added if edge.id is None and not edge.is_ambiguous)

    @property
    def ambiguous(self) -> tuple[Edge, ...]:
        """Names that are new, or understood no longer, because several bear them."""
        return tuple(edge for edge in self.added if edge.is_ambiguous)

    @property
    def broken(self) -> tuple[Reference, ...]:
        """New paths that lead nowhere, though they should."""
        return tuple(reference for reference in self.added_files if reference.is_broken)


@dataclass(frozen=True)
class Relations:
    """Whom and which files one text names, each once, by the agent, the file or the written name."""

    edges: Mapping[int | str, Edge] = field(default_factory=dict)
    files: Mapping[str, Reference] = field(default_factory=dict)


def changed_edges(
    old: str, new: str, *, roster: Roster, tree: Tree, at: str, self_id: int | None = None
) -> EdgeChanges:
    """Compare whom and which files two versions of the text ``at`` name, as the roster understands them now."""
    before, after = (
        relations(written_edges(text), written_references(text), roster=roster, tree=tree, at=at, self_id=self_id)
        for text in (old, new)
    )
    return compared(before, after)


def compared(before: Relations, after: Relations) -> EdgeChanges:
    """Compare what a text names before and after, be it that the text changed or whom its names mean."""
    return EdgeChanges(
        tuple(edge for key, edge in after.edges.items() if key not in before.edges),
        tuple(edge for key, edge in before.edges.items() if key not in after.edges),
        tuple(reference for key, reference in after.files.items() if key not in before.files),
        tuple(reference for key, reference in before.files.items() if key not in after.files),
    )


def relations(
    names: Iterable[Written],
    files: Iterable[WrittenReference],
    *,
    roster: Roster,
    tree: Tree,
    at: str,
    self_id: int | None = None,
) -> Relations:
    """Ask whom and which files the places of the text ``at`` mean."""
    edges = strongest(resolve(names, roster=roster, self_id=self_id))
    return Relations(
        {edge.target.casefold() if edge.id is None else edge.id: edge for edge in edges},
        _files(files, tree=tree, at=at),
    )


def _files(written: Iterable[WrittenReference], *, tree: Tree, at: str) -> dict[str, Reference]:
    found: dict[str, Reference] = {}
    for one in written:
        reference = Reference(one, tree.find(one.path, at=at))
        if reference.path is not None or reference.is_broken:
            found.setdefault(reference.path or one.path.casefold(), reference)
    return found
