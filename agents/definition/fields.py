"""Read and change one field of the frontmatter, and leave every other character alone.

A change is proved before it is given back.  What does not prove to be right is refused
with a sentence, never written.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from agents.definition.lists import list_spellings
from agents.definition.proof import is_proven, is_proven_entry, is_proven_removal
from agents.definition.schema import FIELDS
from agents.definition.source import Entry, Source, split
from agents.definition.styles import Shape, new_shape, shape_of, text_spellings
from agents.definition.values import (
    FieldError,
    Value,
    is_same,
    is_strict,
    names_in,
    names_tools,
    read_field,
)

__all__ = ["FieldError", "Value", "read_field", "remove_field", "set_entry", "set_field"]

_ORDER = [known.name for known in FIELDS]
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_INDENT = re.compile(r"[ \t]*")


def set_field(source: Source, key: str, value: Value) -> Source:
    """Return ``source`` with ``key`` set to ``value``; every other entry keeps its text.

    The entry keeps its style (quotes, block, kind of list, comment) where that can hold the
    value.  Setting a field to the value it has returns ``source`` itself; a new key goes
    where authors usually put it; a file without frontmatter gets one.  FieldError says why
    a value cannot be written.
    """
    old = source.entry(key)
    if old is not None and _has(source, key, value):
        return source
    _refuse_impossible(source, key, value)
    fenced = source if source.opening else _with_fences(source)
    for text in _spellings(fenced, old, key, value):
        changed = _replaced(fenced, old, Entry(key, text)) if old else _added(fenced, Entry(key, text))
        if is_proven(fenced, changed, key=key, value=value):
            return changed
    sentence = f"“{key}” cannot be changed here without changing what else the file means. Edit it in the source."
    raise FieldError(sentence, line=source.line_of(key))


def set_entry(source: Source, key: str, text: str, value: Any) -> Source:
    """Return ``source`` with ``text``, which gives ``value``, as the entry of ``key``; the rest keeps its text."""
    fenced = source if source.opening else _with_fences(source)
    old, new = source.entry(key), Entry(key, text + source.newline)
    changed = _replaced(fenced, old, new) if old else _added(fenced, new)
    if is_proven_entry(fenced, changed, key=key, value=value):
        return changed
    sentence = f"“{key}” cannot be written here without changing what else the file means. Edit it in the source."
    raise FieldError(sentence, line=source.line_of(key))


def remove_field(source: Source, key: str) -> Source:
    """Return ``source`` without the lines of ``key``, duplicates too; comments around it stay.

    Without such a key ``source`` itself is returned.
    """
    if source.entry(key) is None:
        return source
    kept = tuple(entry for entry in source.entries if entry.key != key)
    shorter = split(str(replace(source, entries=kept)))
    if is_proven_removal(source, shorter, key=key):
        return shorter
    sentence = f"“{key}” cannot be removed here without changing what else the file means. Edit it in the source."
    raise FieldError(sentence, line=source.line_of(key))


def _has(source: Source, key: str, value: Value) -> bool:
    try:
        return is_same(key, read_field(source, key), value)
    except FieldError:
        return False  # an unreadable value is replaced


def _refuse_impossible(source: Source, key: str, value: Value) -> None:
    line = source.line_of(key)
    if not key:
        raise FieldError("A field needs a name. Give it one.", line=line)
    texts = [value] if isinstance(value, str) else value if isinstance(value, list) else []
    if not isinstance(value, str | int | bool | list) or not all(isinstance(text, str) for text in texts):
        raise FieldError(f"“{key}” holds nested values. Edit it in the source.", line=line)
    if any(_BROKEN.search(text) for text in (key, *texts)):
        raise FieldError(f"“{key}” holds a NUL or half a character. Remove it.", line=line)
    if key == "description" and "\\n" in "".join(texts):
        sentence = "Claude Code turns every \\n in a description into a line break, so it cannot be kept as text."
        raise FieldError(f"{sentence} Write it another way.", line=line)
    if source.opening and not any(entry.key for entry in source.entries) and _is_occupied(source):
        sentence = "The frontmatter is written in JSON style or not as “key: value” lines. Edit it in the source."
        raise FieldError(sentence, line=2)
    if source.entries and source.entries[-1].text[-1:] != "\n":
        sentence = "The frontmatter is closed by dashes in the middle of a line. Give --- a line of its own."
        raise FieldError(sentence, line=source.body_line)


def _is_occupied(source: Source) -> bool:
    lines = "".join(entry.text for entry in source.entries).split("\n")
    return any(line.strip() and line.lstrip()[0] != "#" for line in lines)


def _with_fences(source: Source) -> Source:
    newline, bom = source.newline, "\ufeff" * source.body.startswith("\ufeff")
    return Source(f"{bom}---{newline}", (), f"---{newline}", source.body.removeprefix("\ufeff"))


def _spellings(source: Source, old: Entry | None, key: str, value: Value) -> Iterator[str]:
    if old is None:
        shape = new_shape(key, indent=_indent(source), newline=source.newline)
    else:
        shape = shape_of(old, newline=source.newline, is_strict=is_strict(old.text))
    if isinstance(value, bool):
        yield from shape.inline("true" if value else "false")
    elif isinstance(value, int):
        yield from shape.inline(str(value))
    elif isinstance(value, list):
        yield from list_spellings(value, shape, as_text=names_tools(key))
    else:
        yield from _written(key, value, shape)


def _written(key: str, value: str, shape: Shape) -> Iterator[str]:
    """A written list for an entry that is a list stays a list."""
    if names_tools(key) and shape.style in ("flow", "block"):
        yield from list_spellings(names_in(value), shape, as_text=True)
    yield from text_spellings(value, shape)


def _indent(source: Source) -> str:
    first = next((entry.text for entry in source.entries if entry.key), "")
    found = _INDENT.match(first)
    return found[0] if found else ""


def _replaced(source: Source, old: Entry, new: Entry) -> Source:
    return replace(source, entries=tuple(new if entry is old else entry for entry in source.entries))


def _added(source: Source, new: Entry) -> Source:
    at = _place(source, new.key)
    return replace(source, entries=(*source.entries[:at], new, *source.entries[at:]))


def _place(source: Source, key: str) -> int:
    """Behind the nearest field that usually stands before it, or else before the first that follows."""
    keys = [entry.key for entry in source.entries]
    order = _ORDER.index(key) if key in _ORDER else len(_ORDER)
    for neighbour in reversed(_ORDER[:order]) if key in _ORDER else ():
        if neighbour in keys:
            return len(keys) - keys[::-1].index(neighbour)
    followers = [keys.index(name) for name in _ORDER[order + 1 :] if name in keys]
    if followers:
        return _above_comment(source, min(followers))
    return max((number for number, written in enumerate(keys, 1) if written), default=len(keys))


def _above_comment(source: Source, at: int) -> int:
    """The comment right above a key is about that key."""
    above = source.entries[at - 1] if at else None
    is_comment = above is not None and not above.key and above.text.rsplit("\n", 2)[-2].strip()
    return at - 1 if is_comment else at
