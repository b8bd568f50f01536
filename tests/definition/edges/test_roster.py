"""A written name means an agent under any of its names; the nearest name wins."""

import pytest

from agents.definition.edges.names import key, members, plain
from agents.definition.edges.roster import Named, Reach, Roster, stem_of


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("backend-specialist", "backend-specialist"),
        ("`Backend Specialist`", "backend-specialist"),
        ("**@backend_specialist**", "backend-specialist"),
        ("the BackendSpecialist", "backend-specialist"),
        ("backend‑specialist", "backend-specialist"),
        ("[Backend Specialist](../backend.md)", "backend-specialist"),
        ("@agent-backend-specialist", "backend-specialist"),
        ("UI/UX Designer", "ui-ux-designer"),
        ("QATester", "qa-tester"),
        ("  ", ""),
    ],
)
def test_one_form_for_all_spellings(written, expected):
    assert key(written) == expected


def test_members_of_a_written_list():
    for written in ("A, B and C", "A / B or C", "Build Agents (A, B, C)", "`A` + **B**; @C"):
        assert [plain(written[start:end]) for start, end in members(written)] == ["A", "B", "C"]


@pytest.mark.parametrize(
    ("written", "reach", "state", "ids"),
    [
        ("qa", Reach.EXACT, "resolved", (1,)),
        ("QA Agent", Reach.NAMED, "resolved", (1,)),
        ("QA Agent", Reach.EXACT, "unresolved", ()),
        ("quality", Reach.EXACT, "resolved", (1,)),
        ("git", Reach.NAMED, "resolved", (2,)),
        ("Keeper of Branches", Reach.NAMED, "unresolved", ()),
        ("Branch Keeper", Reach.NAMED, "resolved", (2,)),
        ("Backend Agent", Reach.ROLE, "resolved", (3,)),
        ("Backend Agent", Reach.NAMED, "unresolved", ()),
        ("frontend expert", Reach.ROLE, "ambiguous", (4, 5)),
        ("the boss", Reach.EXACT, "resolved", (3,)),
        ("Users", Reach.ROLE, "dismissed", ()),
        ("nobody", Reach.ROLE, "unresolved", ()),
    ],
)
def test_resolving_in_order(written, reach, state, ids):
    roster = Roster(
        [
            Named(1, "qa", "quality"),
            Named(2, "git-agent", "git-agent", "Branch Keeper - looks after history"),
            Named(3, "backend-specialist"),
            Named(4, "frontend-specialist"),
            Named(5, "frontend-assistant"),
        ],
        {"The Boss": 3, "users": None},
    )

    found = roster.resolve(written, reach=reach)

    assert (found.state, found.ids) == (state, ids)


def test_a_name_goes_before_a_file_of_that_name():
    roster = Roster([Named(1, "analyst", "code-analyzer"), Named(2, "code-analyzer", "quality")])

    assert roster.resolve("code-analyzer").id == 2
    assert roster.resolve("analyst").id == 1


def test_an_agent_that_means_itself():
    assert Roster([Named(1, "qa")]).resolve("QA Agent", self_id=1).state == "self"


def test_the_stem_of_a_path():
    assert [stem_of(path) for path in ("agents/a/qa.md", "agents/qa/agent.md", "qa.md")] == ["qa", "qa", "qa"]
