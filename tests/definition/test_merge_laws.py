"""What holds of every merge, whatever two people made of a text."""

from collections import Counter
from dataclasses import replace

from hypothesis import example, given
from hypothesis import strategies as st

from agents.definition.diff import lines_of
from agents.definition.merge import Conflict, merge, resolve

PIECES = ["a", "b", "\n", "\n", "\r\n", "\r", "---\n", "name: x\n", "tools: y\n", "# c\n", " ", '"', "\u2028", "\ufeff"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)

VALUES = [
    "opus",
    "Read, Grep",
    '"quoted"',
    "|\n  one\n\n  two\n  three",
    "\n  - Read\n  - Bash\n  - Grep",
    '"open',
    "{a: 1",
]
ENTRIES = st.builds(
    "{}{}: {}\n".format,
    st.sampled_from(["", "", "", "# note\n", "\n", "# other\n"]),
    st.sampled_from(["name", "description", "tools", "model", "color", "x-own"]),
    st.sampled_from(VALUES),
)
BODIES = st.lists(
    st.sampled_from(["Do this.\n", "Do that.\n", "\n", "## Part\n", "- one\n", "---\n", "end"]), max_size=8
)
ENDS = st.sampled_from(["---\n", "---\n", "---\n", "---", "--- \n", "----"])
FILES = st.builds(
    lambda bom, entries, end, body, newline: f"{bom}---\n{''.join(entries)}{end}{''.join(body)}".replace("\n", newline),
    st.sampled_from(["", "", "\ufeff"]),
    st.lists(ENTRIES, max_size=6),
    ENDS,
    BODIES,
    st.sampled_from(["\n", "\n", "\r\n"]),
)


@st.composite
def edits(draw):
    """A file and two edits of it: lines removed, put in, swapped and changed."""
    base = draw(FILES)
    return base, draw(edited(base)), draw(edited(base))


@st.composite
def edited(draw, text):
    lines = lines_of(text)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines)))
        line = draw(st.sampled_from(["color: red\n", "model: haiku\n", "new\n", "# note\n", "\n", "  - Edit\n"]))
        lines[at : at + draw(st.integers(0, 2))] = draw(st.sampled_from([[], [line], lines[at : at + 2][::-1]]))
    return "".join(lines)


THREE = st.tuples(TEXTS, TEXTS, TEXTS) | edits() | st.tuples(FILES, FILES, FILES)
TWO = THREE.map(lambda three: three[:2])


def swapped(merged):
    return tuple(
        replace(piece, ours=piece.theirs, theirs=piece.ours, ours_line=piece.theirs_line, theirs_line=piece.ours_line)
        if isinstance(piece, Conflict)
        else piece
        for piece in merged.pieces
    )


def lines_in(*texts):
    """Count lines whatever ends them."""
    return Counter(line.removesuffix("\n").removesuffix("\r") for text in texts for line in lines_of(text))


@given(TWO)
@example(("---\nname: a\n", "---\nname: a\n---"))
def test_what_only_one_side_changed_comes_out_exactly(two):
    base, text = two

    assert merge(base, text, base).text == text
    assert merge(base, base, text).text == text


@given(TWO)
def test_the_same_change_on_both_sides_is_one_change(two):
    base, text = two

    assert merge(base, text, text).text == text


@given(THREE)
def test_swapping_the_sides_swaps_the_sides_of_the_conflicts(three):
    base, ours, theirs = three

    assert merge(base, theirs, ours).pieces == swapped(merge(base, ours, theirs))


@given(THREE)
def test_every_line_either_side_wrote_is_there_to_choose(three):
    base, ours, theirs = three
    merged = merge(base, ours, theirs)
    settled = [piece for piece in merged.pieces if isinstance(piece, str)]

    for text, side in ((ours, "ours"), (theirs, "theirs")):
        offered = lines_in(*settled, *(getattr(conflict, side) for conflict in merged.conflicts))
        assert lines_in(text) - lines_in(base) <= offered


@given(THREE)
def test_no_line_is_made_up(three):
    merged = merge(*three)

    for choose in ("base", "ours", "theirs"):
        text = resolve(merged, [getattr(conflict, choose) for conflict in merged.conflicts])
        assert set(lines_in(text)) <= set(lines_in(*three))


@given(THREE)
def test_a_line_that_stands_once_in_every_version_is_there_to_choose(three):
    merged = merge(*three)
    settled = [piece for piece in merged.pieces if isinstance(piece, str)]
    offered = lines_in(*settled, *(side for each in merged.conflicts for side in (each.ours, each.theirs)))

    counts = [lines_in(text) for text in three]
    once = [line for line in counts[0] if all(count[line] == 1 for count in counts)]
    assert all(offered[line] for line in once if line.strip() and not line.startswith("---"))


@given(THREE)
def test_a_conflict_is_a_place_where_all_three_differ(three):
    for conflict in merge(*three).conflicts:
        assert len({conflict.base, conflict.ours, conflict.theirs}) == 3


@given(THREE)
def test_a_conflict_says_where_it_stands_in_each_text(three):
    for conflict in merge(*three).conflicts:
        for text, part, line in zip(
            three,
            (conflict.base, conflict.ours, conflict.theirs),
            (conflict.base_line, conflict.ours_line, conflict.theirs_line),
            strict=True,
        ):
            shown = "".join(lines_of(text)[line - 1 :]).replace("\r\n", "\n")
            assert shown.startswith(part.replace("\r\n", "\n"))
