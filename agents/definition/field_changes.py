"""What changed between two frontmatters, field by field, as a page says it.

A field counts as changed when its lines did.  A value that means the same, written another
way, is said to be just that.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agents.definition.invisible import spelled_out
from agents.definition.schema import FIELDS, field
from agents.definition.source import Source
from agents.definition.values import FieldError, is_same, names_in, names_tools, read_field
from agents.definition.words import Spans, changed_words

MOST_FIELDS = 200
LONGEST_SHORT = 60
LONGEST_SHOWN = 4_000
EVERY = "every tool"

_ORDER = [known.name for known in FIELDS]


@dataclass(frozen=True)
class FieldChange:
    """One field: its old and new value as text, None where it is not there; a list's names besides.

    ``old_spans`` and ``new_spans`` mark the changed words of a long value.
    """

    key: str
    label: str
    old: str | None
    new: str | None
    is_list: bool = False
    is_respelled: bool = False
    kept: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    old_spans: Spans = ()
    new_spans: Spans = ()

    @property
    def is_long(self) -> bool:
        """Whether old and new stand better below each other."""
        return bool(self.old_spans or self.new_spans)

    @property
    def is_reordered(self) -> bool:
        """Whether a list holds the same names in another order."""
        is_other = self.is_respelled or self.added or self.removed
        return self.is_list and not is_other and None not in (self.old, self.new)

    @property
    def sign(self) -> str:
        """What happened to the field as a whole: + added, - removed, ~ changed."""
        return "+" if self.old is None else "-" if self.new is None else "~"


def changed_keys(old: Source, new: Source) -> list[str]:
    """The keys whose lines differ, in the order in which authors usually write them."""
    before, after = _written(old), _written(new)
    keys = [key for key in {**after, **before} if before.get(key) != after.get(key)]
    return sorted(keys, key=lambda key: _ORDER.index(key) if key in _ORDER else len(_ORDER))


def field_changes(old: Source, new: Source) -> list[FieldChange]:
    r"""Tell of each changed field what it was and what it is, of MOST_FIELDS at most.

    >>> from agents.definition.source import split
    >>> change = field_changes(split("---\ntools: Read\n---\n"), split("---\ntools: Read, Bash\n---\n"))[0]
    >>> change.kept, change.added
    (('Read',), ('Bash',))
    """
    return [_change(key, old, new) for key in changed_keys(old, new)[:MOST_FIELDS]]


def has_other_changes(old: Source, new: Source) -> bool:
    """Whether the frontmatters differ in what is no field: comments, blank lines, fences, the order of keys."""
    if (old.opening, old.closing) != (new.opening, new.closing):
        return True
    changed = set(changed_keys(old, new))
    return [e for e in old.entries if e.key not in changed] != [e for e in new.entries if e.key not in changed]


def _written(source: Source) -> dict[str, list[str]]:
    """The text of each key; of one that stands there twice, all of them."""
    texts: dict[str, list[str]] = {}
    for entry in source.entries:
        if entry.key:
            texts.setdefault(entry.key, []).append(entry.text)
    return texts


def _change(key: str, old: Source, new: Source) -> FieldChange:
    known = field(key)
    label = known.label if known else spelled_out(key)
    before, after = _value(old, key), _value(new, key)
    if names_tools(key) and all(isinstance(value, str | list | None) for value in (before, after)):
        return _list_change(key, label, before, after)
    texts = _shown(before), _shown(after)
    if None not in texts and is_same(key, before, after):
        return FieldChange(key, label, *texts, is_respelled=True)
    spans = _long_spans(*texts)
    return FieldChange(key, label, *texts, old_spans=spans[0], new_spans=spans[1])


class _Unreadable(str):
    """The lines of an entry whose value is no YAML, shown as they stand."""


def _value(source: Source, key: str) -> Any:
    try:
        return read_field(source, key) if source.entry(key) else None
    except FieldError:
        entry = source.entry(key)
        return _Unreadable(entry.text[len(entry.head) :].strip() if entry else "")


def _list_change(key: str, label: str, before: str | list[Any] | None, after: str | list[Any] | None) -> FieldChange:
    old, new = names_in(before or []), names_in(after or [])
    had, has = set(old), set(new)
    nothing = EVERY if key == "tools" else None
    return FieldChange(
        key,
        label,
        nothing if before is None else ", ".join(old),
        nothing if after is None else ", ".join(new),
        is_list=True,
        is_respelled=old == new and (before is None) == (after is None),
        kept=tuple(_shown_names(name for name in new if name in had)),
        removed=tuple(_shown_names(name for name in old if name not in has)),
        added=tuple(_shown_names(name for name in new if name not in had)),
    )


def _shown_names(names: Iterator[str]) -> list[str]:
    return [spelled_out(name) for name in dict.fromkeys(names)]


def _shown(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = value if isinstance(value, str) else _as_json(value)
    cut = text[:LONGEST_SHOWN] + ("…" if len(text) > LONGEST_SHOWN else "")
    return "\n".join(spelled_out(line) for line in cut.split("\n"))


def _as_json(value: Any) -> str:
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (TypeError, ValueError):
        return str(value)


def _long_spans(old: str | None, new: str | None) -> tuple[Spans, Spans]:
    texts = [text for text in (old, new) if text is not None]
    if all(len(text) <= LONGEST_SHORT and "\n" not in text for text in texts):
        return (), ()
    if old is None or new is None:
        return ((("changed", old),) if old else (), (("changed", new),) if new else ())
    return changed_words(old, new)
