"""The texts of a proposal before and after it: what is read of each, once, and kept by its blob id."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple, Self

from agents.definition.client import read
from agents.definition.edges.changes import Relations, relations
from agents.definition.edges.roster import stem_of
from agents.definition.reading import Reading
from agents.memory import cache
from agents.models import Change, Document, ProposedText
from agents.operations import places
from agents.operations.rosters import Names, names_of
from agents.queries import review
from agents.queries.touched import Kept

if TYPE_CHECKING:  # the desk shows what is made here
    from agents.views.desk import Desk

KEPT_SECONDS = 24 * 3600
STEP = 120_000  # characters in which names are looked for in one answer; the next one goes on
Kind = Change.Kind


class Text(NamedTuple):
    """One side of a change: a text, and the revision it is, if it is one."""

    blob_id: str
    source: str
    kind: str
    revision: int | None = None


class Sides(NamedTuple):
    """What stood there and what will; None where there is nothing."""

    before: Text | None
    after: Text | None


def sides_of(desk: "Desk") -> dict[int, Sides]:
    """Both texts of every change, by its key; one query where they were not read yet."""
    changes = [change for change in desk.changes if change.pk in desk.current]
    texts = {change.pk: desk.current[change.pk] for change in changes}
    missing = [text.pk for text in texts.values() if "source" in text.get_deferred_fields()]
    found = review.sources(missing) if missing else {}
    return {change.pk: _sides(change, texts[change.pk], found) for change in changes}


def _sides(change: Change, text: ProposedText, found: Mapping[int, tuple[str, str]]) -> Sides:
    kind, base = change.document_kind, text.base
    old, new = found[text.pk] if found else (base.source if base else "", text.source)
    stood = base is not None and change.kind not in (Kind.ADD, Kind.RESTORE)
    return Sides(
        Text(base.blob_id, old, kind, base.pk) if stood else None,
        None if change.kind == Kind.ARCHIVE else Text(text.blob_id, new, kind),
    )


def readings(sides: Iterable[Sides]) -> dict[str, Reading]:
    """What Claude Code makes of the agents among these texts, by blob id; without their prompts."""
    agents = {text.blob_id: text for pair in sides for text in pair if text and text.kind == Document.Kind.AGENT}
    kept = cache.get_many(f"reading:{blob}" for blob in agents)
    found = {key.removeprefix("reading:"): reading for key, reading in kept.items()}
    made = {blob: replace(read(text.source), body="", fields={}) for blob, text in agents.items() if blob not in found}
    cache.set_many({f"reading:{blob}": reading for blob, reading in made.items()}, KEPT_SECONDS)
    return found | made


class Places:
    """Where some texts name agents and files; ``unread`` are those for which there was no time yet."""

    def __init__(self, *, most: int = STEP) -> None:
        self.unread: set[str] = set()
        self._kept: dict[str, Kept] = {}
        self._room, self._most = most, most

    def read(self, texts: Iterable[Text | None], *, heads: Mapping[int, Kept] | None = None) -> Self:
        """Read these too; what is known of ``heads``, by revision, needs no time.  One text is always read."""
        wanted = {_key(text): text for text in texts if text}
        self._kept |= cache.get_many(wanted)
        made: dict[str, Kept] = {}
        for key, text in wanted.items():
            if key in self._kept:
                continue
            if heads and text.revision in heads:
                made[key] = heads[text.revision]
            elif self._room == self._most or len(text.source) <= self._room:
                made[key] = tuple(places.in_text(text.source, kind=text.kind).values())
                self._room -= len(text.source)
            else:
                self.unread.add(text.blob_id)
        cache.set_many(made, KEPT_SECONDS)
        self._kept |= made
        return self

    def title(self, text: Text) -> str:
        return self._kept[_key(text)][0]

    def relations(self, text: Text | None, *, names: Names, at: str, self_id: int | None) -> Relations:
        """Whom and which files ``text``, the document ``at``, names among ``names``."""
        return meant(self._kept[_key(text)], names=names, at=at, self_id=self_id) if text else Relations()


def _key(text: Text) -> str:
    return f"places:{text.kind}:{text.blob_id}"


def meant(kept: Kept, *, names: Names, at: str, self_id: int | None) -> Relations:
    """Ask ``names`` whom and which files what was read of a text means."""
    _, named, files = kept
    asked = {"roster": names.roster, "tree": names.tree, "at": at, "self_id": self_id}
    return relations(places.names(named), places.files(files), **asked)


@dataclass(frozen=True)
class Worlds:
    """Everybody a name can mean as the library stands, and as it will when the proposal is merged."""

    before: Names
    after: Names


class Relating(NamedTuple):
    """What was read of some texts, and whom a name in them can mean before and after."""

    places: Places
    worlds: Worlds

    def both(self, pair: Sides, change: Change, *, was: str) -> tuple[Relations, Relations]:
        """Whom and what both sides of a change name; ``was`` is the path before."""
        places, self_id = self.places, id_of(change)
        return (
            places.relations(pair.before, names=self.worlds.before, at=was, self_id=self_id),
            places.relations(pair.after, names=self.worlds.after, at=change.path, self_id=self_id),
        )

    def label(self, pk: int) -> str | None:
        """The name of an agent, whether it goes, stays or comes."""
        found = self.worlds.after.agents.get(pk) or self.worlds.before.agents.get(pk)
        return found.name if found else None


def worlds(
    desk: "Desk", sides: Mapping[int, Sides], found: Mapping[str, Reading], read: Places | None = None
) -> Worlds:
    """Ask for the team's names; a proposal that has ended changes none of them any more.

    First headings, by which an agent can be called too, are known of the texts in ``read``.
    """
    names = names_of(desk.team)
    if not desk.proposal.is_open:
        return Worlds(names, names)
    rows = {row[0]: row for row in names.rows}
    gone, changed = set(), []
    for change in desk.changes:
        pair = sides.get(change.pk, Sides(None, None))
        if pair.after is None:
            gone.add(change.document_id)
        elif change.kind != Kind.ADD or change.path not in names.ids:
            pk = id_of(change)
            was = rows.get(pk, (pk, change.document_kind, "", change.path, ""))
            changed.append((pk, was[1], _name(change, pair.after, found), _path(change, was[3]), was[4]))
            if read and pair.after.blob_id not in read.unread:
                changed[-1] = (*changed[-1][:4], read.title(pair.after))
    return Worlds(names, names.but(changed, gone=gone))


def id_of(change: Change) -> int:
    """A document's id; one that is not there yet has a number nobody else has."""
    return change.document_id or -change.pk


def _name(change: Change, text: Text, found: Mapping[str, Reading]) -> str:
    if change.document_kind != Document.Kind.AGENT:
        return change.document.name if change.document else stem_of(change.path)
    reading = found.get(text.blob_id)
    stem = change.path.rpartition("/")[2].removesuffix(".md")
    return ((reading.name if reading else "") or stem)[:256]


def _path(change: Change, now: str) -> str:
    """A file that is only edited stays where it is, though somebody moved it meanwhile."""
    return now if change.kind == Kind.EDIT else change.path
