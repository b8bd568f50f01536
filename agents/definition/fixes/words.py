"""Values and tool names close to one the client knows."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from agents.definition.fields import FieldError, read_field
from agents.definition.fixes.fix import Fix, deleting, replacing
from agents.definition.fixes.spot import Spot
from agents.definition.scalar_types import as_text
from agents.definition.schema import field
from agents.definition.source import Entry
from agents.definition.spans import whole_words
from agents.definition.tools import split_entries

_YES, _NO = {"yes", "on", "1", "true", "y"}, {"no", "off", "0", "false", "n"}
_SYNONYMS = {
    "magenta": "pink",
    "violet": "purple",
    "indigo": "purple",
    "teal": "cyan",
    "amber": "orange",
    "gold": "yellow",
    "bypass": "bypassPermissions",
    "accept": "acceptEdits",
}
_LIST_LINE = r"^[ \t]*-[ \t]+[\"']?{}[\"']?[ \t]*(?:#[^\n]*)?\r?\n"


def choose_closest(spot: Spot) -> Iterator[Fix]:
    """Write the allowed value that a wrong one resembles."""
    key = spot.problem.code.partition(".")[0]
    known, value = field(key), _value(spot, key)
    if known is None or value is None:
        return
    if known.kind == "flag":
        letters = as_text(value).strip().lower()
        if letters in _YES | _NO:
            word = "true" if letters in _YES else "false"
            yield from spot.setting(key, letters in _YES, f"Write {word}", changes=key)
    elif known.values and (meant := closest(as_text(value), known.values)):
        yield from spot.setting(key, meant, f"Write {meant}", changes=key)


def closest(written: str, allowed: tuple[str, ...]) -> str | None:
    """The allowed word that ``written`` resembles.

    >>> closest("Sonet", ("opus", "sonnet")), closest("accept-edits", ("plan", "acceptEdits")), closest("x", ("low",))
    ('sonnet', 'acceptEdits', None)
    """
    by_letters = {_letters(word): word for word in allowed}
    letters = _letters(written)[:60]
    if (synonym := _SYNONYMS.get(letters)) in allowed:
        return synonym
    return next((by_letters[close] for close in get_close_matches(letters, by_letters, n=1, cutoff=0.77)), None)


def _letters(word: str) -> str:
    return re.sub(r"[\s_-]", "", word).lower()


def _value(spot: Spot, key: str) -> object:
    try:
        return read_field(spot.source, key)
    except FieldError:
        return None


def list_servers(spot: Spot) -> Iterator[Fix]:
    """Make a map of MCP servers the list that the client wants."""
    if spot.owner is None or not isinstance(_value(spot, "mcpServers"), dict):
        return
    entry, start = spot.owner
    begin = entry.text.find("\n") + 1
    lines = entry.text[begin:].split("\n")
    margin = len(lines[0]) - len(lines[0].lstrip(" "))
    if not begin or not margin:
        return
    new = [_listed(line, margin) for line in lines]
    text = "\n".join(new)
    yield replacing("Make it a list", start + begin, start + len(entry.text), text, changes="mcpServers")


def _listed(line: str, margin: int) -> str:
    if not line.strip():
        return line
    is_server = len(line) - len(line.lstrip(" ")) == margin and line[margin] != "#"
    return line[:margin] + ("- " if is_server else "  ") + line[margin:]


def write_tool(spot: Spot) -> Iterator[Fix]:
    """Write the tool that was meant, or take the name out where that one stands already."""
    meant = spot.problem.meant
    if not meant or spot.owner is None:
        return
    if meant in _listed_names(spot, spot.owner[0]):
        yield from take_out(spot)
    elif found := _place(spot):
        yield replacing(f"Write {meant}", *found, meant, changes=_changes(spot))


def take_out(spot: Spot) -> Iterator[Fix]:
    """Take one name out of a list that holds more."""
    if spot.owner is None or not (found := _place(spot)):
        return
    if len(_listed_names(spot, spot.owner[0])) < 2:
        return
    start, end = _with_separator(spot.text, spot.owner[1] + len(spot.owner[0].head), *found)
    yield deleting(f"Take out {spot.problem.about}", [(start, end)], changes=_changes(spot))


def _place(spot: Spot) -> tuple[int, int] | None:
    if spot.owner is None or not spot.problem.about:
        return None
    entry, start = spot.owner
    first = max(start + len(entry.head), spot.text.rfind("\n", 0, spot.extent[0]) + 1)
    found = whole_words(spot.problem.about).search(spot.text, first, start + len(entry.text))
    return found.span() if found else None


def _with_separator(text: str, first: int, start: int, end: int) -> tuple[int, int]:
    line = text.rfind("\n", 0, start) + 1
    own = re.compile(_LIST_LINE.format(re.escape(text[start:end])), re.MULTILINE).match(text, line)
    if own:
        return own.span()
    quote = text[start - 1] if text[start - 1] in "\"'" and text[end : end + 1] == text[start - 1] else ""
    if quote and re.search(r"[\[,\n]\s*\Z", text[first : start - 1]):
        start, end = start - 1, end + 1
    behind = re.compile(r"[ \t]*,[ \t]*|[ \t]+(?=\S)").match(text, end)
    if behind:
        return start, behind.end()
    before = re.compile(r"[ \t]*,[ \t]*\Z|[ \t]+\Z").search(text[first:start])
    return (first + before.start() if before else start), end


def _listed_names(spot: Spot, entry: Entry) -> list[str]:
    value = _value(spot, entry.key)
    items = value if isinstance(value, list) else [value]
    return [name for item in items if isinstance(item, str) for name in split_entries(item)]


def _changes(spot: Spot) -> str:
    key = spot.owner[0].key if spot.owner else ""
    same = {"tools.renamed", "tools.specifier", "tools.gone", "tools.contradiction"}
    if spot.problem.code in same:
        return ""
    return "disallowed_tools tools" if key == "disallowedTools" else "tools"
