"""Comments follow their words through later iterations, and never come to stand on other words."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.anchors import Lines, moved, quoted, replaced
from agents.definition.diff import lines_of

TEXT = "---\nname: qa\n---\n\nYou test.\n\n- One\n- Two\n- Three\n\n## End\n\n- One\n- Two\n"
A_TEXT = st.lists(st.sampled_from(["a", "b", "c", "", "- One"]), max_size=12).map(lambda lines: "\n".join(lines))


def later(text: str, chance: random.Random) -> str:
    """A text some edits later: lines taken out, put in, written anew, moved, doubled."""
    lines = lines_of(text)
    for _ in range(chance.randrange(1, 6)):
        at = chance.randrange(len(lines) or 1)
        match chance.choice(["insert", "remove", "change", "move", "double"]):
            case "insert":
                lines[at:at] = [f"New {chance.random()}\n"]
            case "remove":
                del lines[at : at + chance.randrange(1, 4)]
            case "change" if lines:
                lines[at] = lines[at].rstrip("\n") + " changed\n"
            case "move" if lines:
                lines.insert(chance.randrange(len(lines)), lines.pop(at))
            case "double":
                lines[at:at] = lines[at : at + 2]
    return "".join(lines)


@pytest.mark.parametrize("seed", range(300))
def test_a_comment_stands_on_the_same_words_or_is_outdated(seed):
    chance = random.Random(seed)
    first = chance.randrange(1, len(lines_of(TEXT)))
    lines = Lines(first, min(first + chance.randrange(3), len(lines_of(TEXT))))
    new = later(TEXT, chance)

    found = moved(TEXT, new, lines)

    assert found is None or quoted(new, found) == quoted(TEXT, lines)


def test_most_comments_survive_edits_elsewhere():
    found = []
    for seed in range(300):
        chance = random.Random(seed)
        found.append(moved(TEXT, later(TEXT, chance), Lines(5, 5)))

    assert sum(one is not None for one in found) > 200


def test_equal_lines_further_down_are_not_taken_for_the_lost_ones():
    assert moved(TEXT, TEXT.replace("- One\n- Two\n- Three\n", "- Three\n"), Lines(7, 8)) is None


def test_lines_that_were_pulled_apart_are_outdated():
    assert moved("a\nb\nc\n", "a\nb\nnew\nc\n", Lines(2, 3)) is None
    assert moved("a\nb\nc\n", "a\nnew\nb\nc\n", Lines(2, 3)) == Lines(3, 4)


@given(A_TEXT, A_TEXT, st.integers(1, 12), st.integers(0, 3))
def test_whatever_the_texts_the_words_are_the_same(old, new, first, more):
    lines = Lines(first, first + more)
    if lines.last > len(lines_of(old)):
        return

    found = moved(old, new, lines)

    assert found is None or quoted(new, found) == quoted(old, lines)
    if old == new:
        assert found == lines


@pytest.mark.parametrize(
    ("text", "lines", "by", "wanted"),
    [
        ("a\nb\nc\n", Lines(2, 2), "B", "a\nB\nc\n"),
        ("a\nb\nc\n", Lines(2, 2), "B\n", "a\nB\nc\n"),
        ("a\nb\nc\n", Lines(2, 3), "", "a\n"),
        ("a\nb\nc\n", Lines(1, 3), "x\n\ny", "x\n\ny\n"),
        ("a\nb", Lines(2, 2), "B\n", "a\nB"),
        ("a\r\nb\r\n", Lines(1, 1), "x\r\ny", "x\r\ny\r\nb\r\n"),
        ("a\nb\nc\n", Lines(2, 2), "\n", "a\n\nc\n"),
        ("\ufeffa\u2028b\nc", Lines(1, 1), "x", "x\nc"),
    ],
)
def test_a_suggestion_replaces_its_lines_and_nothing_else(text, lines, by, wanted):
    assert replaced(text, lines, by=by) == wanted


@pytest.mark.parametrize(
    ("text", "by", "wanted"),
    [
        ("x\na\r\nb\nc\r\n", "a\nB\nc", "x\na\r\nB\r\nc\r\n"),  # each line that stays keeps its own end
        ("x\na\r\nb\nc", "a\nb\nC", "x\na\r\nb\nC"),
        ("x\r\na\r\nb\r\nc", "c", "x\r\nc"),
        ("x\na\nb\nc", "c\na", "x\nc\na"),
        ("x\na\r\nb\nc\n", "a\nb\nc", "x\na\r\nb\nc\n"),
    ],
)
def test_a_suggestion_keeps_the_ends_of_lines_it_leaves_alone(text, by, wanted):
    assert replaced(text, Lines(2, 4), by=by) == wanted


def test_lines_that_are_not_there_cannot_be_replaced():
    with pytest.raises(ValueError, match="no lines 3–3"):
        replaced("a\nb\n", Lines(3, 3), by="x")
