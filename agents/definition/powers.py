"""What an agent may do beyond talking, and what a change gives it or takes from it.

Powers are those the client grants, not those a text seems to ask for: an absent tool list
grants every tool, a restriction in parentheses grants the whole tool, a file that does not
load grants nothing.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from agents.definition.client import read
from agents.definition.hooks import applied
from agents.definition.invisible import spelled_out
from agents.definition.reading import Reading

# From the mode that lets the least happen unasked to the one that asks for nothing.
# Without a mode an agent inherits one, which is mostly the default.
_RANKS = {"plan": 0, "dontAsk": 1, "default": 2, "manual": 2, "acceptEdits": 3, "auto": 4, "bypassPermissions": 5}
_INHERITED = _RANKS["default"]
_GUARDS = ("PreToolUse", "PermissionRequest")  # hooks that can forbid something
EVERY = "every tool"


@dataclass(frozen=True)
class Powers:
    """What one version may do.  ``tools`` is None for all but the ``withheld`` ones."""

    tools: frozenset[str] | None = frozenset()
    withheld: frozenset[str] = frozenset()
    mode: str | None = None
    hooks: frozenset[str] = frozenset()
    servers: frozenset[str] = frozenset()
    isolation: str | None = None


@dataclass(frozen=True)
class PowerChange:
    """What a change gives and takes, each in the words a page shows.

    ``gained_tools`` is ("every tool",) when a list is gone; ``mode`` holds the permission modes
    before and after when they differ, None for the inherited one; ``isolation`` likewise, None for
    none.  ``lost_guards`` are hooks that could have forbidden something to an agent that still loads.
    """

    gained_tools: tuple[str, ...] = ()
    lost_tools: tuple[str, ...] = ()
    still_withheld: tuple[str, ...] = ()
    mode: tuple[str | None, str | None] | None = None
    is_looser: bool = False
    new_hooks: tuple[str, ...] = ()
    lost_hooks: tuple[str, ...] = ()
    lost_guards: tuple[str, ...] = ()
    new_servers: tuple[str, ...] = ()
    lost_servers: tuple[str, ...] = ()
    isolation: tuple[str | None, str | None] | None = None

    @property
    def is_wider(self) -> bool:
        """Whether the agent may do something afterwards that it could not do before."""
        is_freed = self.isolation is not None and self.isolation[1] is None
        gained = self.gained_tools or self.new_hooks or self.new_servers
        return bool(gained or self.lost_guards or self.is_looser or is_freed)

    @property
    def is_none(self) -> bool:
        """Whether nothing about its powers changed."""
        return self == PowerChange()


def powers(text: str) -> Powers:
    r"""Tell what the client lets the agent of ``text`` do; nothing when it does not load it.

    >>> sorted(powers("---\nname: qa\ndescription: Tests\ntools: Read, Bash(git *)\n---\n").tools)
    ['Bash', 'Read']
    """
    reading = read(text)
    if not reading.loads:
        return Powers()
    return Powers(
        None if reading.tools is None else frozenset(reading.tools),
        frozenset(reading.disallowed_tools) if reading.tools is None else frozenset(),
        reading.fields.get("permissionMode"),
        frozenset(_hooks(reading)),
        frozenset(_servers(reading)),
        reading.fields.get("isolation"),
    )


def changed_powers(old: str | None, new: str | None) -> PowerChange:
    r"""Compare two versions of an agent; None where there is none, before its creation or after its removal.

    >>> changed_powers("---\nname: a\ndescription: b\ntools: Read\n---\n", None).lost_tools
    ('Read',)
    """
    before = Powers() if old is None else powers(old)
    after = Powers() if new is None else powers(new)
    gained, lost = _tools_given(before, after), _tools_given(after, before)
    lost_hooks = _sorted(before.hooks - after.hooks)
    loads = after != Powers()
    return PowerChange(
        gained_tools=gained,
        lost_tools=lost,
        still_withheld=tuple(sorted(after.withheld)) if gained == (EVERY,) else (),
        mode=_differing(before.mode, after.mode),
        is_looser=_rank(after) > _rank(before),
        new_hooks=_sorted(after.hooks - before.hooks),
        lost_hooks=lost_hooks,
        lost_guards=tuple(hook for hook in lost_hooks if loads and hook.startswith(_GUARDS)),
        new_servers=_sorted(after.servers - before.servers),
        lost_servers=_sorted(before.servers - after.servers),
        isolation=_differing(before.isolation, after.isolation) if loads and old is not None else None,
    )


def _tools_given(before: Powers, after: Powers) -> tuple[str, ...]:
    """The tools ``after`` has and ``before`` has not."""
    if before.tools is None:
        has_again = before.withheld - after.withheld if after.tools is None else before.withheld & after.tools
        return _sorted(has_again)
    if after.tools is None:
        return (EVERY,)
    return _sorted(after.tools - before.tools)


def _differing(old: str | None, new: str | None) -> tuple[str | None, str | None] | None:
    return None if old == new else (old, new)


def _rank(of: Powers) -> int:
    return _RANKS.get(of.mode or "", _INHERITED)


def _hooks(reading: Reading) -> Iterable[str]:
    """One line for each hook: its event, what it answers to, and what runs."""
    hooks = reading.fields.get("hooks")
    for event, entries in (applied(hooks) if isinstance(hooks, dict) else {}).items():
        for entry in entries:
            for hook in entry.get("hooks", ()):
                yield f"{event} {entry.get('matcher', '')}".strip() + f": {_told(hook)}"


def _told(hook: Any) -> str:
    if isinstance(hook, dict) and set(hook) == {"type", "command"}:
        return str(hook["command"])
    return _as_json(hook)


def _servers(reading: Reading) -> Iterable[str]:
    servers = reading.fields.get("mcpServers") or []
    for server in servers if isinstance(servers, list) else [servers]:
        yield server if isinstance(server, str) else _as_json(server)


def _as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def _sorted(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(spelled_out(name) for name in sorted(names))
