"""What a plain YAML scalar means to the client: the core schema of YAML 1.2.

``yes``, dates and ``12:30`` are text here, ``1e3`` and ``0o17`` are numbers: in all of
these YAML 1.1, and so PyYAML, reads something else.
"""

import re
from typing import Any

_WORDS: dict[str, Any] = dict.fromkeys(("", "~", "null", "Null", "NULL"))
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True)
_WORDS |= dict.fromkeys(("false", "False", "FALSE"), False)
_WORDS |= dict.fromkeys((".nan", ".NaN", ".NAN"), float("nan"))
_WORDS |= {sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")}

_DECIMAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_BASED = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_EXACT_DIGITS = 15  # the client's numbers are doubles, and Python will not read 5,000 digits


def resolve(text: str) -> Any:
    """Return the value of a plain scalar.

    >>> resolve("yes"), resolve("1e3"), resolve("2026-11-22"), resolve("~")
    ('yes', 1000.0, '2026-11-22', None)
    """
    if text in _WORDS:
        return _WORDS[text]
    if text[0] not in "+-.0123456789":
        return text
    if _DECIMAL.fullmatch(text):
        whole = len(text) <= _EXACT_DIGITS and text.lstrip("+-").isdecimal()
        return int(text) if whole else float(text)
    if _BASED.fullmatch(text):
        return int(text, 0) if len(text) <= _EXACT_DIGITS else float("inf")
    return text


def as_text(value: Any) -> str:
    """Write a value as the client's JavaScript would: the name of a key, or part of a message."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, list):
        return ",".join("" if item is None else as_text(item) for item in value)
    return "[object Object]" if isinstance(value, dict) else str(value)


def _number(value: float) -> str:
    if value != value:
        return "NaN"
    if value in (float("inf"), float("-inf")):
        return "Infinity" if value > 0 else "-Infinity"
    return str(int(value)) if value.is_integer() and abs(value) < 1e21 else repr(value)
