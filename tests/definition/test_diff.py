"""What a page shows of a change."""

from hypothesis import given
from hypothesis import strategies as st

from agents.definition.diff import changed, hunks, lines_of, map_line, map_lines

TEXTS = st.text(alphabet="ab\n\r\u2028\x0b", max_size=40)


def signed(found):
    return [line.sign + line.text for hunk in found for line in hunk.lines]


def test_equal_texts_have_no_hunks():
    assert hunks("a\nb\n", "a\nb\n") == []


def test_a_changed_line_stands_between_the_lines_around_it():
    old = "".join(f"line {n}\n" for n in range(1, 10))

    [hunk] = hunks(old, old.replace("line 5", "other"), context=1)

    assert [line.sign for line in hunk.lines] == [" ", "-", "+", " "]
    assert [(line.old_line, line.new_line) for line in hunk.lines] == [(4, 4), (5, None), (None, 5), (6, 6)]
    assert hunk.skipped == 3


def test_changes_far_apart_are_two_hunks():
    old = "".join(f"{n}\n" for n in range(40))

    found = hunks(old, old.replace("\n5\n", "\nfive\n").replace("\n30\n", "\nthirty\n"))

    assert [hunk.skipped for hunk in found] == [2, 18]


def test_a_changed_line_end_is_said_in_words():
    [hunk] = hunks("a\r\nb\r\n", "a\r\nb\n")

    assert [(line.text, line.note) for line in hunk.lines if line.sign != " "] == [
        ("b", "ends in CRLF"),
        ("b", "ends in LF"),
    ]


def test_a_missing_last_line_end_is_said_in_words():
    [hunk] = hunks("a\n", "a")

    assert [line.note for line in hunk.lines] == ["", "no line end"]


def test_invisible_characters_are_written_out():
    [hunk] = hunks("say no\n", "say\u200b no\u202e\n")

    assert hunk.lines[-1].shown == "say‹U+200B› no‹U+202E›"


def test_an_emoji_stays_a_picture():
    [hunk] = hunks("", "⚠️ careful 👩‍💻\n")

    assert hunk.lines[0].shown == "⚠️ careful 👩‍💻"


def test_only_line_feeds_end_a_line():
    assert lines_of("a\u2028b\x0bc\rd\ne") == ["a\u2028b\x0bc\rd\n", "e"]


def test_more_lines_than_a_page_takes_are_counted_not_shown():
    found = hunks("", "x\n" * 500, most=20)

    assert (len(found[-1].lines), found[-1].left_out) == (20, 480)


def test_added_and_removed_lines_are_counted():
    assert changed(hunks("a\nb\n", "a\nc\nd\n")) == (2, 1)


@given(TEXTS, TEXTS)
def test_the_hunks_tell_the_whole_change(old, new):
    shown = [line for hunk in hunks(old, new, context=10_000) for line in hunk.lines]

    if old != new:
        assert [line.text for line in shown if line.sign != "+"] == [stripped(line) for line in lines_of(old)]
        assert [line.text for line in shown if line.sign != "-"] == [stripped(line) for line in lines_of(new)]


def stripped(line):
    return line.removesuffix("\n").removesuffix("\r") if line.endswith("\n") else line


@given(TEXTS, TEXTS)
def test_a_line_that_still_stands_reads_the_same(old, new):
    before, after = lines_of(old), lines_of(new)

    for line, text in enumerate(before, 1):
        there = map_line(old, new, line)
        assert there is None or after[there - 1] == text


@given(TEXTS, TEXTS)
def test_lines_keep_their_order_wherever_they_go(old, new):
    places = map_lines(old, new)

    assert list(places.items()) == sorted(places.items())
    assert list(places.values()) == sorted(set(places.values()))


@given(TEXTS)
def test_in_an_unchanged_text_every_line_stays(text):
    lines = range(1, len(lines_of(text)) + 1)

    assert map_lines(text, text) == {line: line for line in lines}


@given(TEXTS, st.lists(st.sampled_from(["x\n", "y\n"]), max_size=4), st.integers(0, 40))
def test_lines_move_down_by_what_is_put_above_them(old, added, at):
    lines = lines_of(old)
    at = min(at, len(lines))
    new = "".join([*lines[:at], *added, *lines[at:]])

    moved = {line: line if line <= at else line + len(added) for line in range(1, len(lines) + 1)}

    if at == 0 or lines[at - 1].endswith("\n"):
        assert map_lines(old, new) == moved


def test_a_line_that_never_was_stands_nowhere():
    assert map_line("a\n", "a\n", 2) is None
    assert map_line("a\n", "a\n", 0) is None
