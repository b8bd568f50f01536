"""Structures are edited as the YAML of their entry: what is wrong never reaches the text, the rest keeps its bytes."""

import pytest

from agents.definition.fields import FieldError
from agents.definition.nested import check, rewrite, written
from agents.definition.source import split

TEXT = """---
name: qa   # mine
description: "Tests"
hooks:
  Stop:
    - hooks:
        - type: command
          command: ./old.sh

# about the model
model: sonnet
---

Body.
"""
HOOKS = "hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: ./new.sh"


def test_an_entry_is_shown_as_it_stands_without_the_comment_of_the_next():
    assert written(split(TEXT), "hooks") == HOOKS.replace("new", "old")
    assert written(split(TEXT), "mcpServers") == ""


def test_a_valid_edit_changes_that_entry_and_not_a_byte_beside_it():
    assert str(rewrite(split(TEXT), "hooks", HOOKS)) == TEXT.replace("./old.sh", "./new.sh")


def test_line_ends_are_those_of_the_file():
    text = TEXT.replace("\n", "\r\n")

    assert str(rewrite(split(text), "hooks", HOOKS)) == text.replace("./old.sh", "./new.sh")


def test_what_is_unchanged_or_only_ends_otherwise_is_no_edit():
    source = split(TEXT)

    assert rewrite(source, "hooks", written(source, "hooks") + "\n\n") is source


def test_an_empty_field_takes_the_entry_away_and_a_new_one_finds_its_place():
    without = rewrite(split(TEXT), "hooks", " \n")

    assert "hooks" not in str(without)
    assert "model: sonnet\n---" in str(without)
    assert "model: sonnet\nmcpServers:\n  - git\n---\n" in str(
        rewrite(split(TEXT), "mcpServers", "mcpServers:\n  - git")
    )


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("hooks", "hooks:\n  Stop: [", "Line "),
        ("hooks", "hooks:\n\tStop: []", "Line 2: "),
        ("hooks", "  Stop: []", "Begin with “hooks:”"),
        ("hooks", "hooks:\n  Stop: []\nmodel: opus", "Begin with “hooks:”"),
        ("hooks", "hooks: {}\nhooks: {}", "Begin with “hooks:”"),
        ("hooks", "hooks:\n  - Stop", "hooks must map events to lists"),
        ("hooks", "hooks:\n  PreToolUse: [x]", "A broken PreToolUse hook"),
        ("hooks", "hooks:\n  Stop: []\n  # ---", "Line 3: three dashes"),
        ("mcpServers", "mcpServers:\n  git:\n    command: x", "Claude Code would ignore this: make it a list"),
        ("mcpServers", "mcpServers:\n  - git\n  - 3", "Line 3: write a server's name"),
        ("experimental", "experimental: yes", "Claude Code would ignore this"),
        ("hooks", "hooks: " + "[" * 5_000, "Line 1: Values are nested"),
    ],
)
def test_what_the_client_would_not_take_is_refused_with_its_line(key, text, sentence):
    with pytest.raises(FieldError, match=sentence):
        rewrite(split(TEXT), key, text)


def test_an_event_of_another_name_is_left_to_its_author():
    assert check("hooks", "hooks:\n  pre: ./x.sh") == {"pre": "./x.sh"}


@pytest.mark.shared
def test_each_structure_of_each_real_file_can_be_rewritten_as_it_is(shared):
    count = 0
    for path in sorted((shared / "corpus").rglob("*.md")):
        source = split(path.read_bytes().decode("utf-8", "replace"))
        for key in ("hooks", "mcpServers"):
            if text := written(source, key):
                count += 1
                assert rewrite(source, key, text) is source
    assert count > 20
