"""Write one YAML value so that every reader gets it back: the client, PyYAML and other tools.

The usual emitters fail here: the client ends the frontmatter at any ``---``, even a quoted
one, and YAML 1.1 and 1.2 disagree about which plain words are text.
"""

import re

import yaml
from yaml.resolver import Resolver

from agents.definition.scalar_types import resolve

_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_NOT_RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]|---")
_BLANK = re.compile("[\t\n\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NOT_PLAIN = re.compile(r"[\s\-?:,\[\]{}#&*!|>'\"%@`]|.*(?:: | #|[:\s]\Z)", re.DOTALL)
_NOT_TEXT_ELSEWHERE = frozenset("yYnN")  # booleans in YAML 1.1, though not to PyYAML
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_RESOLVER = Resolver()


def emit(value: str) -> str:
    """Write ``value`` plain where nobody could misread it, else in double quotes.

    >>> emit("Reviews code"), emit("yes")
    ('Reviews code', '"yes"')
    """
    return value if is_plain(value) else quoted(value)


def quoted(value: str) -> str:
    r"""Write ``value`` in double quotes, on one line and without ``---``.

    ValueError is raised for what no file can hold: NUL and half a surrogate pair.

    >>> quoted("a --- b")
    '"a -\\x2d- b"'
    """
    if _BROKEN.search(value):
        raise ValueError("The text holds a NUL or half a character; remove it.")
    escaped = _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or _hexadecimal(found[0]), value)
    return f'"{escaped.replace("--", chr(45) + chr(92) + "x2d")}"'


def single_quoted(value: str) -> str | None:
    """Write ``value`` in single quotes, or None when it needs escapes."""
    return None if not is_raw(value) or _BLANK.search(value) else "'" + value.replace("'", "''") + "'"


def is_plain(value: str) -> bool:
    """Whether ``value`` without quotes is this very text in YAML 1.1, in 1.2 and to the client."""
    if not value or not is_raw(value) or _BLANK.search(value) or _NOT_PLAIN.match(value):
        return False
    tag = str(_RESOLVER.resolve(yaml.ScalarNode, value, (True, False)))  # type: ignore[no-untyped-call]
    is_text = tag == "tag:yaml.org,2002:str" and isinstance(resolve(value), str)
    return is_text and value not in _NOT_TEXT_ELSEWHERE


def is_raw(value: str) -> bool:
    """Whether every character of ``value`` may stand in the frontmatter as it is."""
    return _NOT_RAW.search(value) is None


def _hexadecimal(char: str) -> str:
    return f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}"
