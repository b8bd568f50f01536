"""The strict reading: what other tools make of a file."""

import datetime

import pytest

from agents.definition.strict import read_strict


def frontmatter(text: str) -> str:
    return f"---\nname: qa\n{text}\n---\nBody\n"


def test_plain_frontmatter_is_read_with_the_types_of_yaml_1_1():
    reading = read_strict(frontmatter("on: 2026-01-31"))

    assert reading.metadata == {"name": "qa", True: datetime.date(2026, 1, 31)}
    assert reading.problem is None


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("Just text", "strict.missing", 1),
        ("\ufeff---\nname: qa\n---\n", "strict.missing", 1),
        ("---\nname: qa\n", "strict.unclosed", 1),
        ("---\n- a\n---\n", "strict.not_a_mapping", 1),
        (frontmatter("description: Use when: asked"), "strict.invalid", 3),
        ("\n\n" + frontmatter("description: Use when: asked"), "strict.invalid", 5),
        (frontmatter("tools: *"), "strict.invalid", 3),
        (frontmatter("when: 2024-99-99"), "strict.invalid", 1),
        (frontmatter("a: " + "9" * 350), None, None),
        (frontmatter("a: " + "9" * 5000), "strict.refused", 3),
        (frontmatter("a: 1" + ":1" * 100_000), "strict.refused", 3),
        (frontmatter("a: !!bool maybe"), "strict.invalid", 1),
        (frontmatter("a: !!timestamp never"), "strict.invalid", 1),
        (frontmatter("a: !!int ''"), "strict.invalid", 1),
        (frontmatter("a: !!python/name:os.getcwd"), "strict.invalid", 3),
        (frontmatter("a: !own x"), "strict.invalid", 3),
        (frontmatter("a: " + "[" * 30_000), "strict.refused", 3),
        (frontmatter('a: "b\\0"'), "strict.refused", 3),
    ],
)
def test_what_other_tools_refuse_is_a_problem_with_its_line(text, code, line):
    problem = read_strict(text).problem

    assert (problem.code, problem.line) == (code, line) if code else problem is None


def test_a_blank_line_before_the_frontmatter_is_no_matter_here():
    assert read_strict("\n" + frontmatter("a: b")).metadata == {"name": "qa", "a": "b"}


def test_dashes_within_a_value_do_not_end_the_frontmatter_here():
    assert read_strict(frontmatter("a: b --- c")).metadata == {"name": "qa", "a": "b --- c"}
