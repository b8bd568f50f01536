"""A zip of the library: every byte as it was, and the same bytes every time."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.models import Document, Event
from agents.operations.documents import archive_document, create_document, save_document
from agents.operations.exporting import NothingToExport, export_zip
from agents.operations.zips_out import write_zip


def unpacked(stream):
    with zipfile.ZipFile(stream) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_zip_holds_every_file_below_the_claude_folder(qa, tone, ada):
    with export_zip(qa.team, by=ada) as stream:
        assert unpacked(stream) == {
            ".claude/agents/qa.md": qa.head.source.encode(),
            ".claude/guidelines/tone.md": tone.head.source.encode(),
        }


def test_a_zip_of_a_selection_holds_only_that(qa, tone, ada):
    with export_zip(qa.team, ids=[tone.pk], by=ada) as stream:
        assert list(unpacked(stream)) == [".claude/guidelines/tone.md"]


def test_documents_of_other_teams_are_never_exported(qa, eve):
    elsewhere = eve.teams.get()
    with pytest.raises(NothingToExport, match="None of the chosen"):
        export_zip(elsewhere, ids=[qa.pk], by=eve)


def test_archived_documents_stay_behind(qa, tone, ada):
    archive_document(tone, by=ada)

    with export_zip(qa.team, by=ada) as stream:
        assert list(unpacked(stream)) == [".claude/agents/qa.md"]


def test_the_same_texts_make_the_same_bytes(qa, tone, ada):
    with export_zip(qa.team, by=ada) as first, export_zip(qa.team, by=ada) as second:
        assert first.read() == second.read()


def test_texts_that_came_another_way_make_the_same_bytes(qa, ada):
    before = export_zip(qa.team, by=ada).read()
    source = qa.head.source

    changed = save_document(qa, source + "More.\n", base=qa.head, by=ada)
    save_document(Document.objects.get(pk=qa.pk), source, base=changed, by=ada)

    assert export_zip(qa.team, by=ada).read() == before


def test_entries_stand_in_the_order_of_bytes(team, ada):
    for path in ["agents/b.md", "agents/a/z.md", "agents/B.md".replace("B", "C"), "agents/a-b.md"]:
        create_document(team, kind="agent", path=path, source="x", by=ada)

    with export_zip(team, by=ada) as stream:
        names = list(unpacked(stream))

    assert names == sorted(names)


def test_entries_carry_no_clock_and_plain_permissions(qa, ada):
    with zipfile.ZipFile(export_zip(qa.team, by=ada)) as archive:
        [entry] = archive.infolist()

    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.external_attr >> 16 == 0o100644


def test_an_export_is_recorded(qa, ada):
    export_zip(qa.team, by=ada).close()

    event = Event.objects.filter(action="export.zip").get()
    assert (event.actor, event.details["written"], event.details["paths"]) == (ada, 1, ["agents/qa.md"])


def test_an_empty_library_has_nothing_to_export(team, ada):
    with pytest.raises(NothingToExport, match="nothing to export yet"):
        export_zip(team, by=ada)


def test_exporting_more_documents_takes_no_more_queries(qa, ada, django_assert_max_num_queries):
    for number in range(30):
        create_document(qa.team, kind="agent", path=f"agents/a{number}.md", source="x", by=ada)

    with django_assert_max_num_queries(6):
        export_zip(qa.team, by=ada).close()


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"])), max_size=5))
def test_any_text_survives_a_zip(texts):
    files = [(f"agents/{number}.md", text.encode()) for number, text in enumerate(texts)]

    write_zip(stream := io.BytesIO(), files)

    assert unpacked(stream) == {f".claude/{path}": content for path, content in files}
