"""What a change gives an agent, in sentences."""

import pytest

from agents.definition.power_words import joined, told
from agents.definition.powers import changed_powers


def agent(*lines: str) -> str:
    return "\n".join(["---", "name: qa", "description: d", *lines, "---", "Text.", ""])


def sentences(old: str | None, new: str | None) -> list[str]:
    return [f"{one.sign} {one.sentence}" for one in told(changed_powers(old, new), name="qa")]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("tools: Read", "tools: Read, Bash, WebFetch", ["+ This gives qa Bash and WebFetch."]),
        ("tools: Read, Bash", "tools: Read", ["- This takes Bash from qa."]),
        ("tools: Read", "color: red", ["+ This gives qa every tool: a file without a list of tools has them all."]),
        ("color: red", "tools: Read", ["- qa no longer has every tool, only those that are listed."]),
        ("tools: Read", "tools: Read\ncolor: red", []),
    ],
)
def test_tools_are_told(old, new, expected):
    assert sentences(agent(old), agent(new)) == expected


def test_a_looser_mode_is_told_as_what_is_given():
    (told_of,) = sentences(agent("tools: Read"), agent("tools: Read", "permissionMode: bypassPermissions"))

    assert told_of.startswith("+ The permission mode of qa changes from the inherited one to bypassPermissions.")


def test_what_is_given_comes_before_what_is_taken():
    assert [one[0] for one in sentences(agent("tools: Read"), agent("tools: Bash"))] == ["+", "-"]


def test_a_new_agent_without_servers_reaches_none():
    assert sentences(None, agent("tools: Read")) == ["+ This gives qa Read."]


def test_names_nobody_can_see_are_written_out():
    change = changed_powers(agent("tools: Read"), agent("tools: Read, Bash"))

    assert told(change, name="q\u200ba")[0].sentence == "This gives q‹U+200B›a Bash."


def test_many_names_are_counted():
    assert joined(tuple(f"T{at}" for at in range(15))).endswith("T11 and 3 more")
    assert joined(("Read",)) == "Read"
