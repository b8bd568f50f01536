"""Read a file as other tools do: python-frontmatter, with PyYAML's C loader behind the guard.

Claude Code mends and forgives more than they.  What stands here is what editors, other
assistants and scripts will make of an exported file.
"""

import re
from dataclasses import dataclass
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler

from agents.definition.reading import Problem
from agents.definition.yaml_guard import YamlInvalid, YamlRefused, events, refuse_broken

# A wrongly tagged value makes PyYAML stumble in its own constructors: !!bool x is a KeyError,
# !!timestamp x an AttributeError, 2024-99-99 and 5,000 digits are ValueErrors.
_STUMBLES = (
    yaml.YAMLError,
    ValueError,
    OverflowError,
    RecursionError,
    LookupError,
    AttributeError,
    TypeError,
)
_LONG_NUMBER = re.compile(r"[-+]?[0-9][0-9_:.]{400,}")  # 1:1:1:1… is one number, in quadratic time


@dataclass(frozen=True, slots=True)
class StrictReading:
    """The frontmatter other tools see, or the problem they have with it."""

    metadata: dict[str, Any] | None
    problem: Problem | None = None


def read_strict(text: str) -> StrictReading:
    """Read ``text`` without the client's leniency.

    >>> read_strict("---\\nname: qa\\n---\\n").metadata
    {'name': 'qa'}
    >>> read_strict("---\\ndescription: Use when: asked\\n---\\n").problem.code
    'strict.invalid'
    """
    handler = YAMLHandler()
    skipped = text[: len(text) - len(text.lstrip())].count("\n")
    text = text.strip()
    if not handler.detect(text):
        return _problem(1, "Other tools see no frontmatter; begin the file with a line ---.", "strict.missing")
    try:
        frontmatter, _ = handler.split(text)
    except ValueError:
        message = "Other tools see no end of the frontmatter; close it with a line ---."
        return _problem(1, message, "strict.unclosed")
    first = skipped + text.count("\n", 0, text.find(frontmatter)) + 1
    try:
        _check(frontmatter)
        metadata = handler.load(frontmatter, Loader=yaml.CSafeLoader)
    except YamlInvalid as invalid:
        code = "strict.refused" if isinstance(invalid, YamlRefused) else "strict.invalid"
        return _problem(first + (invalid.line or 1) - 1, f"Other tools cannot read this: {_lower(invalid)}", code)
    except _STUMBLES as error:
        mark = getattr(error, "problem_mark", None)
        return _problem(first + (mark.line if mark else 0), _stumble(error), "strict.invalid")
    if not isinstance(metadata, dict):
        message = "Other tools find no keys in the frontmatter; write name: and description: lines."
        return _problem(first, message, "strict.not_a_mapping")
    return StrictReading(metadata)


def _check(frontmatter: str) -> None:
    for event in events(frontmatter):
        if isinstance(event, yaml.ScalarEvent):
            line = event.start_mark.line + 1 if event.start_mark else None
            refuse_broken(event.value, line=line)
            if _LONG_NUMBER.fullmatch(event.value):
                raise YamlRefused("A number has more than 400 digits; put it in quotes.", line=line)


def _problem(line: int, message: str, code: str) -> StrictReading:
    return StrictReading(None, Problem(line, message, code, "warning"))


def _lower(invalid: YamlInvalid) -> str:
    sentence = str(invalid)
    return sentence[0].lower() + sentence[1:] if sentence[1:2].islower() else sentence


def _stumble(error: Exception) -> str:
    problem = getattr(error, "problem", None) or "a value is not what its form or tag promises"
    return f"Other tools cannot read this: {problem}; put the value in quotes."
