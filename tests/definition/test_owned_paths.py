"""A pattern of paths means what it looks like, and matching it never takes long."""

import pytest

from agents.definition.owned_paths import UnfitPattern, check_pattern, fits

PATHS = ("agents/qa.md", "agents/web/forms.md", "agents/web/deep/forms.md", "guidelines/tone.md")


@pytest.mark.parametrize(
    ("pattern", "fitting"),
    [
        ("agents/qa.md", {0}),
        ("agents/*", {0}),
        ("agents/*.md", {0}),
        ("agents/", {0, 1, 2}),
        ("agents/**/forms.md", {1, 2}),
        ("agents/*/forms.md", {1}),
        ("agents/w?b/**", {1, 2}),
        (".claude/guidelines/t*e.md", {3}),
        ("agents/QA.md", set()),
    ],
)
def test_a_pattern_fits_what_it_looks_like(pattern, fitting):
    checked = check_pattern(pattern)

    assert {at for at, path in enumerate(PATHS) if fits(checked, path)} == fitting


def test_many_stars_take_no_longer_than_one():
    assert not fits(check_pattern(f"agents/{'*a' * 120}b"), f"agents/{'a' * 240}")


def test_a_dot_is_a_dot():
    assert not fits("agents/q.md", "agents/qxmd")


@pytest.mark.parametrize("pattern", ["agents//x", "agents/.", "rules/x.md", "agents/a**", "agents/é", "agents/{a,b}"])
def test_what_could_fit_nothing_is_refused(pattern):
    with pytest.raises(UnfitPattern):
        check_pattern(pattern)
