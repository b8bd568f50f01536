"""``agentsite import PATH``."""

import io

import pytest
from django.core.management import CommandError, call_command

from agents.models import Document, Edge

TEXT = b"---\nname: qa\ndescription: Tests things.\n---\nYou test.\n"


@pytest.fixture
def project(tmp_path):
    agents = tmp_path / "shop/.claude/agents"
    agents.mkdir(parents=True)
    (agents / "qa.md").write_bytes(TEXT)
    return tmp_path / "shop"


def run(*arguments) -> str:
    output = io.StringIO()
    call_command("import", *map(str, arguments), stdout=output)
    return output.getvalue()


def test_a_folder_comes_in_and_the_same_again_changes_nothing(team, project):
    assert run(project) == "Platform team: 1 new.\n"
    assert run(project) == "Platform team: 1 unchanged.\n"
    assert Document.objects.get().head.source.encode() == TEXT


def test_one_file_comes_in_where_it_stood(team, project):
    run(project / ".claude/agents/qa.md")

    assert Document.objects.get().path == "agents/qa.md"


def test_a_dry_run_stores_nothing(team, project):
    assert run(project, "--dry-run") == "Platform team: 1 new. Nothing was stored.\n"
    assert not Document.objects.exists()


def test_the_team_can_be_chosen(team, eve, project):
    run(project, "--team", "elsewhere")

    assert Document.objects.get().team.slug == "elsewhere"


def test_problems_are_told_with_their_line(team, project):
    (project / ".claude/agents/bad.md").write_bytes(b"---\ndescription: x\n---\nx\n")
    (project / ".claude/agents/latin.md").write_bytes(b"\xfc")

    told = run(project)

    assert "agents/bad.md: line 2: There is no name" in told
    assert "agents/latin.md: Cannot be taken. Line 1 is not UTF-8" in told
    assert told.endswith("2 new, 1 cannot be taken.\n")


def test_what_is_refused_ends_with_the_sentence(team, tmp_path):
    (tmp_path / "x.zip").write_bytes(b"not a zip")

    with pytest.raises(CommandError, match="not a zip archive"):
        run(tmp_path / "x.zip")
    with pytest.raises(CommandError, match="no file or folder"):
        run(tmp_path / "nowhere")
    with pytest.raises(CommandError, match="There is no team nobody"):
        run(tmp_path, "--team", "nobody")


def test_no_control_character_of_a_file_reaches_the_terminal(team, project):
    (project / ".claude/agents/a\x1b[2Jb.md").write_bytes(b"\x1b[2J")
    (project / ".claude/agents/c.md").write_bytes(b"---\nname: \x1b[2J\x07\n\x9b: 1\n---\n\x1b]0;x\x07")

    told = run(project)

    assert not any(ord(c) < 32 and c != "\n" for c in told)
    assert "\\u001b[2J" in told


def test_whom_the_files_name_is_known_when_the_command_ends(team, project):
    (project / ".claude/agents/git.md").write_bytes(TEXT.replace(b"qa", b"git") + b"\nAsk @qa first.\n")

    run(project)

    assert [(edge.source.name, edge.target.name) for edge in Edge.objects.all()] == [("git", "qa")]
