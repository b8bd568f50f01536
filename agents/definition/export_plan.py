"""Decide what an export to a folder would do: two manifests in, one step per file out.

Nothing is read or written here.  A file that is there and is not ours is never a file to update.
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

Manifest = Mapping[str, str]  # path within .claude → blob id


class Verb(StrEnum):
    """What would happen to one file."""

    ADD = "add"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    DIFFERS = "differs"
    BLOCKED = "blocked"


@dataclass(frozen=True)
class Step:
    """One file: ``ours`` is what we hold, ``there`` what stands in the folder (None: nothing)."""

    path: str
    verb: Verb
    ours: str
    there: str | None = None
    reason: str = ""


def plan_export(
    ours: Manifest,
    there: Manifest,
    *,
    held: Collection[tuple[str, str]] = frozenset(),
    blocked: Mapping[str, str] | None = None,
) -> list[Step]:
    """Compare what we hold with what is there.

    ``held`` names the (path, blob id) pairs that are or were a text of ours: such a file was
    written by us and may be updated; any other differs and belongs to somebody else.
    ``blocked`` gives, for files that cannot be read, the sentence that says why.
    """
    reasons = blocked or {}
    return [
        Step(path, Verb.BLOCKED, ours[path], reason=reasons[path])
        if path in reasons
        else Step(path, _verb(path, ours[path], there.get(path), held), ours[path], there.get(path))
        for path in sorted(ours)
    ]


def _verb(path: str, ours: str, there: str | None, held: Collection[tuple[str, str]]) -> Verb:
    if there is None:
        return Verb.ADD
    if there == ours:
        return Verb.UNCHANGED
    return Verb.UPDATE if (path, there) in held else Verb.DIFFERS


def to_write(steps: Iterable[Step], *, overwrite: Collection[str] = frozenset()) -> list[Step]:
    """The steps that write a file: adds, updates, and those that differ and are in ``overwrite``."""
    return [
        step
        for step in steps
        if step.verb in (Verb.ADD, Verb.UPDATE) or (step.verb == Verb.DIFFERS and step.path in overwrite)
    ]


def fingerprint(steps: Iterable[Step]) -> str:
    """Name a plan, so that the one that is carried out can be held against the one that was shown."""
    lines = (f"{step.verb} {step.ours} {step.there} {step.path}\n" for step in steps)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
