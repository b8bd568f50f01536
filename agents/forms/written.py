"""Frontmatter values as the text a form field holds, and back.

``shown`` and ``meant`` part the page from YAML: an unchanged field always posts what was
shown, so whatever differs is an edit.
"""

from typing import Any

from agents.definition.fields import FieldError, Value
from agents.definition.schema import Field
from agents.definition.tools import split_entries

EVERY_TOOL = ""
NO_TOOL = "*none"
LISTS = ("tools", "list")


def shown(field: Field, value: Any) -> str | None:
    """Return the text of ``value`` for its field; None when only the source can show it.

    >>> from agents.definition.schema import field
    >>> shown(field("tools"), ["Read", "Grep"]), shown(field("maxTurns"), 5)
    ('Read, Grep', '5')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.kind in LISTS:
        return _shown_list(field, value)
    if not isinstance(value, str | int | float):
        return None
    text = plain_newlines(str(value))
    if field.kind == "long text":
        return text.removesuffix("\n")  # a block scalar's last line end is not the author's
    return None if "\n" in text else text


def _shown_list(field: Field, value: Any) -> str | None:
    if not isinstance(value, str | list):
        return None
    items = [value] if isinstance(value, str) else value
    if not all(isinstance(item, str) and "\n" not in item.strip() for item in items):
        return None
    names = [name for item in items for name in split_entries(item)]
    if not names:
        return NO_TOOL if field.kind == "tools" else ""
    return ", ".join(names)


def plain_newlines(text: str) -> str:
    """Browsers post every line end as CRLF; a field's text has LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def meant(field: Field, text: str) -> Value | None:
    """Return the value a field's text stands for; None when the field is to be removed.

    FieldError says what the field would take instead.
    """
    if not text.strip():
        return None
    if field.kind in LISTS:
        return [] if text == NO_TOOL else split_entries(text)
    if field.kind == "integer":
        return _integer(field, text.strip())
    if field.kind == "flag":
        return _flag(field, text)
    if field.kind == "choice" and text not in field.values:
        raise FieldError(f"{field.label} takes one of {', '.join(field.values)}. Choose one.")
    return text


def _integer(field: Field, text: str) -> int:
    least = field.minimum or 0
    if not (text.isascii() and text.isdecimal() and len(text) < 12) or int(text) < least:
        raise FieldError(f"{field.label} takes a whole number of at least {least:,}. Correct it or empty the field.")
    return int(text)


def _flag(field: Field, text: str) -> bool:
    if text not in ("true", "false"):
        raise FieldError(f"{field.label} takes yes or no. Choose one.")
    return text == "true"
