"""The frontmatter fields Claude Code knows, as one table that forms, lint and docs all read.

``FIELDS`` stands in the order in which authors usually write the keys; a new key is
placed by it.  Keys are case sensitive, and what is not listed here the client ignores.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agents.definition.tool_names import (
    BUILTIN_TOOLS,
    GONE_TOOLS,
    NEVER_FOR_SUBAGENTS,
    TOOL_ALIASES,
    TOOL_GROUPS,
)

__all__ = [
    "BUILTIN_TOOLS",
    "COLORS",
    "EFFORTS",
    "FIELDS",
    "GONE_TOOLS",
    "KEY_HINTS",
    "MODELS",
    "NAME_LIMIT",
    "NEVER_FOR_SUBAGENTS",
    "PERMISSION_MODES",
    "TOOL_ALIASES",
    "TOOL_GROUPS",
    "Field",
    "Kind",
    "field",
]

Kind = Literal["text", "long text", "tools", "choice", "integer", "flag", "list", "nested"]

MODELS = (
    "inherit",
    "sonnet",
    "opus",
    "haiku",
    "fable",
    "best",
    "opusplan",
    "sonnet[1m]",
    "opus[1m]",
    "fable[1m]",
)
COLORS = ("red", "blue", "green", "yellow", "purple", "orange", "pink", "cyan")
PERMISSION_MODES = ("default", "acceptEdits", "auto", "dontAsk", "bypassPermissions", "plan", "manual")
EFFORTS = ("low", "medium", "high", "xhigh", "max")
NAME_LIMIT = 256


@dataclass(frozen=True)
class Field:
    """One key of the frontmatter: how to ask for it, what it may hold and what it is for.

    ``values`` is closed for a choice and a list of suggestions for text (a model may be any id).
    """

    name: str
    kind: Kind
    label: str
    help: str
    values: tuple[str, ...] = ()
    group: Literal["Definition", "Advanced"] = "Advanced"
    required: bool = False
    placeholder: str = ""
    minimum: int | None = None


FIELDS = (
    Field(
        "name",
        "text",
        "Name",
        "What the agent is called by; small letters and hyphens are the custom.",
        group="Definition",
        required=True,
        placeholder="code-reviewer",
    ),
    Field(
        "description",
        "long text",
        "Description",
        "When to hand work to this agent; Claude reads it to decide.",
        group="Definition",
        required=True,
        placeholder="Reviews changes for correctness. Use after every edit.",
    ),
    Field(
        "tools",
        "tools",
        "Tools",
        "The only tools it may use; without this field it may use all of them, with an empty list none.",
        group="Definition",
        placeholder="Read, Grep, Glob",
    ),
    Field(
        "disallowedTools",
        "tools",
        "Forbidden tools",
        "Tools taken away before the list of allowed tools is looked at.",
        placeholder="Write, Edit",
    ),
    Field(
        "model",
        "text",
        "Model",
        "The model it runs on: a short name, a full model id, or inherit for the session's own.",
        values=MODELS,
        group="Definition",
        placeholder="inherit",
    ),
    Field(
        "permissionMode",
        "choice",
        "Permission mode",
        "How it asks before acting; stricter or looser modes of the parent session win.",
        values=PERMISSION_MODES,
    ),
    Field(
        "maxTurns",
        "integer",
        "Most turns",
        "After this many turns the agent stops.",
        placeholder="20",
        minimum=1,
    ),
    Field("skills", "list", "Skills", "Skills whose full text it starts with.", placeholder="pdf, release-notes"),
    Field(
        "mcpServers",
        "nested",
        "MCP servers",
        "A list of servers, each the name of a configured one or a definition of its own.",
        placeholder="mcpServers:\n  - github",
    ),
    Field(
        "hooks",
        "nested",
        "Hooks",
        "Commands run at set moments of its work; a malformed entry keeps the whole agent from loading.",
        placeholder="hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: ./check.sh",
    ),
    Field(
        "memory",
        "choice",
        "Memory",
        "Where it keeps notes between sessions; this also gives it Read, Write and Edit.",
        values=("user", "project", "local"),
    ),
    Field("background", "flag", "In the background", "Always run it as a background task."),
    Field(
        "effort",
        "choice",
        "Effort",
        "How much thinking it spends before it answers.",
        values=EFFORTS,
    ),
    Field(
        "isolation",
        "choice",
        "Isolation",
        "Give it a separate working copy of the repository to change.",
        values=("worktree", "remote"),
    ),
    Field(
        "color",
        "choice",
        "Color",
        "The color of its name in the client.",
        values=COLORS,
        group="Definition",
    ),
    Field(
        "initialPrompt",
        "long text",
        "Initial prompt",
        "Sent first when the agent runs as the main session; ignored when it is called as a subagent.",
    ),
    Field("omitClaudeMd", "flag", "Leave out CLAUDE.md", "Start it without the project's CLAUDE.md and rules."),
    Field(
        "autoCompactWindow",
        "integer",
        "Compaction window",
        "The number of tokens after which its conversation is summarised.",
        placeholder="200000",
        minimum=100_000,
    ),
    Field("observer", "list", "Observer", "Agents that watch this one; new and not documented yet."),
    Field("observerMessage", "text", "Observer message", "What an observer is told; new and not documented yet."),
    Field(
        "observeSubagents",
        "flag",
        "Observe subagents",
        "Whether an observer sees the agents this one calls; new and not documented yet.",
    ),
    Field(
        "observeToolResults",
        "flag",
        "Observe tool results",
        "Whether an observer sees what tools returned; new and not documented yet.",
    ),
    Field(
        "experimental",
        "nested",
        "Experimental",
        "Settings on trial, such as how long the prompt cache is kept.",
        placeholder="experimental:\n  cacheTtl: 1h",
    ),
)

_BY_NAME = {known.name: known for known in FIELDS}


def field(name: str) -> Field | None:
    """Look up a known field by its exact key."""
    return _BY_NAME.get(name)


# What the client itself suggests for a key it does not apply.
KEY_HINTS = {
    "allowed-tools": "tools",
    "allowedTools": "tools",
    "when_to_use": "description",
    "whenToUse": "description",
}
