"""Prove an edit before anybody sees it: the new text is cut and read again by every rule we know."""

from typing import Any

import yaml

from agents.definition.entries import read_entries
from agents.definition.source import Entry, Source, split
from agents.definition.values import FieldError, as_meant, is_same, read_field
from agents.definition.yaml_guard import YamlInvalid, check


def is_proven(before: Source, after: Source, *, key: str, value: Any) -> bool:
    """Whether ``after`` holds ``value`` under ``key`` to every reader, and all else means what it meant."""
    entry = after.entry(key)
    if entry is None or "---" in entry.text or split(str(after)) != after:
        return False
    if not _reads_back(after, entry, value):
        return False
    (was, was_strict), (now, now_strict) = _values(before), _values(after)
    if now is not None and not is_same(key, as_meant(key, now.get(key)), value):
        return False
    if was is None or not was_strict:
        return True
    return now is not None and now_strict and _others(was, key) == _others(now, key)


def is_proven_entry(before: Source, after: Source, *, key: str, value: Any) -> bool:
    """Whether ``after`` holds the written entry of ``key`` with ``value``, and all else means what it meant."""
    if split(str(after)) != after:
        return False
    (was, was_strict), (now, now_strict) = _values(before), _values(after)
    if now is None or repr(now.get(key)) != repr(value):
        return False
    return was is None or not was_strict or (now_strict and _others(was, key) == _others(now, key))


def is_proven_removal(before: Source, after: Source, *, key: str) -> bool:
    """Whether ``after`` has lost ``key`` and nothing else."""
    kept = [entry for entry in before.entries if entry.key not in ("", key)]
    if kept != [entry for entry in after.entries if entry.key] or after.body != before.body:
        return False
    (was, was_strict), (now, _) = _values(before), _values(after)
    return was is None or not was_strict or _others(was, key) == _others(now or {}, key)


def _reads_back(source: Source, entry: Entry, value: Any) -> bool:
    try:
        check(entry.text)
        elsewhere = yaml.load(entry.text, Loader=yaml.CSafeLoader)
        own = read_field(source, entry.key)
        return is_same(entry.key, own, value) and is_same(entry.key, elsewhere[entry.key], value)
    except (FieldError, YamlInvalid, yaml.YAMLError, LookupError, TypeError, ValueError):
        return False


def _values(source: Source) -> tuple[dict[str, Any] | None, bool]:
    """The frontmatter as the client reads it, and whether it needed no repair for that."""
    try:
        parsed, error = read_entries("".join(entry.text for entry in source.entries))
    except YamlInvalid:
        return None, False
    return (parsed.value if isinstance(parsed.value, dict) else None), error is None


def _others(values: dict[str, Any], key: str) -> dict[str, str]:
    return {other: repr(value) for other, value in values.items() if other != key}
