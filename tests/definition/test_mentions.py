"""Who is mentioned in a comment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.mentions import MOST, mentioned


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
