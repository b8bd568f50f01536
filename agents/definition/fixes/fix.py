"""A fix: what it is called, and the few characters it changes."""

from __future__ import annotations

from dataclasses import dataclass, field

EVERYTHING = frozenset({"*"})


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``text`` in place of the characters from ``start`` to ``end``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """``edits`` stand in order and do not overlap.  ``may_change`` names what of the reading becomes another."""

    label: str
    edits: tuple[Edit, ...]
    may_change: frozenset[str] = field(default_factory=frozenset)

    def apply(self, text: str) -> str:
        r"""Return ``text`` with the edits.

        >>> Fix("Quote it", (Edit(3, 4, '"a"'),)).apply("x: a\n")
        'x: "a"\n'
        """
        parts, at = [], 0
        for edit in self.edits:
            parts += [text[at : edit.start], edit.text]
            at = edit.end
        return "".join([*parts, text[at:]])


def replacing(label: str, start: int, end: int, text: str, *, changes: str = "") -> Fix:
    """A fix of one edit; ``changes`` are the fields it gives another meaning, parted by blanks."""
    return Fix(label, (Edit(start, end, text),), frozenset(changes.split()))


def turning(label: str, old: str, new: str, *, changes: str = "") -> Fix:
    """The smallest single edit that turns ``old`` into ``new``."""
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    return replacing(label, head, len(old) - tail, new[head : len(new) - tail], changes=changes)


def deleting(label: str, places: list[tuple[int, int]], *, put: str = "", changes: str = "") -> Fix:
    """A fix that puts ``put`` in several places."""
    edits = tuple(Edit(start, end, put) for start, end in places)
    return Fix(label, edits, frozenset(changes.split()))
