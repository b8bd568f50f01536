"""No link is followed, nothing outside the folder is touched, and a failure leaves no litter."""

import os

import pytest

from agents.definition.export_plan import Verb
from agents.models import Document
from agents.operations.documents import save_document
from agents.operations.exporting import export_folder, plan_folder
from agents.operations.folders_out import Blocked, Folder
from tests.obedience import held_to_file_modes


@pytest.fixture
def shop(tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    return folder


@pytest.fixture
def outside(tmp_path):
    """A place that must stay as it is."""
    folder = tmp_path / "shop-secrets"
    (folder / "agents").mkdir(parents=True)
    (folder / "agents" / "qa.md").write_text("Keep out.\n")
    return folder


def everything(folder):
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def export(document, shop, by):
    return export_folder(document.team, plan_folder(document.team, str(shop)), overwrite={"agents/qa.md"}, by=by)


def link_claude(shop, outside):
    (shop / ".claude").symlink_to(outside)


def link_agents(shop, outside):
    (shop / ".claude").mkdir()
    (shop / ".claude/agents").symlink_to(outside / "agents")


def link_file(shop, outside):
    (shop / ".claude/agents").mkdir(parents=True)
    (shop / ".claude/agents/qa.md").symlink_to(outside / "agents/qa.md")


def link_file_to_nothing(shop, outside):
    (shop / ".claude/agents").mkdir(parents=True)
    (shop / ".claude/agents/qa.md").symlink_to(outside / "agents/new.md")


def link_claude_to_the_parent(shop, outside):
    (shop / ".claude").symlink_to("../shop-secrets")


LINKS = [link_claude, link_agents, link_file, link_file_to_nothing, link_claude_to_the_parent]


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.__name__)
def test_no_link_is_followed(qa, shop, outside, ada, link):
    before = everything(outside)
    link(shop, outside)

    [step] = plan_folder(qa.team, str(shop)).steps
    event = export(qa, shop, ada)

    assert step.verb == Verb.BLOCKED
    assert "is a symbolic link, which is never followed" in step.reason
    assert event.details["written"] == 0
    assert everything(outside) == before


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.__name__)
def test_no_link_is_followed_that_came_after_the_plan(qa, shop, outside, ada, link):
    before = everything(outside)
    plan = plan_folder(qa.team, str(shop))
    link(shop, outside)

    event = export_folder(qa.team, plan, by=ada)

    assert event.details["left"] == 1
    assert everything(outside) == before


def test_links_among_other_files_are_not_followed(qa, shop, outside):
    (shop / ".claude/agents").mkdir(parents=True)
    (shop / ".claude/agents/more").symlink_to(outside / "agents")

    assert plan_folder(qa.team, str(shop)).others == ()


def test_a_named_folder_may_itself_be_a_link(qa, shop, tmp_path, ada):
    (tmp_path / "link").symlink_to(shop)

    export(qa, tmp_path / "link", ada)

    assert (shop / ".claude/agents/qa.md").exists()


@pytest.mark.parametrize(
    "path", ["../x.md", "agents/../../x.md", "/etc/x.md", "agents//x.md", "agents/./x.md", "a\0.md"]
)
def test_a_path_that_steps_outside_is_neither_read_nor_written(shop, path):
    with Folder(str(shop)) as folder:
        with pytest.raises(Blocked, match="not a path within"):
            folder.read(path)
        with pytest.raises(Blocked, match="not a path within"):
            folder.write(path, b"x", seen=None)


def test_a_pipe_does_not_stop_the_export(qa, shop, ada):
    (shop / ".claude/agents").mkdir(parents=True)
    os.mkfifo(shop / ".claude/agents/qa.md")

    [step] = plan_folder(qa.team, str(shop)).steps

    assert step.reason == "agents/qa.md cannot be read: it is not a plain file."


def test_a_folder_in_the_place_of_a_file_is_left_alone(qa, tone, shop, ada):
    (shop / ".claude/agents/qa.md").mkdir(parents=True)

    event = export(qa, shop, ada)

    assert event.details["paths"] == ["guidelines/tone.md"]
    assert "not a plain file" in event.details["left_alone"][0][1]


def test_a_file_in_the_place_of_a_folder_is_left_alone(qa, tone, shop, ada):
    (shop / ".claude").mkdir()
    (shop / ".claude/agents").write_text("A file.\n")

    event = export(qa, shop, ada)

    assert event.details["paths"] == ["guidelines/tone.md"]
    assert ".claude/agents is not a folder" in event.details["left_alone"][0][1]


def test_an_enormous_file_is_not_read(qa, shop):
    (shop / ".claude/agents").mkdir(parents=True)
    with (shop / ".claude/agents/qa.md").open("wb") as stream:
        stream.truncate(1 << 40)

    [step] = plan_folder(qa.team, str(shop)).steps

    assert "more than any agent" in step.reason


def test_a_folder_one_may_not_write_to_is_said_and_the_rest_goes_on(qa, tone, shop, ada):
    (shop / ".claude/agents").mkdir(parents=True)
    (shop / ".claude/agents").chmod(0o555)

    with held_to_file_modes():
        event = export(qa, shop, ada)

    (shop / ".claude/agents").chmod(0o755)
    assert event.details["paths"] == ["guidelines/tone.md"]
    assert event.details["left_alone"] == [["agents/qa.md", "agents/qa.md cannot be written: permission denied."]]


def test_a_full_disk_is_said_and_leaves_no_litter(qa, shop, ada, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)

    event = export(qa, shop, ada)

    assert event.details["left_alone"][0][1] == "agents/qa.md cannot be written: no space left on device."
    assert everything(shop) == {}


def test_a_failed_replacement_leaves_the_old_file_and_no_litter(qa, shop, ada, monkeypatch):
    export(qa, shop, ada)
    before = everything(shop)
    save_document(qa, "New.\n", base=qa.head, by=ada)

    def refused(*_, **__):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "replace", refused)
    event = export(Document.objects.get(pk=qa.pk), shop, ada)

    assert event.details["left"] == 1
    assert everything(shop) == before
