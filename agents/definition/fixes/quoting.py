"""Values that YAML takes apart, put in quotes so that every reader gets them whole."""

import re
from collections.abc import Iterator

from agents.definition.fields import FieldError, read_field
from agents.definition.fixes.fix import Edit, Fix, replacing
from agents.definition.fixes.spot import Spot, named
from agents.definition.repair import repair_line
from agents.definition.scalars import emit, quoted
from agents.definition.schema import FIELDS, field
from agents.definition.tools import split_entries
from agents.definition.yaml12 import parse
from agents.definition.yaml_guard import YamlInvalid, YamlRefused

_KNOWN_KEY = re.compile(rf"^(?:{'|'.join(known.name for known in FIELDS)}):(?=[ \t\r\n]|\Z)", re.MULTILINE)
_ANY_KEY = re.compile(r"^[A-Za-z_][\w-]*:(?=[ \t\r\n]|\Z)", re.MULTILINE)
_LEADING_TABS = re.compile(r"^[ ]*\t[ \t]*", re.MULTILINE)
_FLOW = re.compile("[\\[\\]\"']|^[ \t]*-[ \t]", re.MULTILINE)
_MOST = 40  # lines one fix puts in quotes
_CLOSED = re.compile(r"\A(?P<mark>[\"'])(?P<text>.*)(?P=mark)\Z", re.DOTALL)


def quote_value(spot: Spot) -> Iterator[Fix]:
    """Put in quotes, as it is written, a value of one line from which YAML takes something away."""
    if spot.owner is None:
        return
    entry, start = spot.owner
    value = entry.text[len(entry.head) :].strip(" \t\r\n")
    if not value or "\n" in value or value[0] in "\"'|>[{":
        return
    at = start + entry.text.index(value, len(entry.head))
    changes = "" if entry.key == "disallowedTools" else entry.key
    yield replacing(f"Quote the {named(entry.key)}", at, at + len(value), quoted(value), changes=changes)


def quote_as_the_client(spot: Spot) -> Iterator[Fix]:
    """Write out the client's own repair, for the lines that other readers stumble over and no others."""
    start, end = spot.frontmatter
    lines = spot.text[start:end].split("\n")
    touched: dict[int, str] = {}
    while len(touched) < _MOST and (stumbled := _stumble(lines)) is not None:
        near = range(min(stumbled, len(lines)) - 1, -1, -1)
        at = next((at for at in near if _repaired(lines[at]) != lines[at]), None)
        if at is None:
            return
        touched[at], lines[at] = lines[at], _repaired(lines[at])
    if touched:
        yield _of_lines(spot, start, touched, lines)


def _repaired(line: str) -> str:
    end = "\r" * line.endswith("\r")
    return repair_line(line.removesuffix("\r")) + end


def _stumble(lines: list[str]) -> int | None:
    try:
        parse("\n".join(lines))
    except YamlRefused:
        return 0
    except YamlInvalid as invalid:
        return invalid.line or 1
    return None


def _of_lines(spot: Spot, start: int, old: dict[int, str], lines: list[str]) -> Fix:
    edits, at = [], start
    for number, line in enumerate(lines):
        was = old.get(number, line)
        if number in old:
            edits.append(Edit(at, at + len(was.rstrip("\r")), line.rstrip("\r")))
        at += len(was) + 1
    keys = [lines[number].partition(":")[0].strip() for number in sorted(old)]
    return Fix(_label(keys), tuple(edits))


def _label(keys: list[str]) -> str:
    return f"Quote the {named(keys[0])}" if len(keys) == 1 else f"Quote {len(keys)} values"


def spaces_for_tabs(spot: Spot) -> Iterator[Fix]:
    """YAML allows no tabs where a line begins."""
    start, end = spot.frontmatter
    found = list(_LEADING_TABS.finditer(spot.text, start, end))
    edits = tuple(Edit(tabs.start(), tabs.end(), tabs[0].replace("\t", "  ")) for tabs in found)
    if edits:
        yield Fix("Indent with spaces", edits)


def rewrite_values(spot: Spot) -> Iterator[Fix]:
    """Write anew, in quotes, each value that is no YAML by itself; what follows it up to the next key is its own."""
    start, end = spot.frontmatter
    for key in (_KNOWN_KEY, _ANY_KEY):
        written = [(found.start(), found.group()[:-1]) for found in key.finditer(spot.text, start, end)]
        ends = [*[at for at, _ in written], end][1:]
        edits, keys = [], []
        for (at, name), stop in zip(written, ends, strict=True):
            if (edit := _rewritten(spot.text, at, stop, name)) is not None:
                edits.append(edit)
                keys.append(name)
        if edits:
            yield Fix(_label(keys), tuple(edits))


def _rewritten(text: str, start: int, end: int, key: str) -> Edit | None:
    known = field(key)
    written = text[start:end].rstrip(" \t\r\n")
    if (known and known.kind == "nested") or _is_yaml(written):
        return None
    raw = written[len(key) + 1 :].strip(" \t\r\n")
    if known and known.kind in ("tools", "list"):
        names = split_entries(_FLOW.sub(" ", raw).replace("\n", " "))
        return Edit(start, start + len(written), f"{key}: {emit(', '.join(names))}")
    return Edit(start, start + len(written), f"{key}: {quoted(_meant(raw))}")


def _is_yaml(text: str) -> bool:
    try:
        return isinstance(parse(text).value, dict)
    except YamlInvalid:
        return False


def _meant(raw: str) -> str:
    """The words of a value that is written wrongly: without its quotes, lines joined as they were meant."""
    if closed := _CLOSED.match(raw):
        raw = closed["text"].replace('\\"', '"') if closed["mark"] == '"' else closed["text"].replace("''", "'")
    elif raw[:1] in ('"', "'"):
        raw = raw[1:]
    first, *lines = raw.replace("\r\n", "\n").split("\n")
    is_folded = all(line[:1] in (" ", "\t") for line in lines)
    return (" " if is_folded else "\n").join([first.rstrip(), *[line.strip(" \t") for line in lines]])


def write_without_fence(spot: Spot) -> Iterator[Fix]:
    """A value that holds ``---`` in quotes, with its dashes written in a way that ends nothing."""
    if spot.owner is None:
        return
    entry, start = spot.owner
    try:
        value = read_field(spot.source, entry.key)
    except FieldError:
        return
    if not isinstance(value, str) or "---" not in entry.text:
        return
    end = "\r\n" if entry.text.endswith("\r\n") else "\n" * entry.text.endswith("\n")
    text = f"{entry.head} {quoted(value)}{end}"
    yield replacing(f"Quote the {named(entry.key)}", start, start + len(entry.text), text, changes="*")
