"""Chips go around words of a rendered text and change none of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.chips import Chip, with_chips
from agents.definition.preview import render


def chip(line, words, start=0):
    return Chip(line, start, words, '<a class="ref" href="/x/">', "</a>")


def chips_in(text, *chips):
    return with_chips(render(text).html, chips)


def words(html):
    return re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("Ask git now.", chip(1, "git"), "Ask [git] now."),
        ("First.\n\n- Ask `git`\n- git again", chip(4, "git"), "[git] again"),
        ("legit git", chip(1, "git"), "legit [git]"),
        ("R&D Agent", chip(1, "R&D Agent"), "[R&amp;D Agent]"),
        ("### With **QA** Agent", chip(1, "QA"), "With <strong>[QA]</strong> Agent"),
        ("Two lines\nof git here", chip(2, "git"), "of [git] here"),
        ("See `.claude/x.md` first", chip(1, ".claude/x.md"), "<code>[.claude/x.md]</code>"),
        ("| a | b |\n|---|---|\n| git | x |", chip(3, "git"), ">[git]<"),
    ],
)
def test_a_chip_stands_around_its_words(text, found, expected):
    marked = chips_in(text, found)

    assert expected.replace("[", '<a class="ref" href="/x/">').replace("]", "</a>") in marked
    assert words(marked) == words(render(text).html)


def test_two_on_one_line_each_get_their_own():
    marked = chips_in("git, then git and qa", chip(1, "git", 0), chip(1, "git", 10), chip(1, "qa", 18))

    assert marked.count("<a ") == 3


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A [link to git](https://example.com) here", chip(1, "git")),
        ("![git](https://example.com/a.png 'x> git')", chip(1, "git")),
        ("Nobody", chip(1, "git")),
        ("Nobody", chip(1, "")),
        ("Later\n\nmore", chip(0, "more")),
        ("legit", chip(1, "git")),
    ],
)
def test_what_is_not_there_or_a_link_already_stays(text, found):
    assert chips_in(text, found) == render(text).html


@given(st.text(max_size=120), st.text(min_size=1, max_size=4), st.integers(0, 6))
def test_no_text_loses_a_word_or_gains_a_tag_of_its_own(text, wanted, line):
    plain = render(text).html
    marked = chips_in(text, chip(line, wanted))

    assert (
        marked.replace('<a class="ref" href="/x/">', "", 1).replace("</a>", "", 1) == plain
        or marked == plain
        or ("<a " in plain and words(marked) == words(plain))
    )
