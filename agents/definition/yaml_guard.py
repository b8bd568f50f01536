"""Stand between a stranger's YAML and everything that would build it.

A few hundred bytes of chained merge keys keep a YAML loader busy for ever, and thirty
kilobytes of ``[`` end the process.  ``events`` streams what libyaml's parser sees and stops
at the first event beyond a limit, so nothing large is ever built or descended into.
Long values cost nothing here: the limits count nodes, not bytes.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

MAX_DEPTH = 20
MAX_NODES = 10_000  # counted with every alias expanded

# What YAML 1.1 forbids, or takes for a line break, though the client reads it as text.
_FOREIGN = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_BROKEN = re.compile("[\x00\ud800-\udfff]")
_STAND_INS = range(0xF0000, 0x10FF00, 0x100)


class YamlInvalid(ValueError):
    """YAML that cannot be read.  ``line`` is 1-based within the YAML, when known."""

    def __init__(self, sentence: str, *, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line


class YamlRefused(YamlInvalid):
    """YAML that could be read by somebody, but is not worth the risk."""


def check(text: str) -> None:
    """Raise YamlRefused when ``text`` is unsafe to build, YamlInvalid when it is not YAML.

    >>> check("name: qa")
    >>> check("[" * 30_000)
    Traceback (most recent call last):
    agents.definition.yaml_guard.YamlRefused: Values are nested more than 20 deep; flatten them.
    """
    for _ in events(text):
        pass


def events(text: str) -> Iterator[Any]:
    """Yield libyaml's events for ``text`` while it stays within the limits."""
    refuse_broken(text)
    seen = _Census()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            seen.count(event)
            yield event
    except yaml.YAMLError as error:
        raise YamlInvalid(_sentence(error), line=_line(error)) from error


def refuse_broken(text: str, *, line: int | None = None) -> None:
    """Refuse a NUL and half a surrogate pair: neither can be stored or exported."""
    if found := _BROKEN.search(text):
        at = line or text.count("\n", 0, found.start()) + 1
        what = "A NUL character" if found[0] == "\0" else "Half a surrogate pair"
        raise YamlRefused(f"{what} stands in the frontmatter; remove it.", line=at)


def disguise(text: str) -> tuple[str, dict[int, str]]:
    """Swap characters only libyaml objects to for stand-ins; the table turns them back."""
    if text.isascii() and text.isprintable():
        return text, {}
    foreign = sorted(set(_FOREIGN.findall(text)))
    if not foreign:
        return text, {}
    taken = set(text)
    base = next(base for base in _STAND_INS if taken.isdisjoint(map(chr, range(base, base + 0x100))))
    swap = {ord(char): chr(base + number) for number, char in enumerate(foreign)}
    return text.translate(swap), {ord(stand_in): chr(char) for char, stand_in in swap.items()}


class _Census:
    """Count nodes, depth and what aliases stand for, one event at a time."""

    def __init__(self) -> None:
        self.nodes = 0
        self.open: list[tuple[str | None, int]] = []
        self.weights: dict[str, int] = {}

    def count(self, event: Any) -> None:
        if isinstance(event, yaml.ScalarEvent):
            self.nodes += 1
            if event.anchor is not None:
                self.weights[event.anchor] = 1
        elif isinstance(event, yaml.CollectionStartEvent):
            self._enter(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = self.open.pop()
            if anchor is not None:
                self.weights[anchor] = self.nodes - before
        elif isinstance(event, yaml.AliasEvent):
            self._expand(event)
        if self.nodes > MAX_NODES:
            sentence = f"The frontmatter holds more than {MAX_NODES:,} values; move them into the body."
            raise YamlRefused(sentence, line=event.start_mark.line + 1)

    def _enter(self, event: Any) -> None:
        self.open.append((event.anchor, self.nodes))
        self.nodes += 1
        if len(self.open) > MAX_DEPTH:
            sentence = f"Values are nested more than {MAX_DEPTH} deep; flatten them."
            raise YamlRefused(sentence, line=event.start_mark.line + 1)

    def _expand(self, event: Any) -> None:
        name, line = event.anchor, event.start_mark.line + 1
        if any(anchor == name for anchor, _ in self.open):
            raise YamlRefused(f"The alias *{name} contains itself; write the value out.", line=line)
        if name not in self.weights:
            raise YamlInvalid(f"The alias *{name} is used but never defined; quote the value.", line=line)
        self.nodes += self.weights[name]


def _line(error: yaml.YAMLError) -> int | None:
    """Where the thing begins that went wrong: an open quote shows its harm only lines below."""
    context = getattr(error, "context", None) or ""
    marks = [getattr(error, "problem_mark", None), getattr(error, "context_mark", None)]
    if context.startswith(("while scanning", "while parsing a flow")):
        marks.reverse()
    mark = marks[0] or marks[1]
    return mark.line + 1 if mark is not None else None


def _sentence(error: yaml.YAMLError) -> str:
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be parsed"
    return f"The frontmatter is not valid YAML: {problem}; quote the value."
