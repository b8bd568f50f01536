"""Two versions of a file side by side."""

from hypothesis import given
from hypothesis import strategies as st

from agents.definition.comparison import compare, count, summarise
from agents.definition.diff import lines_of
from agents.definition.field_changes import field_changes
from agents.definition.source import split

PIECES = ["a\n", "b\n", "\n", "# Part\n", "---\n", "name: x\n", "tools: Read\n", "# c\n", "\r\n", "end", "\u200b", "\r"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
BODY = "".join(f"Line {number}\n" for number in range(40))


def agent(front: str, body: str = "Test.\n") -> str:
    return f"---\n{front}---\n{body}"


def change(old: str, new: str):
    return field_changes(split(agent(old)), split(agent(new)))[0]


@given(TEXTS, TEXTS)
def test_every_changed_line_is_shown_once_and_no_other(old, new):
    compared = compare(old, new)

    assert compared.is_same == (old == new)
    shown = [row for part in (*compared.front, *compared.body) for row in part.rows]
    assert all((row.old is row.new) or (row.old or row.new).sign in "+-" for row in shown)
    for side in ("old_line", "new_line"):
        numbers = [getattr(row.old if side == "old_line" else row.new, side) for row in shown if _has(row, side)]
        assert numbers == sorted(set(numbers))


def _has(row, side):
    line = row.old if side == "old_line" else row.new
    return line is not None and getattr(line, side) is not None


@given(TEXTS, TEXTS)
def test_the_rows_put_together_are_both_texts_again(old, new):
    compared = compare(old, new)

    for parts in (compared.front, compared.body):
        below = [line for part in parts for line, _ in part.lines]
        for text, sign, number in ((old, "+", "old_line"), (new, "-", "new_line")):
            shown = {getattr(line, number): line.text for line in below if line.sign != sign}
            lines = dict(enumerate((_without_end(line) for line in lines_of(text)), 1))
            assert shown.items() <= lines.items()
            assert not shown or list(shown) == list(range(min(shown), max(shown) + 1))


def _without_end(line):
    return line.removesuffix("\n").removesuffix("\r") if line.endswith("\n") else line


@given(TEXTS, TEXTS)
def test_the_summary_agrees_with_the_page(old, new):
    compared, told = compare(old, new), summarise(old, new)

    assert (told.added, told.removed) == (compared.added, compared.removed)
    assert set(told.keys) == {one.key for one in compared.fields}


def test_unchanged_lines_are_folded_under_the_name_of_their_section():
    old = agent("name: qa\n", f"# Work\n{BODY}## Style\n{BODY}last\n")

    compared = compare(old, old.replace("last", "final"))

    fold, changed = compared.body
    assert (fold.folded, fold.section) == (79, "Style")
    assert [line.new_line for line, _ in fold.lines] == list(range(4, 83))
    assert [(line.sign, line.old_line, line.new_line) for line, _ in changed.lines][-2:] == [
        ("-", 86, None),
        ("+", None, 86),
    ]


def test_a_single_line_is_shown_instead_of_a_fold():
    lines = [f"{number}\n" for number in range(1, 13)]
    changed = [*lines[:4], "five\n", *lines[5:]]  # one line is left above, four below
    changed[-1] = "twelve\n"

    (whole,) = compare("".join(lines), "".join(changed)).body

    assert [line.new_line for line, _ in whole.lines if line.sign == " "] == [1, 2, 3, 4, 6, 7, 8, 9, 10, 11]


def test_below_each_other_the_old_lines_come_first():
    compared = compare("one\ntwo\n", "uno\ndue\n")

    assert [line.sign for line, _ in compared.body[0].lines] == ["-", "-", "+", "+"]


def test_a_file_that_got_a_frontmatter_is_compared_as_lines():
    compared = compare("Test.\n", agent("name: qa\n"))

    assert (compared.fields, compared.front) == ((), ())
    assert (compared.added, compared.removed) == (3, 0)


def test_tools_are_names_added_and_removed():
    tools = change("tools: Read, Grep\n", "tools: [Read, Bash]\n")

    assert (tools.label, tools.kept, tools.removed, tools.added) == ("Tools", ("Read",), ("Grep",), ("Bash",))


def test_no_list_of_tools_means_every_tool():
    tools = change("name: qa\n", "name: qa\ntools:\n")

    assert (tools.old, tools.new) == ("every tool", "")


def test_another_spelling_of_a_value_is_said_to_be_that():
    assert change("model: opus\n", 'model: "opus"\n').is_respelled
    assert change("tools: Read, Grep\n", "tools: [Read, Grep]\n").is_respelled
    assert change("tools: Read, Grep\n", "tools: Grep, Read\n").is_reordered


def test_a_long_value_marks_its_changed_words():
    description = change(f"description: {'word ' * 20}old\n", f"description: {'word ' * 20}new\n")

    assert description.old_spans[-1] == ("changed", "old")
    assert description.new_spans[-1] == ("changed", "new")


def test_a_value_nobody_can_read_is_shown_as_it_stands():
    name = change('name: "open\n', "name: shut\n")

    assert (name.old, name.new) == ('"open', "shut")


def test_a_field_comes_and_goes():
    assert change("name: qa\n", "name: qa\nmodel: opus\n").sign == "+"
    assert change("name: qa\nmodel: opus\n", "name: qa\n").sign == "-"
    assert change("maxTurns: 3\nname: qa\n", "maxTurns: 4\nname: qa\n").new == "4"


def test_a_comment_is_no_field_but_is_not_passed_over():
    compared = compare(agent("# one\nname: qa\n"), agent("# two\nname: qa\n"))

    assert compared.fields == ()
    assert compared.has_other
    assert compared.front


def test_a_text_that_is_too_long_is_said_to_be():
    compared = compare("a\n" * 40_000, "b\n" * 40_000)

    assert compared.is_too_long
    assert not compared.is_same


def test_more_changed_lines_than_a_page_shows_are_counted():
    old = "".join(f"{number}\n" for number in range(8_000))
    new = "".join(f"x{number}\n" for number in range(8_000))

    compared = compare(old, new)

    assert sum(len(list(part.lines)) for part in compared.body) == 5_000
    assert compared.left_out == 11_000
    assert (compared.added, compared.removed) == (8_000, 8_000) == count(old, new)


def test_a_fold_that_is_too_long_keeps_its_number():
    old = "a\n" * 6_000 + "b\n"

    fold = compare(old, old + "c\n").body[0]

    assert (fold.folded, fold.rows) == (5_998, ())


def test_of_very_many_fields_some_are_told_and_the_rest_is_counted():
    old, new = ("".join(f"key{number}: {value}\n" for number in range(300)) for value in ("old", "new"))

    compared = compare(agent(old), agent(new))

    assert [field.key for field in compared.fields] == [f"key{number}" for number in range(200)]
    assert compared.more_fields == 100


def test_of_a_long_list_the_names_are_told_in_their_order():
    old, new = (", ".join(f"tool{number}" for number in range(first, first + 3_000)) for first in (0, 1_000))

    tools = change(f"tools: {old}\n", f"tools: {new}\n")

    assert (tools.removed[0], len(tools.removed)) == ("tool0", 1_000)
    assert (tools.added[-1], len(tools.added), len(tools.kept)) == ("tool3999", 1_000, 2_000)
