"""What in a frontmatter the client silently skips, drops or reads otherwise, apart from its values."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from agents.definition.fences import Fenced
from agents.definition.reading import Problem
from agents.definition.schema import FIELDS, KEY_HINTS
from agents.definition.yaml12 import Mark, Parsed
from agents.definition.yaml_guard import YamlInvalid

KNOWN = frozenset(field.name for field in FIELDS)

_BY_LETTERS = {name.lower(): name for name in KNOWN}
_MOST = 30  # of one kind; a file with more has a problem of another size
_CORE_TAGS = frozenset({"!!str", "!!int", "!!float", "!!bool", "!!null", "!!map", "!!seq"})
_COMMENT = re.compile(r"[ \t]#(.*)|^#(.*)")
BREAKS = re.compile("[\x85\u2028\u2029]")
CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


def repaired(error: YamlInvalid, *, first: int) -> Problem:
    """Say that only the client's repair pass makes something of this frontmatter."""
    message = f"Other tools refuse this frontmatter, only Claude Code mends it ({_cause(error)}); quote the value."
    return Problem(first + (error.line or 1) - 1, message, "yaml.repaired", "warning")


def _cause(error: YamlInvalid) -> str:
    return str(error).partition(": ")[2].partition(";")[0] or str(error).partition(";")[0]


def unknown_keys(parsed: Parsed, *, first: int) -> Iterator[Problem]:
    """Keys the client does not apply, with what its author may have meant."""
    for key in [key for key in parsed.value if key not in KNOWN][:_MOST]:
        line = first + parsed.lines.get(key, 1) - 1
        meant = key_meant(key[:60])
        if meant:
            message = f"{key[:60]!r} is not a field and is ignored; did you mean {meant}?"
            yield Problem(line, message, "field.unknown", "warning", about=key, meant=meant)
        else:
            message = f"{key[:60]!r} is not a field of Claude Code and is ignored; keep it only for other tools."
            yield Problem(line, message, "field.unknown", "note", about=key)


@lru_cache(maxsize=1024)
def key_meant(key: str) -> str | None:
    """Guess the field a misspelt key stands for.

    >>> key_meant("max_turns"), key_meant("allowed-tools"), key_meant("version")
    ('maxTurns', 'tools', None)
    """
    if key in KEY_HINTS:
        return KEY_HINTS[key]
    letters = key.lower().replace("-", "").replace("_", "")
    if letters in _BY_LETTERS:
        return _BY_LETTERS[letters]
    close = get_close_matches(letters, _BY_LETTERS, n=1, cutoff=0.8)
    return _BY_LETTERS[close[0]] if close else None


def repeated_keys(parsed: Parsed, *, first: int) -> Iterator[Problem]:
    """Keys written twice: the client takes the last, a reader may see the first."""
    for key, line in parsed.repeated[:_MOST]:
        message = f"{key[:60]!r} stands here for the second time and only the last one counts; remove one."
        yield Problem(first + line - 1, message, "field.repeated", "error", about=key)


def marks(parsed: Parsed, *, first: int) -> Iterator[Problem]:
    """Tags and anchors: YAML takes them out of the value."""
    used = {mark.text[1:] for mark in parsed.marks if mark.kind == "alias"}
    for mark in parsed.marks[:_MOST]:
        if (found := _mark(mark, used)) is not None:
            yield Problem(first + mark.line - 1, *found)


def _mark(mark: Mark, used: set[str]) -> tuple[str, str] | tuple[str, str, str] | None:
    shown = mark.text[:40]
    if mark.kind == "alias":
        message = f"{shown} repeats a value from elsewhere; write the value out for other tools."
        return message, "yaml.alias", "note"
    if mark.kind == "anchor":
        if mark.text[1:] in used:
            return None
        return f"{shown} is read as a YAML anchor and left out; quote the value.", "yaml.anchor", "warning"
    severity = "warning" if mark.text in _CORE_TAGS else "error"
    return f"{shown} is read as a YAML tag and left out; quote the value.", "yaml.tag", severity


def comments(fenced: Fenced, parsed: Parsed) -> Iterator[Problem]:
    """Values that end at a ``#`` their author may have meant as text."""
    if "#" not in fenced.frontmatter:
        return
    raw = fenced.frontmatter.split("\n")
    for key, line in list(parsed.lines.items())[:100]:
        written = raw[line - 1].partition(":")[2].strip(" \t\r")
        value = parsed.value.get(key)
        if written[:1] in ("", '"', "'", "|", ">", "[", "{") or (isinstance(value, str) and "#" in value):
            continue
        found = _COMMENT.search(written)
        if found and (key == "description" or value is None or (found[1] or " ")[0] not in " \t"):
            message = f"The value of {key[:60]} ends at the #, the rest is a comment; quote the value."
            yield Problem(fenced.line + line - 1, message, "value.comment", "warning")


def characters(fenced: Fenced) -> Iterator[Problem]:
    """Characters at which YAML readers part: some see a line end, some refuse the file."""
    text = fenced.frontmatter
    if found := BREAKS.search(text):
        message = f"U+{ord(found[0]):04X} is a line end to some YAML readers and text to others; remove it."
        yield Problem(_line(fenced, found.start()), message, "frontmatter.line_separator", "error", about=found[0])
    if found := CONTROLS.search(text):
        message = f"The control character U+{ord(found[0]):04X} stands in the frontmatter; remove it."
        yield Problem(_line(fenced, found.start()), message, "frontmatter.control", "error", about=found[0])


def _line(fenced: Fenced, position: int) -> int:
    return fenced.line + fenced.frontmatter.count("\n", 0, position)
