"""The words that changed, and which line stands beside which."""

from hypothesis import given
from hypothesis import strategies as st

from agents.definition.diff import hunks
from agents.definition.words import changed_words, rows

LINES = st.text(alphabet="ab ,\t‹›_é\u0301中👩\u200d💻", max_size=30)
TEXTS = st.lists(st.sampled_from(["a b\n", "a c\n", "long line of words\n", "long line of beans\n", "\n"]), max_size=8)


def marked(spans):
    return "".join(text if kind == "same" else f"[{text}]" for kind, text in spans)


def side_by_side(old, new):
    return [
        (row.old and marked(row.old_spans), row.new and marked(row.new_spans))
        for hunk in hunks(old, new)
        for row in rows(hunk.lines)
    ]


@given(LINES, LINES)
def test_the_spans_of_a_line_are_the_line(old, new):
    before, after = changed_words(old, new)

    assert ("".join(text for _, text in before), "".join(text for _, text in after)) == (old, new)


@given(LINES, LINES, st.integers(0, 30))
def test_what_is_the_same_reads_the_same_on_both_sides(old, new, budget):
    before, after = (
        "".join(text for kind, text in spans if kind == "same") for spans in changed_words(old, new, budget=budget)
    )

    assert "".join(before.split()) == "".join(after.split())


def test_one_word_in_a_long_line_is_seen():
    before, after = changed_words("Reviews every change before merge.", "Reviews each change before merge.")

    assert marked(before) == "Reviews [every] change before merge."
    assert marked(after) == "Reviews [each] change before merge."


def test_neighbouring_words_are_one_change():
    _, after = changed_words("Use this agent now, please do", "Use that helper now, please do")

    assert marked(after) == "Use [that helper] now, please do"


def test_a_tool_is_a_word_with_its_underscores():
    _, after = changed_words("tools: mcp__git__log, Read", "tools: mcp__git__show, Read")

    assert marked(after) == "tools: [mcp__git__show], Read"


def test_lines_with_little_in_common_changed_as_a_whole():
    assert changed_words("a quick brown fox", "tools: Read, a") == (
        (("changed", "a quick brown fox"),),
        (("changed", "tools: Read, a"),),
    )


def test_a_changed_line_stands_beside_what_it_became():
    assert side_by_side("same\nyou test things\n", "same\nyou test all things\n") == [
        ("same", "same"),
        ("you test things", "you test [all ]things"),
    ]


def test_a_line_put_above_a_changed_one_stands_alone():
    assert side_by_side("you test things\n", "quite new\nyou test all things\n") == [
        (None, "[quite new]"),
        ("you test things", "you test [all ]things"),
    ]


def test_an_invisible_character_is_a_changed_word():
    assert side_by_side("say no\n", "say no\u200b\n") == [("say no", "say no[‹U+200B›]")]


def test_a_page_of_long_changed_lines_spends_one_budget():
    old = "".join("".join(f"w{i * j % 97} " for j in range(200)) + "\n" for i in range(1, 400))

    found = hunks(old, old.replace("w1", "v"))

    assert sum(row.old is not None for hunk in found for row in rows(hunk.lines)) >= 399


@given(TEXTS, TEXTS)
def test_every_line_stands_on_its_side_once_and_in_order(old, new):
    for hunk in hunks("".join(old), "".join(new)):
        found = rows(hunk.lines)

        assert [row.old for row in found if row.old] == [line for line in hunk.lines if line.sign != "+"]
        assert [row.new for row in found if row.new] == [line for line in hunk.lines if line.sign != "-"]
