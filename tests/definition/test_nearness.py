"""How near a name is, and which line of a text is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.definition.nearness import find_line, marked_name, nearness, words


@pytest.mark.parametrize(
    ("name", "typed", "near"),
    [
        ("qa", "QA", 0),
        ("qa-lead", "qa", 1),
        ("lead-qa", "qa", 2),
        ("aqa", "qa", 3),
        ("quick-agent", "qa", 4),
        ("backend-specialist", "back spec", 4),
        ("Überprüfer", "uberp", 1),
        ("git", "qa", None),
        ("aq", "qa", None),
    ],
)
def test_a_name_is_as_near_as_it_looks(name, typed, near):
    assert nearness(name, typed) == near


def test_what_was_typed_is_marked_in_one_place_or_letter_by_letter():
    assert marked_name("lead-qa", "qa") == (("lead-", False), ("qa", True))
    assert marked_name("quick-agent", "qa") == (("q", True), ("uick-", False), ("a", True), ("gent", False))


@given(st.text(max_size=60), st.text(max_size=8))
def test_the_pieces_of_a_name_are_the_name(name, typed):
    assert "".join(piece for piece, _ in marked_name(name, typed)) == name


def test_the_line_that_holds_most_of_the_words_is_found():
    text = "Roll dice.\r\n\r\n- Roll back only with a tag\r\nBack again\n"

    found = find_line(text, words("back ROLL"))

    assert found is not None
    assert found.number == 3
    assert found.pieces == (("Roll", True), (" ", False), ("back", True), (" only with a tag", False))


def test_a_word_is_found_by_its_beginning_not_within_another():
    assert find_line("rollback\nbackup", ["back"]).number == 2
    assert find_line("rollback", ["back"]) is None


def test_only_the_asked_for_lines_are_looked_at():
    assert find_line("tag\nno\ntag", ["tag"], first=2).number == 3
    assert find_line("no\nno\ntag", ["tag"], until=2) is None


def test_of_a_long_line_the_part_with_the_word_is_shown():
    found = find_line(f"{'x ' * 400}needle{' y' * 400}", ["needle"])

    shown = "".join(piece for piece, _ in found.pieces)
    assert "needle" in shown
    assert len(shown) < 130
    assert shown.startswith("…") and shown.endswith("…")


def test_accents_and_other_scripts_are_found():
    assert find_line("Bitte Überprüfen", words("überprüfen")).number == 1
    assert find_line("ещё раз", words("ЕЩЁ")).number == 1


@given(st.text(max_size=200), st.lists(st.text(min_size=1, max_size=5), max_size=3))
def test_no_text_is_too_odd(text, wanted):
    found = find_line(text, wanted)

    assert found is None or found.number >= 1
