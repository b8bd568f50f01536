"""Take the references along when an agent or a guideline gets another name: each place that was read, nothing else."""

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from agents.definition.edges.places import Places
from agents.definition.edges.reading import read_edges
from agents.definition.edges.references import Reference, Tree
from agents.definition.edges.roster import Named, Roster
from agents.definition.edges.spelling import spelled_like
from agents.definition.edges.written import Edge

_PATH_BEHIND = re.compile(r"\.md\b")
_PATH_BEFORE = re.compile(r"agents/(?:[\w.-]{1,60}/){0,4}$")

Change = tuple[int, int, int, str]  # line, columns, what to write there


def retarget(text: str, *, new: Named, roster: Roster, renamed: Roster, self_id: int | None = None) -> str:
    """Rewrite every place in ``text`` that names agent ``new.id``, in the spelling it has there.

    ``roster`` knows the old names, ``renamed`` the new ones.  Each place means the same agent
    afterwards: where the old spelling would no longer be understood, the plain name is written.
    """
    before = read_edges(text, roster=roster, self_id=self_id)
    wanted = [edge for edge in before if edge.id == new.id]
    steps = dict.fromkeys(wanted, 0)
    written = text
    for _ in range(4):
        written = rewritten(text, [_change(text, edge, new, steps[edge]) for edge in wanted])
        lost = _lost(written, wanted, new, renamed, self_id)
        if not lost:
            break
        for edge in lost:
            steps[edge] += 1
    return written


def retarget_path(text: str, references: Iterable[Reference], *, old: str, new: str, at: str, tree: Tree) -> str:
    """Rewrite every written path that leads to ``old`` so that it leads to ``new``, as absolute as it was.

    ``at`` is where the text itself stands, ``tree`` the paths after the move.
    """
    changes = []
    for one in references:
        if one.path == old:
            place = one.written
            path = next(
                (path for path in _paths(place.path, old, new, at) if tree.find(path, at=at) == new), f".claude/{new}"
            )
            changes.append((place.line, place.start, place.end, path))
    return rewritten(text, changes)


def rewritten(text: str, changes: Sequence[Change]) -> str:
    """Apply changes given by line and columns; all other characters stay."""
    places = Places.of(text)
    for line, start, end, words in sorted(changes, reverse=True):
        offset = places.start(line)
        text = text[: offset + start] + words + text[offset + end :]
    return text


def _change(text: str, edge: Edge, new: Named, step: int) -> Change:
    line = Places.of(text).words(edge.line)
    if _PATH_BEHIND.match(line, edge.end) or _PATH_BEFORE.search(line[: edge.start]):
        return edge.line, edge.start, edge.end, new.stem or new.name
    is_marked = line[edge.start - 1 : edge.start] in ("`", "@")
    spellings: tuple[Callable[[], str], ...] = (
        lambda: spelled_like(edge.target, new.name),
        lambda: new.name,
        lambda: new.name if is_marked else f"`{new.name}`",
        lambda: new.name if line[edge.start - 1 : edge.start] == "@" else f"@{new.name}",
    )
    return edge.line, edge.start, edge.end, spellings[min(step, 3)]()


def _lost(text: str, wanted: Sequence[Edge], new: Named, renamed: Roster, self_id: int | None) -> list[Edge]:
    """The places that do not mean the agent any more.  Changes never move a line."""
    found: dict[int, int] = {}
    for edge in read_edges(text, roster=renamed, self_id=self_id):
        if edge.id == new.id:
            found[edge.line] = found.get(edge.line, 0) + 1
    lost = []
    for edge in wanted:
        found[edge.line] = found.get(edge.line, 0) - 1
        if found[edge.line] < 0:
            lost.append(edge)
    return lost


def _paths(written: str, old: str, new: str, at: str) -> Iterator[str]:
    """Spellings of the new path, the nearest to the written one first."""
    lead = re.match(r"(?:~?\.{0,2}/)*", written)
    opening = lead[0] if lead else ""
    if ".claude/" in written:
        yield written.rpartition(".claude/")[0] + ".claude/" + new
        return
    if opening and not opening.startswith(("~", "/")):
        here = posixpath.relpath(new, posixpath.dirname(at) or ".")
        yield here if here.startswith(".") or not opening.startswith("./") else f"./{here}"
    bare = written[len(opening) :]
    if bare.casefold().endswith(old.casefold()):
        yield written[: len(written) - len(old)] + new
    parts = new.split("/")
    for count in range(bare.count("/") + 1, len(parts) + 1):
        yield opening + "/".join(parts[-count:])
