"""Whatever is written is read back as it was, by the client and by PyYAML."""

import json

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from agents.definition.client import read
from agents.definition.scalars import emit, quoted

NASTY = [
    *(
        "",
        " ",
        "~",
        "null",
        "yes",
        "No",
        "on",
        "y",
        "true",
        "=",
        "<<",
        "0",
        "-1",
        "+1",
        "007",
        "0o17",
        "0x1F",
        "0b1",
    ),
    *(
        "1_000",
        "1e3",
        "1e400",
        ".5",
        "5.",
        ".inf",
        "-.Inf",
        ".nan",
        "2026-11-22",
        "12:30",
        "1:2",
        "- a",
        "-",
        "-a",
    ),
    *(
        "? a",
        "?",
        ": a",
        ":",
        "a:",
        "a: b",
        "a:b",
        "a #b",
        "#a",
        "a# b",
        "*",
        "*a",
        "&a b",
        "!",
        "!!int 5",
        "!x y",
    ),
    *(
        "%TAG",
        "@a",
        "`a`",
        "|",
        ">",
        "|-\n a",
        "[a",
        "[a]",
        "{a",
        "{a: b}",
        "]",
        "}",
        ",",
        '"',
        "'",
        '"a" b',
        "'a' b",
    ),
    *(
        '"a"',
        "'a'",
        "it's",
        "\\",
        "C:\\x",
        "\\\\",
        "---",
        "--- a",
        "a --- b",
        "----",
        "-----",
        "a--b",
        "--",
        "\n---\n",
    ),
    *(
        "...",
        "\n...\n",
        "<!-- a -->",
        "a\n\nb\n",
        "\n",
        "\n\na",
        "a\r\nb",
        "\r",
        "\t",
        "\ta",
        "a\t",
        " a ",
        "a  b",
    ),
    *(
        "\x01",
        "\x1b[31m",
        "\x7f",
        "\x80",
        "\x85",
        "a\x85b: c",
        "\xa0",
        "\u2028",
        "a\u2029- b",
        "\ufeff",
        "a\ufeff",
    ),
    *(
        "\ufffe",
        "\uffff",
        "\U0001fffe",
        "\u200b",
        "\u202e",
        "é",
        "e\u0301",
        "日本",
        "🦊",
        "👩‍👩‍👧",
        "\ue000",
        "x" * 5000,
    ),
    *(
        'a"; b',
        "a: 'b', \"c\"",
        "key: |\n  text",
        "%YAML 1.2",
        "a\0"[:1],
        "{{x}}",
        "${x}",
        "<example>\nuser: hi\n</example>",
    ),
]
BITS = [
    "---",
    "--",
    "-",
    ": ",
    ":",
    " #",
    "#",
    '"',
    "'",
    "\\",
    "\n",
    "\r",
    "\t",
    " ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "&",
    "*",
]
BITS += [
    "!",
    "|",
    ">",
    "%",
    "@",
    "`",
    "?",
    "=",
    "<<",
    "~",
    "yes",
    "1",
    ".",
    "e3",
    "\u2028",
    "\x85",
    "\ufeff",
    "\x1b",
    "é",
    "🦊",
]
hostile = st.lists(st.sampled_from(BITS), max_size=12).map("".join)
anything = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


def assert_read_back(value):
    for written in (emit(value), quoted(value)):
        assert "---" not in written and "\n" not in written
        assert yaml.load(f"key: {written}\n", Loader=yaml.CSafeLoader)["key"] == value
        reading = read(f"---\nname: qa\ninitialPrompt: {written}\ndescription: {written}\nmodel: opus\n---\nBody\n")
        assert reading.description == (value.replace("\\n", "\n") or None)
        if value.strip():
            assert read(f"---\ndescription: d\nname: {written}\ncolor: red\n---\n").name in (value, None)
        assert (reading.model, reading.body) == ("opus", "Body")


@settings(max_examples=10_000, deadline=None)
@given(hostile | anything)
@example("a\\nb")
def test_every_text_is_read_back(value):
    assert_read_back(value)


@pytest.mark.parametrize("value", NASTY)
def test_nasty_texts_are_read_back(value):
    assert_read_back(value)


@pytest.mark.parametrize("value", [value for value in NASTY if value and "\\" not in value])
def test_nasty_texts_survive_the_repair_of_another_line(value):
    reading = read(f"---\nname: qa\ndescription: {emit(value)}\nmodel: *x\n---\n")

    assert (reading.loads, reading.description) == (True, value)


@pytest.mark.parametrize(
    "value", ["Reviews code, often.", "claude-opus-4-5", "It's (nearly) done; see a/b", "sonnet[1m]"]
)
def test_harmless_texts_stay_plain(value):
    assert emit(value) == value


@pytest.mark.parametrize("value", ["a\0b", "a\ud800b"])
def test_what_no_file_can_hold_is_refused(value):
    with pytest.raises(ValueError, match="remove it"):
        quoted(value)


@pytest.mark.shared
def test_the_shared_strings_are_read_back(shared):
    lines = (shared / "badinput/strings/emit_values.jsonl").read_text(encoding="utf-8").split("\n")
    values = [json.loads(line) for line in lines if line]

    for value in values:
        assert_read_back(value)

    assert len(values) > 50
