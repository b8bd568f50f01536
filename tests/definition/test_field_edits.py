"""One change made to many files: only the field's lines differ, and what cannot be changed says why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.field_edits import FieldEdit, edit_field
from agents.definition.source import split


def agent(*lines: str) -> str:
    return "\n".join(["---", "name: qa", "description: Tests.", *lines, "---", "You test.", ""])


def set_(key, value):
    return FieldEdit(key, "set", value)


ADD, REMOVE = FieldEdit("tools", "add", ["Bash", "Edit"]), FieldEdit("tools", "remove", ["Bash"])


@pytest.mark.parametrize(
    ("before", "edit", "after"),
    [
        ("model: sonnet # for now", set_("model", "opus"), "model: opus # for now"),
        ("model: 'sonnet'", set_("model", "opus"), "model: 'opus'"),
        ("model: sonnet", set_("model", None), ""),
        ("color: red", set_("color", "green"), "color: green"),
        ("tools: Read, Grep", set_("tools", ["Read"]), "tools: Read"),
        ("tools: [Read, Grep]", set_("tools", []), "tools: []"),
        ("tools: Read, Grep", set_("tools", None), ""),
        ("tools: Read,Grep", ADD, "tools: Read,Grep,Bash,Edit"),
        ("tools: [Read, Bash]", ADD, "tools: [Read, Bash, Edit]"),
        ("tools:\n  - Read # look", ADD, "tools:\n  - Read # look\n  - Bash\n  - Edit"),
        ("tools: []", ADD, "tools: [Bash, Edit]"),
        ("tools: Read, Bash(git *), Grep", REMOVE, "tools: Read, Grep"),
        ("tools: Bash", REMOVE, "tools: []"),
    ],
)
def test_only_the_field_changes_and_keeps_its_style(before, edit, after):
    edited = edit_field(agent(before), edit)

    assert edited.text == agent(*[after] * bool(after))
    assert edited.is_changed
    assert edited.was != edited.now


@pytest.mark.parametrize(
    ("line", "edit"),
    [
        ("model: opus", set_("model", "opus")),
        ("model: inherit", set_("model", None)),
        ("color: red", set_("color", "red")),
        ("tools: [Read, Grep]", set_("tools", ["Read", "Grep"])),
        ("tools: '*'", set_("tools", None)),
        ("tools: Bash, Edit", ADD),
        ("other: x", ADD),
        ("tools: Read", REMOVE),
    ],
)
def test_what_is_so_already_is_the_same_text(line, edit):
    edited = edit_field(agent(line), edit)

    assert edited.text == agent(line)
    assert not edited.is_changed and not edited.reason


@pytest.mark.parametrize(
    ("text", "edit", "words", "line"),
    [
        ('---\nname: "qa\ndescription: x\n---\nText.\n', set_("model", "opus"), "not valid YAML", 2),
        ("No frontmatter.\n", set_("model", "opus"), "frontmatter", 1),
        ("---\nname: qa\n\nNever closed.\n", set_("model", "opus"), "", 1),
        (agent(), REMOVE, "Every tool is allowed here", None),
        (agent("tools: {a: b}"), ADD, "not a list here", 4),
        (agent("hooks: &a [1]", "tools: *a"), REMOVE, "", None),
    ],
)
def test_what_cannot_be_changed_says_why_and_where(text, edit, words, line):
    edited = edit_field(text, edit)

    assert edited.text == text
    if words or line:
        assert words in edited.reason and edited.reason
        assert edited.line == line


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (set_("model", "opus"), "Set model to opus"),
        (set_("model", None), "Set model to inherit"),
        (set_("tools", []), "Set tools to no tools"),
        (ADD, "Added Bash, Edit to tools"),
        (REMOVE, "Took Bash from tools"),
    ],
)
def test_an_edit_says_what_it_does(edit, sentence):
    assert edit.sentence == sentence


@given(st.text(), st.sampled_from([set_("model", "opus"), set_("color", None), ADD, REMOVE]))
def test_any_text_is_edited_or_left_alone(text, edit):
    edited = edit_field(text, edit)

    assert edited.is_changed == (edited.text != text)
    if edited.is_changed:
        assert split(edited.text).body == split(text).body
        again = edit_field(edited.text, edit)
        assert not again.is_changed


@pytest.mark.shared
@pytest.mark.parametrize("edit", [set_("model", "opus"), set_("color", "pink"), ADD, REMOVE], ids=lambda e: e.sentence)
def test_real_files_lose_no_line_but_the_fields(shared, edit):
    changed = 0
    for path in sorted(shared.glob("corpus/**/*.md")):
        text = path.read_bytes().decode("utf-8", "replace")
        edited = edit_field(text, edit)
        assert bool(edited.reason) + edited.is_changed < 2
        if edited.is_changed:
            changed += 1
            before, after = split(text), split(edited.text)
            assert after.body == before.body
            others = [entry for entry in before.entries if entry.key != edit.key]
            assert [entry for entry in after.entries if entry.key != edit.key] == others, path

    assert changed > 50
