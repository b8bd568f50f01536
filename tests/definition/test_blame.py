"""Who wrote each line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.blame import blame
from agents.definition.diff import lines_of

LINES = st.sampled_from(["a\n", "b\n", "c\n", "\n", "a\r\n", "d", "---\n", "\u2028\n"])
TEXTS = st.lists(LINES, max_size=12).map("".join)
HISTORIES = st.lists(TEXTS, min_size=1, max_size=6)


@given(HISTORIES)
def test_every_line_belongs_to_a_text_that_holds_it(texts):
    owners = blame(texts)

    lines = lines_of(texts[-1])
    assert len(owners) == len(lines)
    assert all(line in lines_of(texts[owner]) for line, owner in zip(lines, owners, strict=True))


@given(TEXTS, st.lists(TEXTS, max_size=4))
def test_lines_that_were_never_changed_belong_to_the_first_text(text, ends):
    kept = text + "kept\n" * bool(text) + "last\n"
    histories = [kept, *[kept + end for end in ends]]

    assert blame(histories)[: len(lines_of(kept))] == [0] * len(lines_of(kept))


@given(HISTORIES)
def test_a_version_that_changes_nothing_owns_nothing(texts):
    assert blame([*texts, texts[-1]]) == blame(texts)


@given(HISTORIES, st.lists(TEXTS, max_size=3))
def test_older_versions_only_move_the_numbers(texts, older):
    owners = blame(texts)

    longer = blame([*older, *texts])

    new = [owner for owner in owners if owner]
    assert [owner - len(older) for owner, short in zip(longer, owners, strict=True) if short] == new


@pytest.mark.parametrize(
    ("texts", "owners"),
    [
        ([], []),
        ([""], []),
        (["a\nb\n"], [0, 0]),
        (["a\nb\n", "a\nnew\nb\n"], [0, 1, 0]),
        (["a\nb\n", "a\n", "a\nb\n"], [0, 2]),
        (["a\n", "a"], [1]),
        (["a\n", "a\r\n"], [1]),
    ],
)
def test_by_example(texts, owners):
    assert blame(texts) == owners


def test_a_long_history_of_rewritten_texts_is_done_with_bounded_work():
    texts = ["".join(f"{(line * version) % 97}\n" for line in range(600)) for version in range(1, 60)]

    assert len(blame(texts)) == 600
