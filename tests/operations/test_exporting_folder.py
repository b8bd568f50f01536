"""Writing a folder: what is ours, whole or not at all, and nothing else."""

import os

import pytest

from agents.definition.export_plan import Verb
from agents.models import Document, Event
from agents.operations.documents import save_document
from agents.operations.exporting import export_folder, plan_folder
from agents.operations.folders_out import FolderRefused

PATH = ".claude/agents/qa.md"


@pytest.fixture
def shop(tmp_path):
    """A project without a .claude folder."""
    folder = tmp_path / "shop"
    folder.mkdir()
    return folder


def export(document, shop, by, **kwargs):
    return export_folder(document.team, plan_folder(document.team, str(shop)), by=by, **kwargs)


def put(shop, text, path=PATH):
    file = shop / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode())
    return file


def tree(shop):
    return sorted(str(path.relative_to(shop)) for path in shop.rglob("*") if path.is_file())


def verbs(document, shop):
    return {step.path: step.verb for step in plan_folder(document.team, str(shop)).steps}


def saved(document, source, by):
    save_document(document, source, base=document.head, by=by)
    return Document.objects.select_related("head").get(pk=document.pk)


def test_a_plan_writes_nothing(qa, shop):
    assert verbs(qa, shop) == {"agents/qa.md": Verb.ADD}
    assert tree(shop) == []


def test_files_that_are_not_there_are_added_byte_for_byte(qa, tone, shop, ada):
    event = export(qa, shop, ada)

    assert (shop / PATH).read_bytes() == qa.head.source.encode()
    assert tree(shop) == [PATH, ".claude/guidelines/tone.md"]
    assert event.details["paths"] == ["agents/qa.md", "guidelines/tone.md"]


def test_an_older_version_of_ours_is_updated(qa, shop, ada):
    put(shop, qa.head.source)
    newer = saved(qa, qa.head.source + "More.\n", ada)

    assert verbs(newer, shop) == {"agents/qa.md": Verb.UPDATE}
    export(newer, shop, ada)

    assert (shop / PATH).read_bytes() == newer.head.source.encode()


def test_a_file_somebody_else_wrote_is_left_alone(qa, shop, ada):
    file = put(shop, "Mine.\n")

    assert verbs(qa, shop) == {"agents/qa.md": Verb.DIFFERS}
    event = export(qa, shop, ada)

    assert file.read_text() == "Mine.\n"
    assert event.details["left_alone"] == [["agents/qa.md", "It differs from every version held here."]]


def test_a_file_somebody_else_wrote_is_replaced_when_it_is_named(qa, tone, shop, ada):
    file, other = put(shop, "Mine.\n"), put(shop, "Mine too.\n", ".claude/guidelines/tone.md")

    export(qa, shop, ada, overwrite={"agents/qa.md"})

    assert file.read_bytes() == qa.head.source.encode()
    assert other.read_text() == "Mine too.\n"


def test_a_text_of_another_document_does_not_make_a_file_ours(qa, tone, shop):
    put(shop, tone.head.source)

    assert verbs(qa, shop)["agents/qa.md"] == Verb.DIFFERS


def test_a_text_only_another_team_holds_does_not_make_a_file_ours(qa, shop, eve):
    from agents.operations.documents import create_document

    other = create_document(eve.teams.get(), kind="agent", path="agents/qa.md", source="Eve's.\n", by=eve)
    put(shop, other.head.source)

    assert verbs(qa, shop) == {"agents/qa.md": Verb.DIFFERS}


def test_an_unchanged_file_is_not_touched(qa, shop, ada):
    file = put(shop, qa.head.source)
    before = file.stat()

    event = export(qa, shop, ada)

    after = file.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (event.details["written"], event.details["unchanged"]) == (0, 1)


def test_files_that_are_not_in_the_library_are_listed_and_kept(qa, shop, ada):
    own = put(shop, "Own.\n", ".claude/agents/web/own.md")

    assert plan_folder(qa.team, str(shop)).others == ("agents/web/own.md",)
    export(qa, shop, ada)

    assert own.read_text() == "Own.\n"


def test_a_replaced_file_keeps_its_permissions(qa, shop, ada):
    file = put(shop, qa.head.source)
    file.chmod(0o640)

    export(saved(qa, "New.\n", ada), shop, ada)

    assert file.read_text() == "New.\n"
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_hard_link_elsewhere_keeps_its_text(qa, shop, tmp_path, ada):
    file = put(shop, qa.head.source)
    os.link(file, tmp_path / "elsewhere.md")

    export(saved(qa, "New.\n", ada), shop, ada)

    assert (tmp_path / "elsewhere.md").read_bytes() == qa.head.source.encode()


def test_a_file_changed_between_plan_and_export_is_left_alone(qa, shop, ada):
    file = put(shop, qa.head.source)
    newer = saved(qa, "New.\n", ada)
    plan = plan_folder(newer.team, str(shop))
    file.write_text("Changed just now.\n")

    event = export_folder(newer.team, plan, by=ada)

    assert file.read_text() == "Changed just now.\n"
    assert "changed there in the meantime" in event.details["left_alone"][0][1]
    assert tree(shop) == [PATH]


def test_a_file_that_appeared_between_plan_and_export_is_left_alone(qa, shop, ada):
    plan = plan_folder(qa.team, str(shop))
    file = put(shop, "Just added.\n")

    export_folder(qa.team, plan, by=ada, overwrite={"agents/qa.md"})

    assert file.read_text() == "Just added.\n"


def test_what_was_planned_is_written_even_when_somebody_saves_meanwhile(qa, shop, ada):
    plan = plan_folder(qa.team, str(shop))
    planned = qa.head.source
    saved(qa, "Newer.\n", ada)

    export_folder(qa.team, plan, by=ada)

    assert (shop / PATH).read_bytes() == planned.encode()


def test_one_event_tells_what_an_export_did(qa, shop, ada):
    export(qa, shop, ada)

    event = Event.objects.get(action="export.folder")
    assert event.subject == str(shop)
    assert event.details["summary"] == "1 written, 0 unchanged, 0 left alone"


def test_the_folder_may_be_named_by_its_claude_folder(qa, shop, ada):
    (shop / ".claude").mkdir()

    export(qa, shop / ".claude", ada)

    assert tree(shop) == [PATH]


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        ("", "Give the whole path"),
        ("shop", "Give the whole path"),
        ("../shop", "Give the whole path"),
        ("/no/such/folder", "is not there"),
        ("/etc/hostname", "is not a folder"),
        ("/tmp/\0", "is not there"),
    ],
)
def test_a_folder_that_cannot_be_written_is_refused_with_a_sentence(qa, named, sentence):
    with pytest.raises(FolderRefused, match=sentence):
        plan_folder(qa.team, named)


def test_planning_more_documents_takes_no_more_queries(qa, tone, shop, django_assert_max_num_queries):
    put(shop, "Mine.\n")

    with django_assert_max_num_queries(4):
        plan_folder(qa.team, str(shop))


def test_what_a_killed_export_left_is_swept_and_nothing_else(qa, shop, ada):
    abandoned = put(shop, "half", f".claude/agents/.agentsite-{'a' * 16}.tmp")
    fresh = put(shop, "half", f".claude/agents/.agentsite-{'b' * 16}.tmp")
    foreign = put(shop, "kept", ".claude/agents/.other.tmp")
    for file in (abandoned, foreign):
        os.utime(file, (1_000_000_000, 1_000_000_000))

    export(qa, shop, ada)

    assert [file.exists() for file in (abandoned, fresh, foreign)] == [False, True, True]
