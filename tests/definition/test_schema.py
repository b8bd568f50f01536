"""The table of fields is whole and consistent, because forms, lint and docs are made of it."""

from agents.definition.schema import (
    BUILTIN_TOOLS,
    FIELDS,
    GONE_TOOLS,
    KEY_HINTS,
    NEVER_FOR_SUBAGENTS,
    TOOL_ALIASES,
    TOOL_GROUPS,
    field,
)


def test_every_field_explains_itself():
    for known in FIELDS:
        assert field(known.name) is known
        assert known.label and known.help.endswith(".") and known.help.count(". ") == 0


def test_only_name_and_description_are_required():
    assert [known.name for known in FIELDS if known.required] == ["name", "description"]


def test_the_definition_holds_what_most_people_edit():
    chosen = [known.name for known in FIELDS if known.group == "Definition"]
    assert chosen == ["name", "description", "tools", "model", "color"]


def test_a_choice_has_values():
    assert all(known.values for known in FIELDS if known.kind == "choice")


def test_keys_are_case_sensitive():
    assert field("Name") is None


def test_hints_and_aliases_lead_somewhere():
    assert all(field(name) for name in KEY_HINTS.values())
    assert set(TOOL_ALIASES.values()) <= BUILTIN_TOOLS
    assert NEVER_FOR_SUBAGENTS <= BUILTIN_TOOLS
    assert not GONE_TOOLS & BUILTIN_TOOLS


def test_a_tool_stands_in_one_group():
    assert sum(len(names) for _, names in TOOL_GROUPS) == len(BUILTIN_TOOLS)
