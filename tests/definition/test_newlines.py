"""What a browser does to line ends is undone, and what the person did stays."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.newlines import restore

texts = (
    st.lists(st.sampled_from(["a", "b", "", "---", "\n", "\r\n", "\r", "\n\n", "c\u2028d"])).map("".join) | st.text()
)


def posted(text):
    """What a form sends for ``text``."""
    return re.sub(r"\r\n|\r|\n", "\r\n", text)


@given(texts)
def test_an_unchanged_post_is_the_base(base):
    assert restore(posted(base), base) == base
    assert restore(base, base) == base


@given(texts.filter(lambda text: not re.match(r"[\r\n]+---", text)))
def test_the_newline_a_textarea_swallows_comes_back(base):
    assert restore(re.sub(r"\A\r\n", "", posted(base)), base) == base


@given(texts, texts)
def test_the_lines_are_the_posted_ones(text, base):
    wanted = posted(text).split("\r\n")

    lines = posted(restore(posted(text), base)).split("\r\n")

    assert lines in (wanted, ["", *wanted])


@given(texts, st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_file_of_one_kind_stays_so(text, newline):
    result = restore(posted("x\n" + text), f"x{newline}y")

    assert result == re.sub(r"\r\n|\r|\n", newline, "x\n" + text)


@pytest.mark.parametrize(
    ("base", "text", "result"),
    [
        ("a\r\nb\nc\r\n", "a\nX\nb\nc\n", "a\r\nX\r\nb\nc\r\n"),
        ("a\nb\r\nc\n", "b\nc\n", "b\r\nc\n"),
        ("a\nb\r\nc\nd", "X\nb\nY\nd\n", "X\nb\r\nY\nd\n"),
        ("a\rb\n\nc\n", "a\n\nc\n", "a\r\rc\n"),
        ("a", "a\nb", "a\nb"),
        ("", "a\nb", "a\nb"),
        ("\na", "b", "\nb"),
        ("\n---\nname: qa\n---\n", "---\nname: qa\n---\n", "---\nname: qa\n---\n"),
    ],
)
def test_changed_lines(base, text, result):
    assert restore(posted(text), base) == result


def test_a_long_rewritten_file_of_mixed_line_ends_is_quick():
    base = "\n" * 30_000 + "a\r\n" * 30_000

    assert restore(posted("b\n" * 60_000), base).count("\n") == 60_000
