"""YAML as the client reads it."""

import math

import pytest

from agents.definition.yaml12 import load, parse
from agents.definition.yaml_guard import YamlInvalid


@pytest.mark.parametrize(
    "text",
    ["yes", "No", "on", "OFF", "y", "2026-01-31", "12:30", "1_000", "0b11", "nan", "Nil", "=", "1.2.3"],
)
def test_what_only_yaml_1_1_converts_stays_text(text):
    assert load(f"key: {text}") == {"key": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("NULL", None),
        ("True", True),
        ("FALSE", False),
        ("007", 7),
        ("+5", 5),
        ("0o17", 15),
        ("0x1F", 31),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("-.Inf", -math.inf),
        ("1e400", math.inf),
        ("9" * 5000, math.inf),
        ("!x", None),
        ("!!str 5", "5"),
        ("'5'", "5"),
        ("!x word", "word"),
        ("&x word", "word"),
    ],
)
def test_plain_values_follow_the_core_schema(text, value):
    assert load(f"key: {text}") == {"key": value}


def test_not_a_number_is_a_number():
    assert math.isnan(load("key: .NaN")["key"])


@pytest.mark.parametrize("odd", ["\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\uffff", "\U000f0000"])
def test_characters_libyaml_objects_to_are_text(odd):
    assert load(f"key: one{odd}two{odd}") == {"key": f"one{odd}two{odd}"}


def test_stand_ins_never_collide_with_what_is_there():
    text = "\U000f0000\x1b\U000f0100\x85"

    assert load(f"key: a{text}b") == {"key": f"a{text}b"}


def test_the_last_of_two_equal_keys_wins_and_both_are_noticed():
    parsed = parse("a: 1\nb: 2\n'a': 3\n")

    assert parsed.value == {"a": 3, "b": 2}
    assert parsed.repeated == (("a", 3),)
    assert parsed.lines == {"a": 3, "b": 2}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("m: &m {a: 1, b: 2}\nn: {<<: *m, b: 3}", {"a": 1, "b": 3}),
        ("m: &m {a: 1}\nk: &k {a: 2, c: 3}\nn:\n  <<: [*m, *k]", {"a": 1, "c": 3}),
        ("n: {'<<': {a: 1}}", {"<<": {"a": 1}}),
        ("n: {<<: text}", {"<<": "text"}),
    ],
)
def test_merge_keys_bring_what_is_not_there(text, value):
    assert load(text)["n"] == value


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("~: x", "null"),
        ("1: x", "1"),
        ("true: x", "true"),
        ("1e3: x", "1000"),
        ("? [a, b]\n: x", "a,b"),
        ("? {a: b}\n: x", "[object Object]"),
    ],
)
def test_every_key_becomes_text(text, key):
    assert load(text) == {key: "x"}


def test_items_of_a_list_know_their_lines():
    assert parse("a:\n  - x\n\n  - y\nb: [1,\n 2]").item_lines == {"a": (2, 4), "b": (5, 6)}


def test_tags_and_anchors_are_noticed():
    marks = parse("a: !t x\nb: &c y\nd: *c\n").marks

    assert [(mark.line, mark.text, mark.kind) for mark in marks] == [
        (1, "!t", "tag"),
        (2, "&c", "anchor"),
        (3, "*c", "alias"),
    ]


def test_a_syntax_error_names_its_line():
    with pytest.raises(YamlInvalid) as invalid:
        load("a: 1\nb: c: d\n")

    assert invalid.value.line == 2
