"""Cutting a file at its seams loses nothing, and the seams are where an author sees them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from agents.definition.source import split

PIECES = [
    "---",
    "\n",
    "\r\n",
    "\r",
    "name: qa",
    ": ",
    "#",
    " ",
    "\t",
    '"',
    "'",
    "|",
    "- ",
    "{",
    "\ufeff",
    "x",
    "\u2028",
]


def keys(text):
    return [entry.key for entry in split(text).entries]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
@example("\ufeff---\r\nname: qa\r\n---")
@example('---\n"\n---')
def test_any_text_survives_a_split(text):
    assert str(split(text)) == text


@given(st.lists(st.sampled_from(PIECES)).map(lambda pieces: "---\n" + "".join(pieces) + "\n---\nbody"))
def test_any_frontmatter_survives_a_split(text):
    source = split(text)

    assert str(source) == text
    assert all(entry.text for entry in source.entries)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_the_parts_of_a_file(newline, bom):
    text = f"{bom}---{newline}name: qa{newline}tools: Read{newline}---{newline}Body"

    source = split(text)

    assert source.opening == f"{bom}---{newline}"
    assert keys(text) == ["name", "tools"]
    assert source.closing == f"---{newline}"
    assert (source.body, source.body_line, source.newline) == ("Body", 5, newline)
    assert source.line_of("tools") == 3


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("|\n  a: b\n\n  c", "a block scalar"),
        (">-\n  a\n  # no comment", "a folded scalar"),
        ("one\n  two: three\n  four", "an indented continuation"),
        ('"one\ntools: two\nthree"', "double quotes over lines"),
        ("'one\nisn''t: it\nthree' # so", "single quotes over lines"),
        ("[Read,\n  Grep]", "a list over lines"),
        ("\n- Read\n- Grep", "a list in the first column"),
        ("a\u2028tools: b\u0085model: c", "characters that only look like line ends"),
        ("|+\n  a\n\n", "blank lines that are kept"),
    ],
)
def test_a_value_over_several_lines_is_one_entry(value, why):
    text = f"---\ndescription: {value}\nmodel: opus\n---\n"

    assert [entry.text for entry in split(text).entries] == [f"description: {value}\n", "model: opus\n"], why


def test_an_unclosed_quote_does_not_swallow_the_next_key():
    assert keys('---\ndescription: "never closed\nname: qa\ncolor: "red"\n---\n') == [
        "description",
        "name",
        "color",
    ]


def test_quoted_keys_lose_their_quotes():
    assert keys("---\n\"name\": x\n'it''s': y\n\"a\\tb\": z\n---\n") == ["name", "it's", "a\tb"]


def test_comments_and_blank_lines_stand_apart():
    text = "---\n# first\nname: qa\n\n# about tools\ntools:\n  - Read\n  # - Write\n# last\n---\n"

    assert [(entry.key, entry.text) for entry in split(text).entries] == [
        ("", "# first\n"),
        ("name", "name: qa\n"),
        ("", "\n# about tools\n"),
        ("tools", "tools:\n  - Read\n  # - Write\n"),
        ("", "# last\n"),
    ]


def test_of_duplicate_keys_the_last_counts():
    source = split("---\nname: a\nname: b\n---\n")

    assert source.entry("name").text == "name: b\n"
    assert source.line_of("name") == 3


def test_keys_may_be_indented_together():
    assert keys("---\n  name: qa\n  tools:\n    - a\n---\n") == ["name", "tools"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Body",
        "\n---\nname: qa\n---\n",
        "---\nname: qa\n",
        "----\nname: qa\n---\n",
        "---\rname: qa\r---\r",
        "--- x\n---\n",
    ],
)
def test_without_a_whole_frontmatter_all_is_body(text):
    source = split(text)

    assert (source.opening, source.entries, source.closing, source.body) == ("", (), "", text)
    assert source.body_line == 1


@pytest.mark.parametrize(
    ("end", "closing", "body"),
    [
        ("---", "---", ""),
        ("---  \nB", "---  \n", "B"),
        ("----\nB", "---", "-\nB"),
        ("--- B", "---", " B"),
        ("  ---\nB", "  ---\n", "B"),
    ],
)
def test_where_the_closing_fence_ends(end, closing, body):
    source = split("---\nname: qa\n" + end)

    assert (source.closing, source.body) == (closing, body)


def test_dashes_within_a_value_do_not_close_what_the_author_closed_later():
    source = split("---\ndescription: a --- b\ntools: Read\n---\nBody\n---\n")

    assert [entry.key for entry in source.entries] == ["description", "tools"]
    assert source.body == "Body\n---\n"


def test_dashes_within_a_value_close_when_nothing_else_does():
    source = split("---\nname: qa\ndescription: a --- b\n")

    assert (source.closing, source.body) == ("---", " b\n")


def test_json_frontmatter_has_no_entries_to_edit():
    assert keys('---\n{\n"name": "qa",\n"description": "d"\n}\n---\n') == [""]
