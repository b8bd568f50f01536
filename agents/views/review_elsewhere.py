"""What a proposal does to files it does not change: names and paths in them that lead elsewhere, or nowhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from agents.definition.edges.changes import Relations
from agents.definition.edges.references import Reference
from agents.definition.edges.roster import Reach, stem_of
from agents.definition.edges.written import Edge
from agents.queries.touched import Head, Kept, Near
from agents.views.review_texts import Worlds, meant


@dataclass(frozen=True)
class Elsewhere:
    """A place in another file: ``meant`` is whom or what it names now, ``means`` afterwards; None for nobody.

    ``is_name`` tells names of agents from paths, ``is_several`` says that several would bear the name.
    """

    source: int
    line: int
    written: str
    is_name: bool
    meant: int | None
    means: int | None
    is_several: bool = False

    @property
    def is_broken(self) -> bool:
        return self.means is None


def asked_again(worlds: Worlds, near: Iterable[Near]) -> set[int]:
    """The documents with a name or a path in them that means another one then, or somebody at last."""
    if worlds.before is worlds.after:
        return set()
    other = changed(worlds)
    return {one.source for one in near if one.target in other or (not one.target and _is_answered(one, worlds, other))}


def changed(worlds: Worlds) -> set[int]:
    """The ids of those who are called otherwise then, or share a name that was theirs."""
    return {row[0] for row in set(worlds.before.rows) ^ set(worlds.after.rows)} | rivals(worlds)


def _is_answered(one: Near, worlds: Worlds, other: set[int]) -> bool:
    if one.is_path:
        return worlds.after.tree.find(one.written, at=worlds.before.paths.get(one.source, "")) is not None
    return worlds.after.roster.resolve(one.written, reach=Reach.ROLE).id in other


def elsewhere(heads: Mapping[int, Head], worlds: Worlds) -> list[Elsewhere]:
    """What the names and paths in these documents mean then and did not before, or the other way round."""
    known = (pk for pk in sorted(heads) if pk in worlds.before.paths)
    return [one for pk in known for one in _in_one(pk, heads[pk].kept, worlds)]


def rivals(worlds: Worlds) -> set[int]:
    """Agents a proposal leaves alone, but gives some of their names to others."""
    came = [row for row in set(worlds.after.rows) - set(worlds.before.rows) if row[1] == "agent"]
    found: set[int] = set()
    for _, _, name, path, title in came:
        for written in filter(None, (name, stem_of(path), title)):
            for names in (worlds.before, worlds.after):
                found.update(names.roster.resolve(written).ids)
    return found - {row[0] for row in came}


def _in_one(pk: int, kept: Kept, worlds: Worlds) -> Iterator[Elsewhere]:
    at = worlds.before.paths[pk]
    before, after = (meant(kept, names=names, at=at, self_id=pk) for names in (worlds.before, worlds.after))
    yield from _names(pk, before, after)
    yield from _paths(pk, before, after, worlds)


def _names(pk: int, before: Relations, after: Relations) -> Iterator[Elsewhere]:
    """One place for each agent that is named no longer, and for each that is named then."""
    then = {(edge.line, edge.start): edge for edge in after.edges.values()}
    said: set[Edge] = set()
    for edge in before.edges.values():
        if edge.id is None or edge.id in after.edges:
            continue
        now = then.get((edge.line, edge.start))
        said |= {now} if now else set()
        several = bool(now and now.is_ambiguous)
        yield Elsewhere(pk, edge.line, edge.target, True, edge.id, now.id if now else None, several)
    for edge in after.edges.values():
        if edge.id is not None and edge.id not in before.edges and edge not in said:
            yield Elsewhere(pk, edge.line, edge.target, True, None, edge.id)


def _paths(pk: int, before: Relations, after: Relations, worlds: Worlds) -> Iterator[Elsewhere]:
    was, will = _by_place(before), _by_place(after)
    for place, reference in was.items():
        then = will.get(place)
        if reference.path and (then is None or then.path != reference.path):
            means = _id(worlds.after.ids, then)
            had = worlds.before.ids[reference.path]
            if means != had:
                yield Elsewhere(pk, reference.written.line, reference.written.path, False, had, means)
    for place, reference in will.items():
        if reference.path and (place not in was or was[place].path is None):
            means = worlds.after.ids[reference.path]
            yield Elsewhere(pk, reference.written.line, reference.written.path, False, None, means)


def _by_place(found: Relations) -> dict[tuple[int, int], Reference]:
    return {(one.written.line, one.written.start): one for one in found.files.values()}


def _id(ids: Mapping[str, int], reference: Reference | None) -> int | None:
    return ids.get(reference.path) if reference and reference.path else None
