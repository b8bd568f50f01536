"""The choice of tools: all of them, none, or these; names we do not know are kept and marked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agents.definition import tools
from agents.definition.schema import BUILTIN_TOOLS, TOOL_GROUPS
from agents.definition.tools import split_entries
from agents.forms.written import EVERY_TOOL, NO_TOOL


@dataclass(frozen=True)
class Tool:
    """One box to tick; ``remark`` says what the client makes of a name that needs a word."""

    name: str
    is_ticked: bool
    remark: str = ""


@dataclass(frozen=True)
class Picker:
    """What the picker shows: ``mode`` is all, none or some."""

    mode: str
    groups: tuple[tuple[str, tuple[Tool, ...]], ...]
    others: tuple[Tool, ...]
    ticked: int

    @property
    def has_rare(self) -> bool:
        return any(tool.is_ticked for _, members in self.groups[4:] for tool in members)


def show(text: str) -> Picker:
    """Lay out the picker for a field's text.

    >>> show("Read, mcp__db__query").mode, show("").mode, show("*none").mode
    ('some', 'all', 'none')
    """
    names = [] if text in (EVERY_TOOL, NO_TOOL, "*") else split_entries(text)
    mode = "none" if text == NO_TOOL else "some" if names else "all"
    groups = tuple((label, tuple(Tool(name, name in names) for name in members)) for label, members in TOOL_GROUPS)
    others = tuple(Tool(name, True, _remark(name)) for name in names if name not in BUILTIN_TOOLS)
    return Picker(mode, groups, others, len(names))


def _remark(name: str) -> str:
    return " ".join(remark.message for remark in tools.allowed(name).remarks if remark.item >= 0)


def posted(post: Mapping[str, Any], *, initial: str) -> str:
    """Return the field's text that the boxes stand for.

    Names keep their order, new ones follow; the same names in another order are no change.
    """
    mode = post.get("tools")
    if mode == "none":
        return NO_TOOL
    if mode == "all":
        return initial if initial in (EVERY_TOOL, "*") else EVERY_TOOL
    if mode != "some":
        return initial
    return _listed(_ticked(post), initial=initial)


def _ticked(post: Mapping[str, Any]) -> list[str]:
    boxes = post.getlist("tools-some") if hasattr(post, "getlist") else post.get("tools-some", [])
    return [*boxes, *split_entries(post.get("tools-more", "").strip())]


def _listed(ticked: Iterable[str], *, initial: str) -> str:
    wanted = dict.fromkeys(ticked)
    before = [] if initial in (EVERY_TOOL, NO_TOOL, "*") else split_entries(initial)
    names = [name for name in before if name in wanted]
    names += [name for name in wanted if name not in before]
    if names:
        return ", ".join(names)
    return NO_TOOL if before else initial  # nothing ticked yet is not yet an edit
