"""What each file of a collection is, and where it comes to stand."""

import csv

import pytest

from agents.definition.collection import Incoming, arrange
from agents.definition.intake import Taken, decode, take, unwrapped

AGENT = b"---\nname: qa\ndescription: Tests things.\n---\nSee `context/api.md`.\n"
PLAIN = b"# Notes\n"


def placed(*files):
    """Arrange files given as paths, or as (path, content)."""
    incoming = [Incoming(file, PLAIN) if isinstance(file, str) else Incoming(*file) for file in files]
    return [(one.kind, one.path) for one in arrange(incoming)]


def test_paths_are_kept_relative_to_the_claude_folder():
    assert placed("shop/.claude/agents/web/qa.md", "shop/.claude/rules/sql.md") == [
        ("agent", "agents/web/qa.md"),
        ("guideline", "rules/sql.md"),
    ]


def test_whatever_stands_below_agents_is_an_agent():
    assert placed(".claude/agents/README.md", (".claude/agents/empty.md", b"")) == [
        ("agent", "agents/README.md"),
        ("agent", "agents/empty.md"),
    ]


@pytest.mark.parametrize("folder", ["guidelines", "rules", "docs"])
def test_documents_are_guidelines(folder):
    assert placed(f".claude/{folder}/deep/tone.md") == [("guideline", f"{folder}/deep/tone.md")]


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        (".claude/skills/pdf/SKILL.md", "skill"),
        (".claude/commands/ship.md", "command"),
        (".claude/settings.json", "not a Markdown file"),
        (".claude/agents/qa.txt", "not a Markdown file"),
        (".claude/notes/idea.md", "No agent refers to it"),
        ("docs/readme.md", "outside .claude"),
    ],
)
def test_everything_else_is_left_alone_with_the_reason(path, reason):
    found = arrange([Incoming(".claude/agents/qa.md", AGENT), Incoming(path, PLAIN)])[1]

    assert found.kind == "left"
    assert reason in found.reason


@pytest.mark.parametrize("written", ["`.claude/context/api.md`", "@context/api.md", "[api](../context/api.md)"])
def test_a_file_that_agents_refer_to_is_a_guideline(written):
    agent = f"---\nname: qa\n---\nRead {written} first.\n".encode()

    assert placed((".claude/agents/qa.md", agent), ".claude/context/api.md")[1] == ("guideline", "context/api.md")


def test_several_claude_folders_keep_apart():
    assert placed("mono/.claude/agents/qa.md", "mono/api/.claude/agents/qa.md", "mono/api/.claude/rules/x.md") == [
        ("agent", "agents/qa.md"),
        ("agent", "agents/api/qa.md"),
        ("guideline", "rules/api/x.md"),
    ]


def test_a_collection_without_claude_comes_in_below_agents_with_its_folders():
    files = [("categories/01-core/api.md", AGENT), ("plugins/kit/agents/qa.md", PLAIN), ("agents/web/ui.md", AGENT)]

    assert placed(*files) == [
        ("agent", "agents/categories/01-core/api.md"),
        ("agent", "agents/plugins/kit/qa.md"),
        ("agent", "agents/web/ui.md"),
    ]


def test_guidelines_of_a_collection_come_in_below_their_own_folder():
    files = [("agents/qa.md", AGENT), "starter/guidelines/sql.md"]

    assert placed(*files)[1] == ("guideline", "guidelines/starter/sql.md")


def test_a_loose_agent_is_an_agent_and_other_loose_text_a_guideline():
    assert placed(("qa.md", AGENT), "tone.md", "style.md") == [
        ("agent", "agents/qa.md"),
        ("guideline", "guidelines/tone.md"),
        ("guideline", "guidelines/style.md"),
    ]


def test_a_broken_file_among_agents_is_an_agent():
    files = [("one.md", AGENT), ("two.md", AGENT), ("three.md", b"")]

    assert placed(*files)[2] == ("agent", "agents/three.md")


@pytest.mark.parametrize("name", ["README.md", "license.md", "CHANGELOG.md", "CLAUDE.md"])
def test_files_about_the_project_are_left_alone(name):
    assert placed(("agents/qa.md", AGENT), name)[1][0] == "left"


@pytest.mark.parametrize("other", ["agents/QA.md", "agents/qa.md"])
def test_of_two_files_for_one_path_the_later_is_refused(other):
    found = arrange([Incoming("agents/qa.md", AGENT), Incoming(other, AGENT)])

    assert [one.kind for one in found] == ["agent", "refused"]
    assert "agents/qa.md would end up at the same place" in found[1].reason


@pytest.mark.parametrize(
    "path",
    ["../.claude/agents/qa.md", "/etc/agents/qa.md", "a\\..\\agents/qa.md", ".git/agents/qa.md", "x//agents/y.md"],
)
def test_a_path_that_steps_outside_is_refused_whatever_it_would_become(path):
    assert placed((path, AGENT))[0][0] == "refused"


def test_one_folder_around_everything_is_taken_off():
    assert unwrapped(["shop-main/README.md", "shop-main/.claude/agents/qa.md"]) == len("shop-main/")
    assert unwrapped(["agents/qa.md", "agents/ui.md"]) == 0
    assert unwrapped(["qa.md"]) == 0


def test_bytes_that_are_no_text_are_refused_with_line_and_offset():
    assert "Line 2 is not UTF-8 (byte 3 of the file)" in decode(b"ab\n\xff").sentence
    assert "Line 2 holds a NUL character (byte 3 of the file)" in decode(b"ab\n\0").sentence


def test_a_text_at_the_limit_is_taken_and_one_byte_more_is_not():
    one, more = arrange([Incoming("agents/a.md", b"x" * 100), Incoming("agents/b.md", b"x" * 101)])

    assert isinstance(take(one, most_bytes=100), Taken)
    assert "101 bytes; at most 100" in take(more, most_bytes=100)


@pytest.mark.shared
def test_every_agent_of_the_corpus_comes_in_as_one(shared):
    from agents.operations.folders import read_folder

    with (shared / "corpus/MANIFEST.tsv").open(encoding="utf-8") as file:
        kinds = {row["path"]: row["kind"] for row in csv.DictReader(file, delimiter="\t")}
    agents = guidelines = 0
    for repository in sorted(path for path in (shared / "corpus").iterdir() if path.is_dir()):
        for one in arrange(read_folder(repository)):
            kind = kinds.get(f"{repository.name}/{one.file.path}")
            if kind is None and one.file.path.endswith(".md"):
                kind = "agent"
            assert one.kind == kind or kind not in ("agent", "guideline"), one.file.path
            assert one.kind == "left" or kind not in ("licence", "project")
            agents += kind == "agent"
            guidelines += kind == "guideline"

    assert (agents, guidelines) == (536, 19)
