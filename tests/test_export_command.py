"""agentsite export: the same operation, told on a command line."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command

from agents.models import Event
from agents.operations.documents import save_document


@pytest.fixture
def shop(tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    return folder


def run(*words):
    call_command("export", *map(str, words), stdout=(out := io.StringIO()), stderr=(err := io.StringIO()))
    return out.getvalue(), err.getvalue()


def test_a_folder_gets_every_file(qa, tone, shop):
    out, _ = run(shop)

    assert (shop / ".claude/agents/qa.md").read_bytes() == qa.head.source.encode()
    assert out.splitlines() == [
        "add      agents/qa.md",
        "add      guidelines/tone.md",
        f"2 written, 0 unchanged, 0 left alone in {shop}/.claude",
    ]


def test_exporting_again_writes_nothing(qa, shop):
    run(shop)

    assert run(shop)[0] == f"0 written, 1 unchanged, 0 left alone in {shop}/.claude\n"


def test_a_dry_run_writes_nothing(qa, shop):
    out, _ = run(shop, "--dry-run")

    assert "add      agents/qa.md\nNothing was written." in out
    assert list(shop.iterdir()) == []
    assert not Event.objects.filter(action="export.folder").exists()


def test_a_changed_file_is_left_alone_with_a_warning(qa, shop):
    run(shop)
    (shop / ".claude/agents/qa.md").write_text("Mine.\n")

    out, err = run(shop)

    assert "differs  agents/qa.md" in out
    assert "--overwrite" in err
    assert (shop / ".claude/agents/qa.md").read_text() == "Mine.\n"


@pytest.mark.parametrize("named", ["agents/qa.md", ".claude/agents/qa.md"])
def test_a_changed_file_is_replaced_when_it_is_named(qa, shop, named):
    run(shop)
    (shop / ".claude/agents/qa.md").write_text("Mine.\n")

    run(shop, "--overwrite", named)

    assert (shop / ".claude/agents/qa.md").read_bytes() == qa.head.source.encode()


def test_a_misspelt_file_stops_before_anything_is_written(qa, shop):
    with pytest.raises(CommandError, match="no such file in Platform team"):
        run(shop, "--overwrite", "agents/aq.md")

    assert list(shop.iterdir()) == []


def test_a_file_that_cannot_be_written_is_an_error(qa, tone, shop):
    (shop / ".claude/agents/qa.md").mkdir(parents=True)

    with pytest.raises(CommandError, match="1 file could not be written"):
        run(shop)

    assert (shop / ".claude/guidelines/tone.md").exists()


@pytest.mark.parametrize("words", [("out.zip",), ("out.ZIP",), ("out", "--zip")])
def test_a_zip_is_written_whole_and_alone(qa, shop, words):
    name, *more = words
    run(shop / name, *more)

    with zipfile.ZipFile(shop / name) as archive:
        assert archive.read(".claude/agents/qa.md") == qa.head.source.encode()
    assert [path.name for path in shop.iterdir()] == [name]


def test_the_same_library_makes_the_same_zip(qa, shop, ada):
    run(shop / "first.zip")
    run(shop / "second.zip")
    save_document(qa, "Other.\n", base=qa.head, by=ada)
    run(shop / "third.zip")

    first, second, third = [(shop / f"{name}.zip").read_bytes() for name in ("first", "second", "third")]
    assert first == second != third


def test_a_zip_that_cannot_be_written_is_an_error(qa, shop):
    with pytest.raises(CommandError, match="cannot be written: no such file or directory"):
        run(shop / "missing/out.zip")


def test_a_team_can_be_named(qa, eve, shop):
    with pytest.raises(CommandError, match="nothing to export yet"):
        run(shop, "--team", "elsewhere")
    with pytest.raises(CommandError, match=r"There is no team nowhere\. There are: platform, elsewhere"):
        run(shop, "--team", "nowhere")


def test_a_missing_folder_is_made_but_not_by_a_dry_run(qa, shop):
    with pytest.raises(CommandError, match="is not there"):
        run(shop / "new/place", "--dry-run")

    run(shop / "new/place")

    assert (shop / "new/place/.claude/agents/qa.md").read_text() == qa.head.source


def test_a_folder_that_cannot_be_made_is_said(qa, shop):
    (shop / "file").write_text("in the way")

    with pytest.raises(CommandError, match="cannot be made"):
        run(shop / "file/place")


def test_a_site_without_teams_says_what_to_do(db, shop):
    with pytest.raises(CommandError, match="Run agentsite up first"):
        run(shop)
