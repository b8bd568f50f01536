"""The built-in tools of Claude Code: grouped for forms, with the old names and the ones that are gone.

Names are case sensitive, and the client drops an unknown one without a word.
"""

from __future__ import annotations

TOOL_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Files", ("Read", "Write", "Edit", "NotebookEdit", "LSP")),
    ("Search", ("Glob", "Grep", "ToolSearch")),
    ("Shell", ("Bash", "PowerShell", "Monitor")),
    ("Web", ("WebFetch", "WebSearch")),
    (
        "Agents & tasks",
        (
            "Agent",
            "ListAgents",
            "SendMessage",
            "Skill",
            "TaskCreate",
            "TaskGet",
            "TaskList",
            "TaskOutput",
            "TaskStop",
            "TaskUpdate",
            "TodoWrite",
            "Workflow",
        ),
    ),
    (
        "Other",
        (
            "Artifact",
            "AskUserQuestion",
            "CronCreate",
            "CronDelete",
            "CronList",
            "EndConversation",
            "EnterPlanMode",
            "EnterWorktree",
            "ExitPlanMode",
            "ExitWorktree",
            "ListMcpResourcesTool",
            "PushNotification",
            "ReadMcpResourceTool",
            "RemoteTrigger",
            "ReportFindings",
            "ScheduleWakeup",
            "SendUserFile",
            "ShareOnboardingGuide",
            "WaitForMcpServers",
        ),
    ),
)
BUILTIN_TOOLS = frozenset(name for _, names in TOOL_GROUPS for name in names)

# Old names the client still understands.
TOOL_ALIASES = {
    "Task": "Agent",
    "KillShell": "TaskStop",
    "KillBash": "TaskStop",
    "BashOutput": "TaskOutput",
    "AgentOutputTool": "TaskOutput",
}

# Names that once were tools and now resolve to nothing.
GONE_TOOLS = frozenset({"LS", "MultiEdit", "NotebookRead", "SlashCommand"})

# Listed or not, a subagent never gets these.
NEVER_FOR_SUBAGENTS = frozenset(
    {
        "AskUserQuestion",
        "EndConversation",
        "EnterPlanMode",
        "ExitPlanMode",
        "ScheduleWakeup",
        "TaskOutput",
        "WaitForMcpServers",
        "Workflow",
    }
)
