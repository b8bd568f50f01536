"""The frontmatter's values as the client gets them: plain lines quickly, the rest as YAML.

Most files hold nothing but ``key: plain text``.  Those lines mean the same to every YAML
reader, so they are read without one; whatever looks special goes the long way.
"""

import json
import re
from typing import Any

from agents.definition.repair import repair
from agents.definition.scalar_types import resolve
from agents.definition.yaml12 import Parsed, parse
from agents.definition.yaml_guard import YamlInvalid, YamlRefused

_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_PLAIN_START = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+.($/^~<_;=")
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\["\\/bfnrt])*"')
_MOST_LINES = 500
_LONGEST_KEY = 1000  # libyaml gives up on a key of 1,024 characters


def read_entries(frontmatter: str) -> tuple[Parsed, YamlInvalid | None]:
    """Return the values, with what was wrong before the client's repair, if it took one.

    YamlInvalid is raised when the repair does not help either.
    """
    parsed = read_plain(frontmatter)
    if parsed is not None:
        return parsed, None
    try:
        return parse(frontmatter), None
    except YamlRefused:
        raise
    except YamlInvalid as error:
        repaired = repair(frontmatter)
        if repaired == frontmatter:
            raise
        return _parse_repaired(repaired, error), error


def _parse_repaired(repaired: str, error: YamlInvalid) -> Parsed:
    try:
        return parse(repaired)
    except YamlRefused:
        raise
    except YamlInvalid:
        raise error from None  # the author's own line is the one to correct


def read_plain(frontmatter: str) -> Parsed | None:
    """Read lines of ``key: plain text`` exactly as ``parse`` does, or return None."""
    if "\r" in frontmatter:
        frontmatter = frontmatter.replace("\r\n", "\n")
    if frontmatter.count("\n") > _MOST_LINES:
        return None
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    for number, line in enumerate(frontmatter.split("\n"), 1):
        if not line:
            continue
        key, colon, text = line.partition(": ")
        if not colon or key in values or not line.isprintable():
            return None
        if not _PLAIN_KEY.fullmatch(key) or len(key) > _LONGEST_KEY:
            return None
        try:
            values[key] = _plain_value(text.strip(" "))
        except ValueError:
            return None
        lines[key] = number
    return Parsed(values, lines, plain=True) if values else None


def _plain_value(text: str) -> Any:
    start = text[:1]
    if start in _PLAIN_START:
        if ": " in text or " #" in text or text[-1] == ":":
            raise ValueError(text)
        return resolve(text)
    if start == '"' and _JSON_STRING.fullmatch(text):
        return json.loads(text) if "\\" in text else text[1:-1]
    raise ValueError(text)
