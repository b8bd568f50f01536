"""Lists of tools as the client resolves them."""

import pytest

from agents.definition.tools import allowed, disallowed, split_entries


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Read, Write", ("Read", "Write")),
        ("Read Write  Bash", ("Read", "Write", "Bash")),
        ("Read, Write,", ("Read", "Write")),
        (["Read", "Grep, Glob"], ("Read", "Grep", "Glob")),
        (["Read", 5, None], ("Read",)),
        ("Read, Read", ("Read",)),
        ("Bash(git *), Read", ("Bash", "Read")),
        ("Bash(a, b", ("Bash",)),
        ("Bash(git *, Read", ("Bash",)),
        ("Agent(one, two), Read", ("Agent", "Read")),
        ("Task, KillShell", ("Agent", "TaskStop")),
        ("mcp__hub, mcp__hub__*, mcp__hub__open", ("mcp__hub", "mcp__hub__*", "mcp__hub__open")),
        ("mcp__*", ()),
        ("Read; Write", ("Write",)),
        ("Read|Write", ()),
        ("All tools", ()),
        ("LS, MultiEdit", ()),
        ("", ()),
        ([], ()),
        (None, ()),
        (5, ()),
        ({"Read": True}, ()),
        ("*", None),
        ("Read, *", None),
        (["*"], None),
    ],
)
def test_a_list_grants_what_resolves(written, names):
    assert allowed(written).names == names


@pytest.mark.parametrize(
    ("written", "code", "way_out"),
    [
        ("read", "tools.unknown", "did you mean Read?"),
        ("Raed, Grep", "tools.unknown", "did you mean Read?"),
        ("Frobnicate, Read", "tools.unknown", "take it out"),
        ("inherit", "tools.unknown", "leave the field out"),
        ("LS, Read", "tools.gone", "take it out"),
        ("Bash(git *)", "tools.specifier", "restricts nothing"),
        ("Task", "tools.renamed", "now called Agent"),
        ("AskUserQuestion", "tools.withheld", "never given to a subagent"),
        ("TodoWrite", "tools.off", "TaskCreate"),
        (["Read", 5], "tools.not_text", "write the name"),
        (None, "tools.none", "remove the field"),
        ("nothing", "tools.none", "remove the field"),
        (5, "tools.not_a_list", "write Read"),
    ],
)
def test_what_is_dropped_or_misleads_is_told(written, code, way_out):
    remarks = {remark.code: remark.message for remark in allowed(written).remarks}

    assert way_out in remarks[code]


def test_a_good_list_needs_no_remark():
    assert allowed("Read, Agent(helper), mcp__hub__open").remarks == ()


def test_a_remark_knows_its_item():
    assert [remark.item for remark in allowed(["Read", "Nope", "Grep", "LS"]).remarks] == [1, 3]


@pytest.mark.parametrize(
    ("written", "names", "codes"),
    [
        ("Write, Edit", ("Write", "Edit"), []),
        ("Bash(rm *)", ("Bash",), ["tools.specifier"]),
        ("*", (), ["tools.star_ignored"]),
        ("mcp__*", ("mcp__*",), []),
        ("write", (), ["tools.unknown"]),
        (None, (), []),
        (7, (), ["tools.not_a_list"]),
    ],
)
def test_forbidden_tools_are_taken_away_whole(written, names, codes):
    listed = disallowed(written)

    assert (listed.names, [remark.code for remark in listed.remarks]) == (names, codes)


def test_entries_are_cut_outside_parentheses_only():
    assert split_entries("A(b, c) D,E f(g") == ["A(b, c)", "D", "E", "f(g"]


def test_a_list_of_nonsense_is_answered_with_a_few_remarks():
    listed = allowed(", ".join(f"Raed{number}" for number in range(20_000)))

    assert listed.names == ()
    assert len(listed.remarks) < 60


def test_a_name_of_great_length_is_shown_cut():
    assert all(len(remark.message) < 200 for remark in allowed("x" * 100_000 + "(" + "y" * 100_000).remarks)
