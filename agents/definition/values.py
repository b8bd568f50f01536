"""The value of one frontmatter entry, as the client takes it, and when two values are the same."""

import re
from typing import Any

from agents.definition.entries import read_entries
from agents.definition.schema import field
from agents.definition.source import Entry, Source
from agents.definition.tools import split_entries
from agents.definition.yaml12 import parse
from agents.definition.yaml_guard import YamlInvalid

Value = str | list[str] | int | bool

_ESCAPED_NEWLINE = "\\n"
_LONE_CR = re.compile(r"\r(?!\n|\Z)")


class FieldError(ValueError):
    """A field that cannot be read or written as asked; ``line`` is where, in the whole text."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line


def read_field(source: Source, key: str) -> Any:
    """Return the value of ``key`` as the client gets it; None when the key is not there.

    A list field without a value is an empty list, which withholds everything.
    FieldError is raised for a value that is no YAML, even after the client's repair.
    """
    entry = source.entry(key)
    if entry is None:
        return None
    try:
        value = _read(source, entry)
    except YamlInvalid as invalid:
        sentence = f"“{key}” cannot be read. Put its value in double quotes."
        raise FieldError(sentence, line=source.line_of(key)) from invalid
    return as_meant(key, value)


def as_meant(key: str, value: Any) -> Any:
    """Turn a value from YAML into what the client makes of it for ``key``."""
    if key == "description" and isinstance(value, str):
        return value.replace(_ESCAPED_NEWLINE, "\n")
    return [] if value is None and names_tools(key) else value


def is_strict(text: str) -> bool:
    """Whether ``text`` is YAML before the client repairs anything."""
    try:
        parse(text)
    except YamlInvalid:
        return False
    return True


def names_tools(key: str) -> bool:
    """Whether the client takes a comma separated text for a list in this field."""
    known = field(key)
    return known is not None and known.kind in ("tools", "list")


def is_same(key: str, one: Any, other: Any) -> bool:
    """Whether two values of ``key`` mean the same; 1 and true do not, nor None and []."""
    if names_tools(key) and isinstance(one, str | list) and isinstance(other, str | list):
        return one == other or (names_in(one) == names_in(other) and _all_text(one) and _all_text(other))
    return type(one) is type(other) and (one == other or repr(one) == repr(other))


def names_in(value: str | list[Any]) -> list[str]:
    """Cut a written list, or each item of a list, into names as the client does."""
    items = [value] if isinstance(value, str) else value
    return [name for item in items for name in split_entries(str(item))]


def _read(source: Source, entry: Entry) -> Any:
    """An entry is read by itself; only one that is no YAML alone is looked up in the whole."""
    if _LONE_CR.search(entry.text):
        raise YamlInvalid("A lone carriage return parts the entry.")
    try:
        return _own_value(parse(entry.text).value, entry)
    except YamlInvalid:
        pass  # an alias, or something the client repairs
    try:
        return _own_value(parse("".join(part.text for part in source.entries)).value, entry, alone=False)
    except YamlInvalid:
        return _own_value(read_entries(entry.text)[0].value, entry)


def _own_value(mapping: Any, entry: Entry, *, alone: bool = True) -> Any:
    if not isinstance(mapping, dict) or entry.key not in mapping or (alone and len(mapping) != 1):
        raise YamlInvalid("The entry is not one key with one value.")
    return mapping[entry.key]


def _all_text(value: str | list[Any]) -> bool:
    return isinstance(value, str) or all(isinstance(item, str) for item in value)
