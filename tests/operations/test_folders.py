"""A folder on the server is read, and nothing beside it."""

import os

import pytest

from agents import limits
from agents.operations import folders
from agents.operations.errors import FolderRefused
from agents.operations.folders import read_folder

TEXT = b"You test.\n"


@pytest.fixture
def project(tmp_path):
    agents = tmp_path / "shop/.claude/agents"
    agents.mkdir(parents=True)
    (agents / "qa.md").write_bytes(TEXT)
    return tmp_path / "shop"


def test_markdown_is_read_and_other_files_only_named(project):
    (project / "notes.txt").write_text("x")

    assert [(file.path, file.content) for file in read_folder(project)] == [
        (".claude/agents/qa.md", TEXT),
        ("notes.txt", None),
    ]


@pytest.mark.parametrize("folder", [".claude", ".claude/agents"])
def test_a_folder_within_claude_keeps_its_place(project, folder):
    assert [file.path for file in read_folder(project / folder)] == [".claude/agents/qa.md"]


def test_git_and_node_modules_are_not_entered(project):
    for folder in (".git/agents", "node_modules/kit/agents"):
        (project / folder).mkdir(parents=True)
        (project / folder / "x.md").write_bytes(TEXT)

    assert [file.path for file in read_folder(project)] == [".claude/agents/qa.md"]


def test_links_are_named_and_never_followed(project, tmp_path):
    (tmp_path / "secret.md").write_bytes(b"secret")
    (project / ".claude/agents/link.md").symlink_to(tmp_path / "secret.md")
    (project / ".claude/rules").symlink_to(tmp_path)

    found = {file.path: file for file in read_folder(project)}

    assert found[".claude/agents/link.md"].content is None
    assert "links are not followed" in found[".claude/agents/link.md"].refusal
    assert set(found) == {".claude/agents/qa.md", ".claude/agents/link.md", ".claude/rules"}


def test_a_large_file_is_not_read(project, monkeypatch):
    monkeypatch.setattr(limits, "DOCUMENT_BYTES", len(TEXT))
    (project / "large.md").write_bytes(TEXT + b"!")

    found = {file.path: file for file in read_folder(project)}

    assert found[".claude/agents/qa.md"].content == TEXT
    assert found["large.md"].content is None
    assert "at most 10" in found["large.md"].refusal


def test_a_pipe_does_not_make_us_wait(project):
    os.mkfifo(project / "pipe.md")

    found = {file.path: file for file in read_folder(project)}

    assert found["pipe.md"].refusal == "It is not a plain file."


def test_a_name_that_is_not_text_is_no_fault(project):
    (project / os.fsdecode(b"caf\xe9.md")).write_bytes(TEXT)

    assert len(read_folder(project)) == 2


def test_too_many_files_are_refused_with_the_way_out(project):
    (project / "more.md").write_bytes(TEXT)

    with pytest.raises(FolderRefused, match=r"Choose the \.claude folder"):
        read_folder(project, most_files=1)
    with pytest.raises(FolderRefused, match=r"Choose the \.claude folder"):
        read_folder(project, most_bytes=len(TEXT))


def test_a_walk_ends_even_in_an_endless_folder(project, monkeypatch):
    monkeypatch.setattr(folders, "MOST_ENTRIES", 2)

    with pytest.raises(FolderRefused, match="more than 2 entries"):
        read_folder(project)


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(FolderRefused, match="cannot be read"):
        read_folder(tmp_path / "nowhere")
