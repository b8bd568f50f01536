"""Prove a fix before it is offered: its problem is gone, nothing is worse, and only what it says has changed."""

from collections import Counter
from typing import Any

from agents.definition.client import read
from agents.definition.fixes.fix import EVERYTHING, Fix
from agents.definition.reading import Problem, Reading

_STAGES = (
    ("file.", "text."),
    ("frontmatter.missing",),
    ("frontmatter.",),
    ("yaml.",),
    ("name.missing", "name.not_text"),
    ("description.",),
    ("name.",),
    ("hooks.",),
)


def is_proven(text: str, reading: Reading, problem: Problem, fix: Fix) -> bool:
    """Whether ``fix`` does for ``problem`` what it promises, and nothing else."""
    changed = fix.apply(text)
    if changed == text:
        return False
    after = read(changed)
    if not _is_gone(problem, reading, after):
        return False
    was, now = stage(reading), stage(after)
    if now < was or (now == was and errors(after) - errors(reading)):
        return False
    may_change = fix.may_change
    return may_change == EVERYTHING or not _is_readable(reading) or _changed(reading, after) <= may_change


def stage(reading: Reading) -> int:
    """How far the client gets: a later stage shows problems that an earlier one hid."""
    if reading.reason is None:
        return len(_STAGES)
    code = reading.reason.code
    return next((at for at, codes in enumerate(_STAGES) if code.startswith(codes)), 0)


def errors(reading: Reading) -> Counter[tuple[str, str, str]]:
    """The errors, wherever they stand."""
    return Counter(_identity(found) for found in told(reading) if found.severity == "error")


def told(reading: Reading) -> tuple[Problem, ...]:
    """All that is said about a text, what keeps it from loading first."""
    return (*((reading.reason,) if reading.reason else ()), *reading.problems)


def _is_gone(problem: Problem, before: Reading, after: Reading) -> bool:
    identity = _identity(problem)
    if problem.code.startswith(("frontmatter.", "yaml.")) and problem == before.reason:
        return after.reason is None or after.reason.code.partition(".")[0] != problem.code.partition(".")[0]
    was, now = ([_identity(found) for found in told(reading)].count(identity) for reading in (before, after))
    return now < was


def _identity(problem: Problem) -> tuple[str, str, str]:
    return problem.code, problem.about, problem.message


def _is_readable(reading: Reading) -> bool:
    return reading.reason is None or reading.reason.code.startswith(("name.", "description.", "hooks."))


def _changed(before: Reading, after: Reading) -> set[str]:
    was, now = _values(before), _values(after)
    return {key for key in was.keys() | now.keys() if repr(was.get(key)) != repr(now.get(key))}


def _values(reading: Reading) -> dict[str, Any]:
    return {
        **reading.fields,
        "name": reading.name,
        "description": reading.description,
        "tools": reading.tools,
        "disallowed_tools": reading.disallowed_tools,
        "model": reading.model,
        "color": reading.color,
        "body": reading.body,
    }
