"""What a form edit does to a text: its own entry, and nothing else."""

import pytest
from django.http import QueryDict

from agents.definition.client import read
from agents.definition.schema import FIELDS
from agents.definition.source import split
from agents.forms import picker
from agents.forms.asked import lay_out
from agents.forms.definition import apply
from agents.forms.written import NO_TOOL, shown

AGENT = """---
# who
name: qa
description: 'Tests what others build.'   # kept
tools: [Read, Grep]
model: sonnet
custom: kept
maxTurns: 5
background: true
---

Body.
"""


def posted(text: str, **changes: str | list[str]) -> QueryDict:
    """What a browser posts for the page of ``text`` after some fields were changed."""
    post = QueryDict(mutable=True)
    definition = lay_out(split(text), read(text))
    for asked in (*definition.main, *definition.advanced):
        if asked.is_locked:
            continue
        post[f"initial-{asked.name}"] = asked.initial
        if asked.name == "tools":
            shown_picker = asked.picker
            post["tools"] = shown_picker.mode
            ticked = [tool.name for _, group in shown_picker.groups for tool in group if tool.is_ticked]
            post.setlist("tools-some", [*ticked, *(tool.name for tool in shown_picker.others)])
        elif asked.name == "model" and asked.is_other_model:
            post["model"], post["model-other"] = "*other", asked.text
        else:
            post[asked.name] = asked.text
    for name, value in changes.items():
        name = name.replace("_", "-")
        post.setlist(name, value if isinstance(value, list) else [value])
    return post


@pytest.mark.parametrize("text", [AGENT, AGENT.replace("\n", "\r\n"), "no frontmatter\n", "---\nname: x\n---"])
def test_an_unchanged_form_changes_nothing(text):
    assert apply(text, posted(text)).text == text


@pytest.mark.parametrize(
    ("changes", "old", "new"),
    [
        ({"name": "qa-2"}, "name: qa\n", "name: qa-2\n"),
        ({"description": "Say: it"}, "'Tests what others build.'", "'Say: it'"),
        ({"tools_some": ["Read", "Grep", "Bash"]}, "[Read, Grep]", "[Read, Grep, Bash]"),
        ({"tools": "none"}, "[Read, Grep]", "[]"),
        ({"tools": "all"}, "tools: [Read, Grep]\n", ""),
        ({"model": "opus"}, "model: sonnet", "model: opus"),
        ({"model": ""}, "model: sonnet\n", ""),
        ({"model": "*other", "model_other": "claude-x"}, "model: sonnet", "model: claude-x"),
        ({"maxTurns": "7"}, "maxTurns: 5", "maxTurns: 7"),
        ({"background": "false"}, "background: true", "background: false"),
        ({"color": "green"}, "background: true\n", "background: true\ncolor: green\n"),
    ],
)
def test_each_field_changes_only_its_own_lines(changes, old, new):
    assert apply(AGENT, posted(AGENT, **changes)).text == AGENT.replace(old, new)


def test_a_block_of_text_stays_one():
    text = AGENT.replace("'Tests what others build.'   # kept", "|\n  First line\n  second line")

    assert apply(text, posted(text)).text == text
    assert apply(text, posted(text, description="One\r\ntwo")).text == text.replace(
        "First line\n  second line", "One\n  two"
    )


def test_the_same_tools_in_another_order_are_no_change():
    assert apply(AGENT, posted(AGENT, tools_some=["Grep", "Read"])).text == AGENT


def test_names_nobody_knows_are_kept():
    text = AGENT.replace("[Read, Grep]", "Read, mcp__db__query, Bash(git add *, git commit), Foo")

    changed = apply(
        text, posted(text, tools_some=["Read", "mcp__db__query", "Bash(git add *, git commit)", "Foo", "LSP"])
    )

    assert "tools: Read, mcp__db__query, Bash(git add *, git commit), Foo, LSP\n" in changed.text


def test_tools_are_added_by_name():
    assert "tools: [Read, Grep, mcp__a__b]" in apply(AGENT, posted(AGENT, tools_more="mcp__a__b")).text


def test_nothing_ticked_yet_is_not_an_edit():
    text = AGENT.replace("tools: [Read, Grep]\n", "")

    assert apply(text, posted(text, tools="some")).text == text


def test_the_last_tool_unticked_leaves_none():
    assert "tools: []" in apply(AGENT, posted(AGENT, tools_some=[])).text


def test_a_change_in_form_and_source_is_said_and_the_source_stays():
    source = AGENT.replace("name: qa", "name: from-source")

    applied = apply(source, posted(AGENT, name="from-form"))

    assert applied.text == source
    assert applied.held == {"name": "from-form"}
    assert "in the form and in the source" in applied.errors["name"]


def test_the_same_change_in_both_is_none():
    source = AGENT.replace("name: qa", "name: same")

    assert apply(source, posted(AGENT, name="same")).errors == {}


@pytest.mark.parametrize(
    ("name", "value"), [("maxTurns", "few"), ("maxTurns", "0"), ("background", "perhaps"), ("color", "mauve")]
)
def test_what_a_field_does_not_take_is_refused_with_the_way_out(name, value):
    applied = apply(AGENT, posted(AGENT, **{name: value}))

    assert applied.text == AGENT
    assert applied.errors[name].endswith(".")


def test_values_the_client_ignores_are_kept():
    text = AGENT.replace("maxTurns: 5", "maxTurns: few\ncolor: mauve")

    assert apply(text, posted(text)).text == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(None, ""), ("Read, Grep", "Read, Grep"), (["Read"], "Read"), ([], NO_TOOL), ({"a": 1}, None), (["a", {}], None)],
)
def test_a_tools_value_is_shown_or_left_to_the_source(value, text):
    tools = next(known for known in FIELDS if known.name == "tools")

    assert shown(tools, value) == text


def test_unreadable_yaml_locks_the_form_and_names_the_line():
    text = AGENT.replace("name: qa", 'name: "qa')

    locked = lay_out(split(text), read(text)).locked

    assert locked is not None
    assert locked.line >= 3


def test_a_text_without_frontmatter_can_be_given_one():
    text = "Just a prompt.\n"

    assert lay_out(split(text), read(text)).locked is None
    assert apply(text, posted(text, name="qa")).text == "---\nname: qa\n---\nJust a prompt.\n"


def test_remarks_stand_at_the_tools_they_are_about():
    others = picker.show("Read, Task, mcp__db__query").others

    assert [(tool.name, bool(tool.remark)) for tool in others] == [("Task", True), ("mcp__db__query", False)]
