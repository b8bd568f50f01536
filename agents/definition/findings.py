"""The problems of a text with their exact place and, where nobody has to decide anything, their fix."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from agents.definition.client import SIZE_LIMIT, read
from agents.definition.fixes.fix import Fix
from agents.definition.fixes.offers import offer
from agents.definition.reading import Problem, Reading
from agents.definition.source import split
from agents.definition.spans import Span, locate

MOST_OFFERS = 40  # fixes of one text that are proved
MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem, where it stands, and what would mend it.  ``key`` names it among those of its text."""

    problem: Problem
    span: Span
    fix: Fix | None
    key: str


def find(text: str, reading: Reading, *, stem: str = "") -> list[Finding]:
    """What ``reading`` tells of ``text``, the reason why it does not load first, then by line."""
    source, found, offered = split(text), [], 0
    for key, problem in _named(reading):
        fix = offer(text, reading, problem, stem=stem) if offered < MOST_OFFERS and _is_small(text) else None
        offered += fix is not None
        found.append(Finding(problem, locate(text, source, problem), fix, key))
    return found


def mend(text: str, key: str, *, stem: str = "") -> tuple[str, Fix] | None:
    """Apply the fix of the finding ``key``; None when it has none, or is no longer there."""
    if not _is_small(text):
        return None
    reading = read(text)
    problem = dict(_named(reading)).get(key)
    fix = offer(text, reading, problem, stem=stem) if problem else None
    return (fix.apply(text), fix) if fix else None


def mend_all(text: str, *, stem: str = "") -> tuple[str, list[Fix]]:
    """Apply fix after fix until no error and no warning has one left; notes, which only tell of customs, stay."""
    used: list[Fix] = []
    while len(used) < MOST_STEPS and _is_small(text):
        reading = read(text)
        serious = (problem for _, problem in _named(reading) if problem.severity != "note")
        fix = next((fix for problem in serious if (fix := offer(text, reading, problem, stem=stem))), None)
        if fix is None:
            break
        text = fix.apply(text)
        used.append(fix)
    return text, used


def _named(reading: Reading) -> Iterator[tuple[str, Problem]]:
    others = sorted(reading.problems, key=lambda problem: problem.line)
    seen: Counter[str] = Counter()
    for problem in [*([reading.reason] if reading.reason else []), *others]:
        name = f"{problem.code}-{problem.line}".replace(".", "-")
        seen[name] += 1
        yield (f"{name}-{seen[name]}" if seen[name] > 1 else name), problem


def _is_small(text: str) -> bool:
    return len(text) <= SIZE_LIMIT
