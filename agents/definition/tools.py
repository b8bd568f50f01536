"""Which tools a list grants: the client drops unknown names and restrictions without a word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Any

from agents.definition.fences import BLANKS
from agents.definition.reading import Severity
from agents.definition.schema import BUILTIN_TOOLS, GONE_TOOLS, NEVER_FOR_SUBAGENTS, TOOL_ALIASES

_Words = tuple[str, str, Severity, str, str]  # message, code, severity, about, meant
_ENTRY = re.compile(r"(?:[^ ,(]|\([^)]*\)?)+")  # parentheses do not nest, an open one takes the rest
_MCP = re.compile(r"mcp__[^*(]+(?:__\*)?")
_MOST = 50  # remarks on one list
_WORTH_REMEMBERING = 1_000  # characters
_BY_LOWER_CASE = {name.lower(): name for name in (*TOOL_ALIASES, *BUILTIN_TOOLS)}
_EVERYTHING = {"all", "all tools", "everything", "inherit"}


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about one item of a list; ``item`` counts from 0, -1 means the list itself."""

    item: int
    message: str
    code: str
    severity: Severity = "warning"
    about: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class ToolList:
    """The tools a list names, by their present names; None stands for all of them."""

    names: tuple[str, ...] | None
    remarks: tuple[Remark, ...] = ()


def allowed(value: Any) -> ToolList:
    """Read ``tools``: what is not in it is withheld.

    >>> allowed("Read, Bash(git *), Task").names
    ('Read', 'Bash', 'Agent')
    """
    items = _items(value)
    if not isinstance(items, tuple):
        return items
    return _allowed(items) if _is_short(items) else _allowed.__wrapped__(items)


def disallowed(value: Any) -> ToolList:
    """Read ``disallowedTools``: what is in it is withheld."""
    items = _items(value)
    if isinstance(items, tuple):
        return _disallowed(items)
    return ToolList((), tuple(r for r in items.remarks if r.code == "tools.not_a_list"))


def split_entries(text: str) -> list[str]:
    """Cut a written list at commas and spaces outside parentheses."""
    return [entry for found in _ENTRY.findall(text) if (entry := found.strip(BLANKS))]


def _is_short(items: tuple[Any, ...]) -> bool:
    """Tell whether a list is worth remembering; most files of a team share a few short ones."""
    return sum(len(item or "") for item in items) < _WORTH_REMEMBERING


def _items(value: Any) -> tuple[Any, ...] | ToolList:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(item if isinstance(item, str) else None for item in value)
    if value is None:
        return ToolList((), (_nothing(),))
    message = "tools is neither text nor a list, so there are no tools at all; write Read, Grep or a list."
    return ToolList((), (Remark(-1, message, "tools.not_a_list"),))


@lru_cache(maxsize=2048)
def _allowed(items: tuple[str | None, ...]) -> ToolList:
    names: dict[str, None] = {}
    remarks: list[Remark] = []
    everything = False
    for number, entry in _entries(items, remarks):
        name, _, specifier = entry.partition("(")
        if entry == "*":
            everything = True
            continue
        known = _resolve(name)
        if len(remarks) < _MOST and (remark := _allowed_remark(entry[:60], name, known, specifier)):
            remarks.append(Remark(number, *remark))
        if known is not None:
            names[known] = None
    if everything:
        return ToolList(None, tuple(remarks))
    if not names:
        remarks.append(_nothing())
    return ToolList(tuple(names), tuple(remarks))


def _disallowed(items: tuple[str | None, ...]) -> ToolList:
    names: dict[str, None] = {}
    remarks: list[Remark] = []
    for number, entry in _entries(items, remarks):
        name, _, specifier = entry.partition("(")
        known = "mcp__*" if name == "mcp__*" else _resolve(name)
        if len(remarks) >= _MOST:
            pass
        elif entry == "*":
            message = "* takes nothing away in disallowedTools; name the tools, or list none in tools."
            remarks.append(Remark(number, message, "tools.star_ignored", about=entry))
        elif known is None:
            remarks.append(Remark(number, *_unknown(name)))
        elif specifier:
            message = f"{entry[:60]} takes away all of {known}, not a part of it; write {known} to say so."
            remarks.append(Remark(number, message, "tools.specifier", about=entry, meant=known))
        if known is not None:
            names[known] = None
    return ToolList(tuple(names), tuple(remarks))


def _entries(items: tuple[str | None, ...], remarks: list[Remark]) -> Iterator[tuple[int, str]]:
    for number, item in enumerate(items):
        if item is None and len(remarks) < _MOST:
            message = "This item is not text and is dropped; write the name of a tool."
            remarks.append(Remark(number, message, "tools.not_text"))
        if item is None:
            continue
        if item.strip(BLANKS).lower() == "all tools":
            yield number, "All tools"
            continue
        for entry in split_entries(item):
            yield number, entry


def _resolve(name: str) -> str | None:
    """Return the present name of a tool, None when nothing answers to it."""
    if name in TOOL_ALIASES:
        return TOOL_ALIASES[name]
    return name if name in BUILTIN_TOOLS or _MCP.fullmatch(name) else None


def _allowed_remark(entry: str, name: str, known: str | None, specifier: str) -> _Words | None:
    if known is None:
        return _unknown(name or entry)
    if specifier and known != "Agent":
        message = f"{entry} grants all of {known}: the part in parentheses restricts nothing; use permissions."
        return message, "tools.specifier", "warning", entry, known
    if name in TOOL_ALIASES:
        return f"{name} is now called {known}; write the new name.", "tools.renamed", "note", name, known
    if known in NEVER_FOR_SUBAGENTS:
        message = f"{known} is never given to a subagent; take it out unless the agent runs the session."
        return message, "tools.withheld", "note", name, ""
    if known == "TodoWrite":
        message = "TodoWrite is off by default; TaskCreate and TaskUpdate took its place."
        return message, "tools.off", "note", name, ""
    return None


def _unknown(name: str) -> _Words:
    name = name[:60]
    if name in GONE_TOOLS:
        return f"{name} no longer exists and is dropped; take it out.", "tools.gone", "warning", name, ""
    if name.lower() in _EVERYTHING:
        message = f"{name!r} is not a tool and is dropped; for all tools leave the field out."
        return message, "tools.unknown", "warning", name, ""
    close = _BY_LOWER_CASE.get(name.lower()) or next(
        iter(get_close_matches(name, BUILTIN_TOOLS, n=1, cutoff=0.7)), None
    )
    way_out = f"did you mean {close}?" if close else "correct the name or take it out."
    return f"No tool is called {name!r}, so it is dropped; {way_out}", "tools.unknown", "warning", name, close or ""


def _nothing() -> Remark:
    message = "The list leaves the agent without any tool; name some, or remove the field for all of them."
    return Remark(-1, message, "tools.none")
