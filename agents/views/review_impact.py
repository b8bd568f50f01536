"""Who is touched by a proposal: links between files that come, go, break or are told by one side only."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from agents.definition.edges.changes import EdgeChanges, Relations, compared
from agents.definition.edges.names import key
from agents.definition.guessing import Guesser
from agents.models import Change, Document
from agents.queries import touched
from agents.queries.touched import Near
from agents.views.review_elsewhere import Elsewhere, asked_again, elsewhere, rivals
from agents.views.review_texts import Places, Relating, id_of, readings, sides_of, worlds

if TYPE_CHECKING:  # the desk shows what is made here
    from agents.views.desk import Desk

MOST_GUESSES = 20
Kind = Change.Kind


@dataclass(frozen=True)
class Broken:
    """A name or a path in a proposed text that leads nowhere: ``written`` in ``line``.

    ``is_several`` says that several bear the name; ``guess`` is who is probably meant.
    """

    change: Change
    line: int
    written: str
    is_name: bool
    is_several: bool = False
    guess: str = ""


@dataclass(frozen=True)
class OneSided:
    """``source`` names ``target``, which does not name it back; ids."""

    source: int
    target: int


@dataclass(frozen=True)
class Touched:
    """What one change does: agents and files that are named then and were not, or the other way round."""

    change: Change
    edges: EdgeChanges
    gained: tuple[int, ...] = ()
    lost: tuple[int, ...] = ()
    followers: tuple[int, ...] = ()

    @property
    def is_none(self) -> bool:
        return not (self.gained or self.lost or self.followers)


class Impact:
    """What a proposal does to links, as far as its texts were read; ``unread`` says how many were not."""

    def __init__(self, desk: "Desk") -> None:
        self.desk = desk
        self.sides = sides_of(desk)
        read = Places().read(pair.after for pair in self.sides.values())
        self.worlds = worlds(desk, self.sides, readings(self.sides.values()), read)
        self._near = self._look_around()
        ours = {one.document_id for one in desk.changes if one.document_id}
        heads = touched.heads(asked_again(self.worlds, self._near) | ours)
        self._others = {pk: head for pk, head in heads.items() if pk not in ours}
        known = {head.revision: head.kept for head in heads.values()}
        read.read((pair.before for pair in self.sides.values()), heads=known)
        self._asked = Relating(read, self.worlds)
        self.changes = [one for one in desk.changes if one.pk in self.sides and not self._is_unread(one)]
        self._relations = {one.pk: self._relate(one) for one in self.changes}

    def _look_around(self) -> list[Near]:
        """Who names an agent that changes or whose name another one takes, or refers to a file that does."""
        ours = [one for one in self.desk.changes if one.document_id]
        agents = {one.document_id for one in ours if _is_agent(one)} | {pk for pk in rivals(self.worlds) if pk > 0}
        return touched.near(self.desk.team, agents, files={one.document_id for one in ours if _moves(one)})

    @property
    def unread(self) -> int:
        return len(self.sides) - len(self.changes)

    def _is_unread(self, change: Change) -> bool:
        return any(text and text.blob_id in self._asked.places.unread for text in self.sides[change.pk])

    def _relate(self, change: Change) -> tuple[Relations, Relations]:
        base = self.desk.current[change.pk].base
        return self._asked.both(self.sides[change.pk], change, was=base.path if base else change.path)

    @cached_property
    def touched(self) -> list[Touched]:
        """What each change does, by path."""
        return [self._touched(one) for one in self.changes]

    def _touched(self, change: Change) -> Touched:
        edges = compared(*self._relations[change.pk])
        before, after = self.worlds.before.ids, self.worlds.after.ids
        gained = [edge.id for edge in edges.added] + [after.get(one.path or "") for one in edges.added_files]
        lost = [edge.id for edge in edges.removed] + [before.get(one.path or "") for one in edges.removed_files]
        kept = {pk for pk in lost if pk in gained}  # the same file under its new path
        followers = () if _is_agent(change) or change.kind not in (Kind.EDIT, Kind.RENAME) else self._follow(change)
        return Touched(
            change,
            edges,
            tuple(dict.fromkeys(pk for pk in gained if pk is not None and pk not in kept)),
            tuple(dict.fromkeys(pk for pk in lost if pk is not None and pk not in kept)),
            followers,
        )

    def _follow(self, change: Change) -> tuple[int, ...]:
        pair = self.sides[change.pk]
        if pair.before and pair.after and pair.before.blob_id == pair.after.blob_id:
            return ()  # only its path changes
        found = (one.source for one in self._near if one.is_path and one.target == change.document_id)
        return tuple(dict.fromkeys(found))

    @cached_property
    def broken(self) -> list[Broken]:
        """Names and paths of the proposed texts that lead nowhere, and were not there or led somewhere before."""
        found = [one for done in self.touched for one in _broken(done)]
        if not any(one.is_name for one in found):
            return found
        agents = self.worlds.after.agents.values()
        guesser = Guesser({key(one.stem): one.id for one in agents} | {key(one.name): one.id for one in agents})
        return [self._guessed(one, guesser) for one in found[:MOST_GUESSES]] + found[MOST_GUESSES:]

    def _guessed(self, one: Broken, guesser: Guesser) -> Broken:
        if one.is_several or not one.is_name:
            return one
        found = guesser.guess(key(one.written), but=[id_of(one.change)])
        return replace(one, guess=self.worlds.after.agents[found].name) if found else one

    @cached_property
    def elsewhere(self) -> list[Elsewhere]:
        """What becomes of names and paths in files that the proposal leaves alone."""
        return elsewhere(self._others, self.worlds)

    @cached_property
    def one_sided(self) -> list[OneSided]:
        """Agents that name one another from one side only, where the proposal made it so."""
        found: dict[tuple[int, int], None] = {}
        names_back = self._names_back()
        for one in self.touched:
            me = id_of(one.change)
            for other in one.gained:
                if other in self.worlds.after.agents and me not in names_back.get(other, ()):
                    found[me, other] = None
            for other in one.lost:
                if me in self.worlds.after.agents and me in names_back.get(other, ()):
                    found[other, me] = None
        return [OneSided(*pair) for pair in found]

    def _names_back(self) -> dict[int, set[int]]:
        """Whom each agent names when the proposal is merged."""
        back: dict[int, set[int]] = {}
        for near in self._near:
            if near.target and not near.is_path:
                back.setdefault(near.source, set()).add(near.target)
        for change in self.changes:
            after = self._relations[change.pk][1]
            back[id_of(change)] = {edge.id for edge in after.edges.values() if edge.id is not None}
        for one in self.elsewhere:
            if one.is_name:
                back[one.source] = back.get(one.source, set()) - {one.meant} | {one.means or 0}
        return back

    @cached_property
    def documents(self) -> dict[int, Document]:
        """The documents of the library this speaks of, by id."""
        ids = {pk for one in self.touched for pk in (*one.gained, *one.lost, *one.followers)}
        ids |= {pk for one in self.elsewhere for pk in (one.source, one.meant, one.means) if pk}
        ids |= {pk for one in self.one_sided for pk in (one.source, one.target)}
        known = {one.document_id: one.document for one in self.desk.changes if one.document_id}
        return touched.documents({pk for pk in ids if pk > 0} - known.keys()) | known


def _broken(done: Touched) -> Iterator[Broken]:
    for edge in (*done.edges.unresolved, *done.edges.ambiguous):
        yield Broken(done.change, edge.line, edge.target, True, edge.is_ambiguous)
    for reference in done.edges.broken:
        yield Broken(done.change, reference.written.line, reference.written.path, False)


def _is_agent(change: Change) -> bool:
    return change.document_kind == Document.Kind.AGENT


def _moves(change: Change) -> bool:
    """Whether those who refer to the file should know: a guideline that changes, what goes or has another path."""
    return not _is_agent(change) or change.kind in (Kind.RENAME, Kind.ARCHIVE)
