"""Who is mentioned in a comment."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.mentions import MOST, mentioned, with_mentions
from agents.definition.preview import render


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("@ada", ["ada"]),
        ("Thanks, @Ada!", ["ada"]),
        ("(@ada)", ["ada"]),
        ("@ada @ada", ["ada"]),
        ("@ada.l says", ["ada.l"]),
        ("Ask @ada.", ["ada.", "ada"]),
        ("**@ada**", ["ada"]),
        ("@jürgen", ["jürgen"]),
        ("ada@example.org", []),
        ("https://example.org/@ada", []),
        ("@", []),
        ("`@property`", []),
        ("``a ` @b`` @c", ["c"]),
        ("```python\n@cache\n```\n@ada", ["ada"]),
        ("~~~\n@cache", []),
        ("a ` and @ada", ["ada"]),
    ],
)
def test_names(words, names):
    assert list(mentioned(words)) == names


def test_many_are_not_all_taken():
    words = " ".join(f"@name{number}" for number in range(10_000))

    assert len(mentioned(words)) <= MOST + 1


@given(st.text(alphabet="@`~ab. \n", max_size=200))
def test_any_words_can_be_read(words):
    assert all(name for name in mentioned(words))


PEOPLE = {"ada": "Ada Love", "ben": "Ben “B” <Roe>", "j.doe+x": "J"}


def test_members_are_marked_and_the_own_name_stronger():
    shown = with_mentions("<p>@Ada, ask @ben. And @j.doe+x.</p>", PEOPLE, own="ben")

    assert '<span class="at" title="Ada Love">@Ada</span>,' in shown
    assert '<mark class="at" title="Ben “B” &lt;Roe&gt;">@ben</mark>. And' in shown
    assert ">@j.doe+x</span>." in shown


@pytest.mark.parametrize(
    "html",
    [
        "<p>@eve and me@ada.example</p>",
        "<p><code>@ada</code></p>",
        "<pre><code>@ada\n</code></pre>",
        '<p><a href="https://example.org/?@ada" title="a > @ada">@ada</a></p>',
        "<p>&lt;@</p>",
    ],
)
def test_nobody_else_is_marked(html):
    assert with_mentions(html, PEOPLE) == html


@given(st.text(alphabet="@`~ab<>&\"' \n*[](){}%", max_size=120))
def test_a_mark_adds_no_character_and_never_breaks_the_html(words):
    html = render(words).html
    marked = with_mentions(html, {"a": 'A"<b>', "ab": "&"}, own="a")

    assert re.sub(r'<(?:span|mark) class="at" title="[^"<>]*">|(?<=[ab])</(?:span|mark)>', "", marked) == html
