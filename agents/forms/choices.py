"""What was chosen for each conflict of a merge, read from a post and kept for the next page.

A place is known by what its three versions hold, so that choices still fit when the typed text
was changed beside them; and what was written for a place that is gone is handed back.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from agents.definition.blob import blob_id
from agents.definition.diff import hunks, lines_of
from agents.definition.invisible import spelled_out
from agents.definition.merge import Conflict, Merged, resolve
from agents.definition.newlines import restore
from agents.definition.words import Spans, rows

OWN = "own"
SIDES = ("ours", "theirs", "base")
MOST = 100  # places on one page; beyond, two texts are simply different
MOST_MARKED = 100  # lines of a place whose changed words are marked
WORK = 10_000  # steps to find them in one version of a place


@dataclass(frozen=True)
class Settled:
    """A stretch of merged text nobody has to decide."""

    text: str

    @property
    def lines(self) -> int:
        return len(lines_of(self.text))


@dataclass(frozen=True)
class Place:
    """A conflict and what was chosen for it: one of SIDES, OWN for ``written``, or "" for nothing yet."""

    id: str
    conflict: Conflict
    chosen: str
    written: str

    @property
    def where(self) -> str:
        return self.conflict.where

    @property
    def outcome(self) -> str:
        return self.written if self.chosen == OWN else getattr(self.conflict, self.chosen)

    @property
    def rows(self) -> int:
        """How high a field for it is."""
        return min(20, max(3, self.written.count("\n") + 2))

    @property
    def sides(self) -> dict[str, list[str]]:
        """The lines of each version as a page can show them; none where the place is not there."""
        texts = {side: getattr(self.conflict, side) for side in SIDES}
        return {side: [spelled_out(line.rstrip("\r\n")) for line in lines_of(text)] for side, text in texts.items()}

    @property
    def marked(self) -> dict[str, list[Spans]]:
        """The same lines as spans: what mine and theirs say otherwise than the text both began with."""
        shown: dict[str, list[Spans]] = {
            side: [(("same", line),) if line else () for line in lines] for side, lines in self.sides.items()
        }
        base = self.conflict.base
        if not base or max(map(len, shown.values())) > MOST_MARKED:
            return shown
        return shown | {side: _marked(base, getattr(self.conflict, side)) or shown[side] for side in SIDES[:2]}

    @property
    def differs_in_line_ends(self) -> bool:
        """Tell whether two versions look the same and are not."""
        texts = {getattr(self.conflict, side) for side in SIDES}
        return len({tuple(lines) for lines in self.sides.values()}) < len(texts)


def _marked(base: str, text: str) -> list[Spans]:
    """The lines of ``text`` with what is new marked; a line with nothing in common with an old one is left plain."""
    lines = [line for hunk in hunks(base, text, context=MOST_MARKED) for line in hunk.lines]
    found = [row for row in rows(lines, budget=WORK) if row.new]
    return [_plain(row.new_spans) if row.old and len(row.new_spans) == 1 else row.new_spans for row in found]


def _plain(spans: Spans) -> Spans:
    return tuple(("same", text) for _, text in spans)


@dataclass(frozen=True)
class Choices:
    """A merge with what was chosen.  ``left`` are texts written for places that are no longer in conflict."""

    pieces: tuple[Settled | Place, ...]
    merged: Merged
    left: tuple[str, ...] = ()
    is_new_left: bool = False

    @property
    def places(self) -> list[Place]:
        return [piece for piece in self.pieces if isinstance(piece, Place)]

    @property
    def open(self) -> list[Place]:
        """The places nothing was chosen for."""
        return [place for place in self.places if not place.chosen]

    @property
    def are_too_many(self) -> bool:
        return len(self.places) > MOST

    @property
    def text(self) -> str | None:
        """The whole text; None while a place is open, or a text that was written would be lost unseen."""
        if self.open or self.is_new_left:
            return None
        return resolve(self.merged, [place.outcome for place in self.places])


def read(merged: Merged, post: Mapping[str, Any], *, text: str) -> Choices:
    """Read the choices for ``merged``, in which ``text`` was ours."""
    pieces, seen = [], Counter()
    for piece in merged.pieces:
        pieces.append(_place(piece, post, seen, text) if isinstance(piece, Conflict) else Settled(piece))
    known = {f"choice-{piece.id}" for piece in pieces if isinstance(piece, Place)}
    gone = [key.removeprefix("choice-") for key in post if key.startswith("choice-") and key not in known]
    written = [_kept(post.get(f"text-{id}", ""), text) for id in gone if post.get(f"choice-{id}") == OWN]
    strays = [stray for stray in written if stray.strip() and stray.strip() not in text]
    carried = [_kept(left, text) for left in _all(post, "left")]
    left = tuple(dict.fromkeys([*strays, *[words for words in carried if words.strip()]]))
    return Choices(tuple(pieces), merged, left, bool(strays))


def _place(conflict: Conflict, post: Mapping[str, Any], seen: Counter, text: str) -> Place:
    mark = blob_id("\0".join([conflict.key, conflict.base, conflict.ours, conflict.theirs]))[:12]
    seen[mark] += 1
    place = Place(f"{mark}-{seen[mark]}", conflict, "", conflict.ours)
    chosen, written = post.get(f"choice-{place.id}", ""), post.get(f"text-{place.id}")
    if written is not None:
        place = replace(place, written=_restored(written, conflict, text))
    return replace(place, chosen=chosen) if chosen in (*SIDES, OWN) else place


def _restored(posted: str, conflict: Conflict, text: str) -> str:
    """Give a text written by hand the line ends of its place, its last line too."""
    versions = [conflict.ours, conflict.theirs, conflict.base]
    usual = "\r\n" if "\r\n" in text else "\n"
    written = restore(posted, next((version for version in versions if "\n" in version), usual))
    if not written or written.endswith("\n") or not next(filter(None, versions), "").endswith("\n"):
        return written
    return written + ("\r\n" if "\r\n" in "".join(versions) else "\n")


def _kept(posted: str, text: str) -> str:
    return restore(posted, "x\r\n" if "\r\n" in text else "x\n")


def _all(post: Mapping[str, Any], name: str) -> list[str]:
    return post.getlist(name) if hasattr(post, "getlist") else []
