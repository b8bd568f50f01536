"""Headings are found where Markdown sees them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from agents.definition.sections import Heading, outline, section_at, section_lines
from agents.definition.source import split

TEXT = "---\nname: qa\n# no heading\n---\nHello\n\n# One\n\ntext\n\n## Two ##\n\nThree\n=====\nend"


def test_lines_are_those_of_the_whole_text():
    assert outline(TEXT) == [Heading(1, "One", 7), Heading(2, "Two", 11), Heading(1, "Three", 13)]


def test_the_section_of_a_line():
    assert section_at(TEXT, 5) is None
    assert [section_at(TEXT, line).title for line in (7, 9, 11, 12, 13, 15)] == [
        "One",
        "One",
        "Two",
        "Two",
        "Three",
        "Three",
    ]


def test_a_section_holds_its_subsections():
    one, two, three = outline(TEXT)

    assert section_lines(TEXT, one) == range(7, 13)
    assert section_lines(TEXT, two) == range(11, 13)
    assert section_lines(TEXT, three) == range(13, 16)


@pytest.mark.parametrize(
    "body",
    [
        "```\n# no\n```\n# yes",
        "~~~ py\n# no\n```\n# no\n~~~\n# yes",
        "````\n```\n# no\n````\n# yes",
        "- item\n  ```\n  # no\n  ```\n\n# yes",
        "1. ```sh\n   # no\n   ```\n\n# yes",
        "# yes\n```\n# no",
        "    # no\n\n# yes",
        "#no\n\n####### no\n\n# yes",
        "# yes\n\n- a\n---\n",
        "# yes\n\n---\n\n***\n---\n",
        "# yes\n\n| a |\n|---|\n",
        "``` a`b\n# yes\n",
        "> quoted\n---\n\n# yes",
    ],
)
def test_fences_and_rules_are_no_headings(body):
    assert [heading.title for heading in outline(body)] == ["yes"]


@pytest.mark.parametrize(
    ("line", "title"), [("#", ""), ("# #", ""), ("# a #", "a"), ("# a#", "a#"), ("#\ta b  ", "a b")]
)
def test_titles(line, title):
    assert [heading.title for heading in outline(line)] == [title]


def test_carriage_returns_are_counted_once():
    assert outline("a\r\n\r\n# b\r\n") == [Heading(1, "b", 3)]


@given(st.text())
def test_any_text_has_an_outline(text):
    outline(text)


@pytest.mark.shared
def test_headings_of_the_corpus_are_those_of_commonmark(shared):
    wrong, count = [], 0
    for path in [*sorted(shared.glob("corpus/**/*.md")), *sorted(shared.glob("seed/.claude/**/*.md"))]:
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        count += 1
        if [(heading.level, heading.line) for heading in outline(text)] != commonmark_headings(text):
            wrong.append(path.name)

    assert len(wrong) <= 0.01 * count, f"{len(wrong)} of {count} differ: {wrong}"


def commonmark_headings(text):
    source = split(text)
    tokens = MarkdownIt("commonmark").enable("table").parse(source.body)
    return [
        (int(token.tag[1]), token.map[0] + source.body_line)
        for token in tokens
        if token.type == "heading_open" and token.level == 0
    ]
