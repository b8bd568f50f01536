"""Hooks as the client checks them: a malformed guard keeps the whole agent from loading.

``PreToolUse`` and ``PermissionRequest`` can forbid something, so the client rather skips an
agent than loads it without them.  Entries of other events are dropped one by one.
"""

from difflib import get_close_matches
from typing import Any

_GUARDS = ("PreToolUse", "PermissionRequest")
_EVENTS = set(
    """PreToolUse PostToolUse PostToolUseFailure PostToolBatch Notification UserPromptSubmit
    UserPromptExpansion SessionStart SessionEnd Stop StopFailure SubagentStart SubagentStop PreCompact
    PostCompact PreModelSwitch PostModelSwitch PermissionRequest PermissionDenied Setup TeammateIdle
    TaskCreated TaskCompleted Elicitation ElicitationResult ConfigChange WorktreeCreate WorktreeRemove
    InstructionsLoaded CwdChanged FileChanged DirectoryAdded MessageDisplay""".split()  # noqa: SIM905 -- a table to read
)
_NEEDS = {"command": "command", "prompt": "prompt", "agent": "prompt", "http": "url", "mcp_tool": "tool"}


def refusal(values: dict[str, Any]) -> tuple[str, str] | None:
    """The key and the sentence why the client refuses the whole agent for its hooks."""
    for event in _GUARDS:
        if event in values:
            return event, f"{event} stands outside hooks, so the agent is skipped; move it below hooks."
    hooks = values.get("hooks")
    if hooks is None:
        return None
    if not isinstance(hooks, dict):
        return "hooks", "hooks must map events to lists, so the agent is skipped; write events below it."
    for event in _GUARDS:
        if event in hooks and (wrong := _wrong(hooks[event])):
            return "hooks", f"A broken {event} hook keeps the agent from loading; {wrong}."
    return None


def dropped(hooks: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Say which entries of other events the client leaves out: a sentence, the event, the one that was meant."""
    found = []
    for event, entries in hooks.items():
        if event not in _EVENTS:
            sentence = f"No hook event is called {event!r}, so its entry is ignored; correct the name."
            found.append((sentence, event, _event_meant(event)))
        elif event not in _GUARDS and (wrong := _wrong(entries)):
            found.append((f"A {event} hook is ignored; {wrong}.", event, ""))
    return found


def _event_meant(event: str) -> str:
    letters = event[:60].lower().replace("-", "").replace("_", "")
    by_letters = {known.lower(): known for known in sorted(_EVENTS)}
    return next((by_letters[close] for close in get_close_matches(letters, by_letters, n=1, cutoff=0.85)), "")


def applied(hooks: dict[str, Any]) -> dict[str, Any]:
    """The events whose entries the client takes as they are."""
    return {event: entries for event, entries in hooks.items() if event in _EVENTS and not _wrong(entries)}


def _wrong(entries: Any) -> str | None:
    if not isinstance(entries, list):
        return "make it a list of entries"
    for entry in entries:
        if not isinstance(entry, dict) or not isinstance(entry.get("hooks"), list):
            return "give each entry a list called hooks"
        if not isinstance(entry.get("matcher", ""), str):
            return "write the matcher as text"
        for hook in entry["hooks"]:
            if wrong := _wrong_hook(hook):
                return wrong
    return None


def _wrong_hook(hook: Any) -> str | None:
    if not isinstance(hook, dict):
        return "give each hook a type"
    kind = hook.get("type")
    if not isinstance(kind, str) or kind not in _NEEDS:
        return f"use one of the types {', '.join(_NEEDS)}"
    need = _NEEDS[kind]
    return None if isinstance(hook.get(need), str) else f"give the {kind} hook its {need}"
