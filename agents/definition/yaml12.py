"""Read YAML as the client does: YAML 1.2, the last of two equal keys, tags left out.

libyaml does the parsing, behind ``yaml_guard``; the values are built here, in one pass over
its events, together with the lines a finding has to point to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from agents.definition.scalar_types import as_text, resolve
from agents.definition.yaml_guard import YamlInvalid, disguise, events, refuse_broken


@dataclass(frozen=True, slots=True)
class Mark:
    """A tag or an anchor that the client leaves out of the value it stands before."""

    line: int
    text: str
    kind: str  # "tag", "anchor" or "alias"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A YAML text as a value.  All lines are 1-based within that text."""

    value: Any
    lines: dict[str, int] = field(default_factory=dict)  # of the top-level keys
    item_lines: dict[str, tuple[int, ...]] = field(default_factory=dict)  # of the lists below them
    repeated: tuple[tuple[str, int], ...] = ()
    marks: tuple[Mark, ...] = ()
    plain: bool = False  # nothing but lines of ``key: text``: nothing to remark on but the values


def load(text: str) -> Any:
    """Return the value of ``text``; YamlInvalid says why there is none.

    >>> load("name: yes\\nmaxTurns: 1e3")
    {'name': 'yes', 'maxTurns': 1000.0}
    """
    return parse(text).value


def parse(text: str) -> Parsed:
    """Return the value of ``text`` and where its parts stand."""
    refuse_broken(text)
    text, restore = disguise(text)
    return _Builder(text, restore).parsed()


class _Builder:
    def __init__(self, text: str, restore: dict[int, str]) -> None:
        self.events: Iterator[Any] = events(text)
        self.restore = restore
        self.anchors: dict[str, Any] = {}
        self.marks: list[Mark] = []
        self.lines: dict[str, int] = {}
        self.item_lines: dict[str, tuple[int, ...]] = {}
        self.repeated: list[tuple[str, int]] = []

    def parsed(self) -> Parsed:
        value, documents = None, 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    sentence = "The frontmatter holds two YAML documents; keep one."
                    raise YamlInvalid(sentence, line=_line(event))
                value = self._top()
        return Parsed(value, self.lines, self.item_lines, tuple(self.repeated), tuple(self.marks))

    def _top(self) -> Any:
        event = next(self.events)
        if not isinstance(event, yaml.MappingStartEvent):
            return self._value(event)
        self._note(event)
        return self._mapping(event, top=True)

    def _value(self, event: Any) -> Any:
        self._note(event)
        if isinstance(event, yaml.AliasEvent):
            return self.anchors[str(event.anchor)]
        if isinstance(event, yaml.MappingStartEvent):
            value: Any = self._mapping(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence(event)[0]
        else:
            value = self._scalar(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def _scalar(self, event: Any) -> Any:
        text: str = event.value.translate(self.restore) if self.restore else event.value
        refuse_broken(text, line=_line(event))
        is_text = event.style or event.tag == "tag:yaml.org,2002:str"
        return text if is_text else resolve(text)

    def _sequence(self, event: Any) -> tuple[list[Any], tuple[int, ...]]:
        items, lines = [], []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            lines.append(_line(event))
            items.append(self._value(event))
        return items, tuple(lines)

    def _mapping(self, start: Any, *, top: bool = False) -> dict[str, Any]:
        own: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            line = _line(event)
            key = self._value(event)
            is_merge = key == "<<" and not event.style
            key = as_text(key)
            value = self._entry(key, line) if top else self._value(next(self.events))
            if is_merge and isinstance(value, dict | list):
                _merge(value, into=merged)
                continue
            own[key] = value
        if start.anchor is not None:
            self.anchors[start.anchor] = merged | own
        return merged | own

    def _entry(self, key: str, line: int) -> Any:
        if key in self.lines:
            self.repeated.append((key, line))
        self.lines[key] = line
        self.item_lines.pop(key, None)
        event = next(self.events)
        if not isinstance(event, yaml.SequenceStartEvent):
            return self._value(event)
        self._note(event)
        value, self.item_lines[key] = self._sequence(event)
        if event.anchor is not None:
            self.anchors[event.anchor] = value
        return value

    def _note(self, event: Any) -> None:
        line = _line(event)
        if isinstance(event, yaml.AliasEvent):
            self.marks.append(Mark(line, f"*{event.anchor}", "alias"))
            return
        if event.anchor is not None:
            self.marks.append(Mark(line, f"&{event.anchor}", "anchor"))
        if event.tag is not None:
            self.marks.append(Mark(line, event.tag.replace("tag:yaml.org,2002:", "!!"), "tag"))


def _line(event: Any) -> int:
    line: int = event.start_mark.line
    return line + 1


def _merge(value: Any, *, into: dict[str, Any]) -> None:
    """Add the keys a merge key brings; an earlier mapping wins over a later one."""
    for mapping in value if isinstance(value, list) else [value]:
        if isinstance(mapping, dict):
            for key, inherited in mapping.items():
                into.setdefault(key, inherited)
