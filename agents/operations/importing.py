"""Bring files into a team's library, many at once.

The same import can be run again at any time: what came in already is unchanged.
"""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import IntegrityError

from agents.definition.collection import Incoming
from agents.models import Team, User
from agents.operations import arrivals
from agents.operations.errors import EditConflict
from agents.operations.import_plans import Outcome, Planned, plan_import, replan

__all__ = ["Imported", "import_files", "import_plan", "plan_import"]

CHUNK = 1_000  # documents a transaction, so that other writers wait little


class Imported(NamedTuple):
    """What an import did: the files as planned, and those of them that came in."""

    plan: list[Planned]
    created: list[str]
    changed: list[str]


def import_files(
    team: Team, files: Iterable[Incoming], *, by: User, origin: str, overwrite: frozenset[str] = frozenset()
) -> Imported:
    """Bring in what is new or changed; return the plan and what came in.

    Each chunk of at most CHUNK documents comes in whole or not at all, searchable at its commit.
    What was edited here stays, unless its path is in ``overwrite``: then the file becomes a new
    revision, and the edit stays in the history.
    """
    return import_plan(team, plan_import(team, files), by=by, origin=origin, overwrite=overwrite)


def import_plan(team: Team, plan: list[Planned], *, by: User, origin: str, overwrite: frozenset[str]) -> Imported:
    """Carry out what ``plan_import`` returned."""
    wanted = [one for one in plan if _is_wanted(one, overwrite)]
    created: list[str] = []
    changed: list[str] = []
    for at in range(0, len(wanted), CHUNK):
        chunk = _write(team, wanted[at : at + CHUNK], by=by, origin=origin, overwrite=overwrite)
        created += [one.path for one in chunk if one.head is None]
        changed += [one.path for one in chunk if one.head is not None]
    return Imported(plan, created, changed)


def _is_wanted(one: Planned, overwrite: frozenset[str]) -> bool:
    if one.outcome == Outcome.EDITED_HERE:
        return one.path in overwrite
    return one.outcome in (Outcome.NEW, Outcome.CHANGED)


def _write(team: Team, chunk: list[Planned], *, by: User, origin: str, overwrite: frozenset[str]) -> list[Planned]:
    """Write one chunk; when somebody wrote to the same paths meanwhile, look again and try once more."""
    try:
        arrivals.write(team, _arrivals(chunk), by=by, origin=origin)
    except (IntegrityError, EditConflict):
        chunk = [one for one in replan(team, [one.taken for one in chunk]) if _is_wanted(one, overwrite)]
        arrivals.write(team, _arrivals(chunk), by=by, origin=origin)
    return chunk


def _arrivals(chunk: list[Planned]) -> list[arrivals.Arrival]:
    return [
        arrivals.Arrival(*one.taken, *((one.head.document_id, one.head.revision_id) if one.head else (None, None)))
        for one in chunk
    ]
