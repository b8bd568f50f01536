"""Two edits of one text come together, and nothing either person wrote is lost."""

import pytest

from agents.definition.diff import lines_of
from agents.definition.merge import merge, resolve
from agents.definition.source import split

FILE = """---
name: qa
# what it does
description: Tests what others build.
tools: Read, Grep
model: sonnet
---
You test things.

## Before you start

Read the change.

## When you are done

Say what you found.
"""


def test_editing_two_fields_beside_each_other_is_no_conflict():
    merged = merge(FILE, FILE.replace("Tests what", "Checks what"), FILE.replace("Read, Grep", "Read, Bash"))

    assert merged.text == FILE.replace("Tests what", "Checks what").replace("Read, Grep", "Read, Bash")


def test_editing_two_sections_is_no_conflict():
    merged = merge(FILE, FILE.replace("Read the change.", "Read it all."), FILE.replace("Say what", "Write what"))

    assert merged.text == FILE.replace("Read the change.", "Read it all.").replace("Say what", "Write what")


def test_one_field_changed_twice_is_a_conflict_of_that_field():
    merged = merge(FILE, FILE.replace("sonnet", "opus"), FILE.replace("sonnet", "haiku"))

    [conflict] = merged.conflicts
    assert merged.text is None
    assert conflict.where == "model"
    assert (conflict.base, conflict.ours, conflict.theirs) == (
        "model: sonnet\n",
        "model: opus\n",
        "model: haiku\n",
    )
    assert (conflict.base_line, conflict.ours_line, conflict.theirs_line) == (6, 6, 6)


def test_a_field_removed_here_and_changed_there_is_a_conflict():
    [conflict] = merge(FILE, FILE.replace("model: sonnet\n", ""), FILE.replace("sonnet", "haiku")).conflicts

    assert (conflict.where, conflict.ours, conflict.theirs) == ("model", "", "model: haiku\n")


def test_one_line_changed_twice_is_a_conflict_of_that_line():
    ours = FILE.replace("You test things.", "First line.\nYou test everything.")

    [conflict] = merge(FILE, ours, FILE.replace("test things", "test a lot")).conflicts

    assert conflict.where == "lines 8–9"
    assert (conflict.base_line, conflict.ours_line, conflict.theirs_line) == (8, 8, 8)


def test_changes_that_touch_are_a_conflict():
    assert merge("a\nb\n", "A\nb\n", "a\nB\n").conflicts
    assert not merge("a\n\nb\n", "A\n\nb\n", "a\n\nB\n").conflicts


def test_fields_added_on_both_sides_stand_in_the_usual_order():
    ours = FILE.replace("model: sonnet\n", "model: sonnet\ncolor: green\n")
    theirs = FILE.replace("model: sonnet\n", "model: sonnet\npermissionMode: plan\n")

    text = merge(FILE, ours, theirs).text

    assert text == merge(FILE, theirs, ours).text
    assert {"color", "permissionMode"} < {entry.key for entry in split(text).entries}


def test_a_field_added_on_both_sides_is_added_once_or_is_a_conflict():
    green = FILE.replace("tools:", "color: green\ntools:")
    last = FILE.replace("model: sonnet\n", "model: sonnet\ncolor: green\n")

    assert merge(FILE, green, last).text in (green, last)
    assert [conflict.where for conflict in merge(FILE, green, last.replace("green", "red")).conflicts] == ["color"]


def test_a_field_moved_here_and_changed_there_is_moved_and_changed():
    moved = FILE.replace("model: sonnet\n", "").replace("name: qa\n", "model: sonnet\nname: qa\n")

    assert merge(FILE, moved, FILE.replace("sonnet", "opus")).text == moved.replace("sonnet", "opus")


def test_fields_moved_to_different_places_are_for_a_person_to_decide():
    first = FILE.replace("model: sonnet\n", "").replace("name: qa\n", "model: sonnet\nname: qa\n")
    last = FILE.replace("name: qa\n", "").replace("sonnet\n", "sonnet\nname: qa\n")

    assert [conflict.where for conflict in merge(FILE, first, last).conflicts] == ["frontmatter"]


def test_the_comment_above_a_field_is_merged_apart_from_it():
    ours = FILE.replace("# what it does", "# what it is for")
    theirs = FILE.replace("Tests what", "Checks what")

    assert merge(FILE, ours, theirs).text == ours.replace("Tests what", "Checks what")


def test_a_comment_stays_when_its_field_goes_here_and_the_next_one_moves_up_there():
    base = "---\n# note\nname: qa\n\nmodel: opus\n---\n"

    merged = merge(base, base.replace("\n\nmodel", "\nmodel"), base.replace("name: qa\n", ""))

    assert all("# note\n" in resolve(merged, [side]) for side in (merged.conflicts[0].ours, merged.conflicts[0].theirs))


def test_a_list_over_lines_is_merged_line_by_line():
    base = "---\ntools:\n  - Bash\n  - Edit\n  - Grep\n  - Read\n---\n"

    merged = merge(base, base.replace("- Bash", "- LS"), base.replace("- Read", "- Write"))

    assert merged.text == "---\ntools:\n  - LS\n  - Edit\n  - Grep\n  - Write\n---\n"


def test_lines_that_would_not_read_as_one_field_are_a_conflict():
    base = '---\nname: qa\ndescription: "one\n  two\n  three\n  four\n  five"\n---\n'
    ours = base.replace('"one', "one").replace('five"', "five")
    theirs = base.replace("three", "three: [3")

    assert [conflict.where for conflict in merge(base, ours, theirs).conflicts] == ["description"]


def test_fields_that_do_not_end_their_line_are_never_put_on_one_line():
    base = "---\nname: qa\nmodel: opus --- Body\n"
    ours = "---\nname: qa\nmodel: opus\ncolor: red --- Body\n"
    theirs = "---\nname: qa\nmodel: opus\nmemory: user --- Body\n"

    [conflict] = merge(base, ours, theirs).conflicts

    assert (conflict.ours, conflict.theirs) == (
        "model: opus\ncolor: red --- Body\n",
        "model: opus\nmemory: user --- Body\n",
    )


def test_two_good_edits_never_make_a_frontmatter_that_cannot_be_read():
    base = "---\nname: qa\nmodel: opus\n---\n"
    ours = "---\n  name: qa\n  model: opus\n---\n"
    theirs = "---\nname: qa\nmodel: opus\ncolor: red\n---\n"

    assert [conflict.where for conflict in merge(base, ours, theirs).conflicts] == ["frontmatter"]


def test_new_line_ends_here_and_an_edit_there_are_no_conflict():
    crlf = FILE.replace("\n", "\r\n")

    assert merge(FILE, crlf, FILE.replace("sonnet", "opus")).text == crlf.replace("sonnet", "opus")
    assert merge(crlf, FILE, crlf.replace("sonnet", "opus")).text == FILE.replace("sonnet", "opus")


def test_a_last_line_end_taken_away_here_and_an_edit_there_are_no_conflict():
    assert merge(FILE, FILE[:-1], FILE.replace("sonnet", "opus")).text == FILE[:-1].replace("sonnet", "opus")


def test_lines_put_behind_a_last_line_that_lost_its_end_never_melt_into_it():
    merged = merge("---\nname: qa\n---\n", "---\nname: qa\n---", "---\nname: qa\n---\nBody\n")

    assert [conflict.where for conflict in merged.conflicts] == ["line 3"]


def test_without_frontmatter_lines_are_merged():
    assert merge("a\n\nb\n", "---\nname: qa\n---\na\n\nb\n", "a\n\nB\n").text == "---\nname: qa\n---\na\n\nB\n"


def test_a_choice_is_composed_with_both_settled_changes():
    ours = FILE.replace("sonnet", "opus").replace("Read the change.", "Read it all.")
    theirs = FILE.replace("sonnet", "haiku").replace("Say what", "Write what")

    merged = merge(FILE, ours, theirs)

    assert resolve(merged, [merged.conflicts[0].ours]) == ours.replace("Say what", "Write what")
    assert resolve(merged, [merged.conflicts[0].theirs]) == theirs.replace("Read the change.", "Read it all.")
    assert "model: inherit\n---" in resolve(merged, ["model: inherit"])


def test_as_many_choices_as_conflicts_are_needed():
    with pytest.raises(ValueError, match="0 choices for 1 conflicts"):
        resolve(merge("a\n", "b\n", "c\n"), [])


def test_ten_thousand_changed_lines_of_each_side_come_together():
    lines = [f"line {n} of a long text\n" for n in range(40_000)]
    ours = [line.replace("line", "our line") if n % 4 == 0 else line for n, line in enumerate(lines)]
    theirs = [line.replace("line", "their line") if n % 4 == 2 else line for n, line in enumerate(lines)]

    merged = merge("".join(lines), "".join(ours), "".join(theirs))

    assert lines_of(merged.text)[:3] == ["our line 0 of a long text\n", lines[1], "their line 2 of a long text\n"]


def test_texts_with_nothing_in_common_are_one_conflict():
    base, ours, theirs = ("".join(f"{n % 7} {word}\n" for n in range(10_000)) for word in ("x", "y", "z"))

    assert len(merge(base, ours, theirs).conflicts) == 1
