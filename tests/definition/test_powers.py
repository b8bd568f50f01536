"""What a change gives an agent: the powers the client grants, not those the text seems to ask for."""

import pytest

from agents.definition.client import read
from agents.definition.powers import EVERY, Powers, changed_powers, powers


def agent(*lines: str) -> str:
    return "\n".join(["---", "name: backend", "description: Builds the backend.", *lines, "---", "", "You build.", ""])


def test_tools_gained_and_lost_are_told_by_name():
    change = changed_powers(agent("tools: Read, Write"), agent("tools: [Read, Bash, WebFetch]"))

    assert (change.gained_tools, change.lost_tools, change.is_wider) == (("Bash", "WebFetch"), ("Write",), True)


def test_an_absent_list_is_every_tool():
    change = changed_powers(agent("tools: Read"), agent())

    assert (change.gained_tools, change.lost_tools, change.is_wider) == ((EVERY,), (), True)


def test_a_list_where_there_was_none_only_takes():
    change = changed_powers(agent(), agent("tools: Read"))

    assert (change.gained_tools, change.lost_tools, change.is_wider) == ((), (EVERY,), False)


def test_every_tool_but_some_names_those():
    change = changed_powers(agent("tools: Read"), agent("disallowedTools: Bash"))

    assert (change.gained_tools, change.still_withheld) == ((EVERY,), ("Bash",))


def test_what_is_no_longer_withheld_is_gained():
    assert changed_powers(agent("disallowedTools: Bash, Write"), agent("disallowedTools: Write")).gained_tools == (
        "Bash",
    )
    assert changed_powers(agent("disallowedTools: Bash"), agent("tools: Bash, Read")).gained_tools == ("Bash",)


def test_a_restriction_in_parentheses_restricts_nothing():
    assert changed_powers(agent("tools: Bash"), agent("tools: Bash(git *)")).is_none
    assert changed_powers(agent("tools: Read"), agent("tools: Read, Bash(ls)")).gained_tools == ("Bash",)


def test_an_old_name_of_a_tool_is_the_same_tool():
    assert changed_powers(agent("tools: Task"), agent("tools: Agent")).is_none


def test_a_list_of_unknown_names_is_no_power():
    assert changed_powers(agent("tools: Read"), agent("tools: Read, Bsah")).is_none


@pytest.mark.parametrize(
    ("old", "new", "is_looser"),
    [
        ("default", "bypassPermissions", True),
        (None, "acceptEdits", True),
        ("plan", "default", True),
        ("bypassPermissions", "acceptEdits", False),
        ("acceptEdits", None, False),
        ("default", "plan", False),
    ],
)
def test_a_looser_permission_mode_widens(old, new, is_looser):
    lines = [agent(*([f"permissionMode: {mode}"] if mode else [])) for mode in (old, new)]
    change = changed_powers(*lines)

    assert change.mode == (old, new)
    assert (change.is_looser, change.is_wider) == (is_looser, is_looser)


def test_a_mode_the_client_ignores_is_none():
    assert changed_powers(agent(), agent("permissionMode: BypassPermissions")).is_none


HOOK = (
    "hooks:",
    "  {event}:",
    "    - matcher: Bash",
    "      hooks:",
    "        - type: command",
    "          command: ./check.sh",
)


def with_hook(event: str) -> str:
    return agent(*[line.format(event=event) for line in HOOK])


def test_a_new_hook_runs_something():
    change = changed_powers(agent(), with_hook("PostToolUse"))

    assert change.new_hooks == ("PostToolUse Bash: ./check.sh",)
    assert change.is_wider


def test_a_guard_that_is_gone_widens_and_another_hook_that_is_gone_does_not():
    assert changed_powers(with_hook("PreToolUse"), agent()).is_wider
    assert changed_powers(with_hook("PreToolUse"), agent()).lost_guards == ("PreToolUse Bash: ./check.sh",)
    assert not changed_powers(with_hook("PostToolUse"), agent()).is_wider


def test_a_server_with_other_settings_is_a_new_one():
    old = agent("mcpServers:", "  - github", "  - db: {command: ./db}")
    new = agent("mcpServers:", "  - github", "  - db: {command: ./other}")

    change = changed_powers(old, new)

    assert change.new_servers == ('{"db": {"command": "./other"}}',)
    assert change.lost_servers == ('{"db": {"command": "./db"}}',)
    assert change.is_wider


def test_leaving_its_own_working_copy_widens():
    change = changed_powers(agent("isolation: worktree"), agent())

    assert (change.isolation, change.is_wider) == (("worktree", None), True)


def test_a_new_agent_gains_all_it_has_and_a_removed_one_nothing():
    assert changed_powers(None, agent("tools: Read")).gained_tools == ("Read",)
    assert changed_powers(None, agent()).gained_tools == (EVERY,)
    assert not changed_powers(agent("isolation: worktree"), None).is_wider
    assert not changed_powers(with_hook("PreToolUse"), None).is_wider


def test_a_file_that_does_not_load_has_no_powers_and_mending_it_gives_them():
    broken = agent("tools: Read, Bash").replace("name: backend", "nmae: backend")
    assert not read(broken).loads
    assert powers(broken) == Powers()

    assert changed_powers(broken, agent("tools: Read, Bash")).gained_tools == ("Bash", "Read")


def test_words_and_models_are_no_powers():
    assert changed_powers(agent("model: opus"), agent("model: haiku").replace("You build.", "You build all.")).is_none


def test_invisible_characters_in_a_command_are_drawn():
    change = changed_powers(agent(), with_hook("Stop").replace("./check.sh", "./che\u200bck.sh"))

    assert change.new_hooks == ("Stop Bash: ./che‹U+200B›ck.sh",)


@pytest.mark.shared
def test_no_real_file_changes_its_powers_by_itself(shared):
    files = sorted((shared / "corpus").rglob("*.md"))
    texts = [path.read_text(encoding="utf-8", errors="surrogateescape") for path in files]

    assert len(texts) > 500
    for text in texts:
        assert changed_powers(text, text).is_none
        assert not changed_powers(text, None).is_wider
