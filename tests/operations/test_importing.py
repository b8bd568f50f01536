"""Importing: what comes in, what stays as it is, and that it is all or nothing."""

import csv

import pytest
from django.db import IntegrityError

from agents.definition.collection import Incoming
from agents.models import Document, Event, Revision, StagedFile, StagedImport
from agents.operations import arrivals, documents, staging
from agents.operations.errors import NothingToImport
from agents.operations.folders import read_folder
from agents.operations.importing import import_files, plan_import
from agents.queries import fulltext

Outcome = StagedFile.Outcome


def agent(name: str, body: str = "You ponder.") -> Incoming:
    text = f"---\nname: {name}\ndescription: Works on {name}.\n---\n{body}\n"
    return Incoming(f".claude/agents/{name}.md", text.encode())


def outcomes(team, files) -> dict[str, str]:
    return {one.path: one.outcome for one in plan_import(team, files)}


@pytest.fixture
def imported(team, ada):
    import_files(team, [agent("ui"), agent("db")], by=ada, origin="shop.zip")
    return Document.objects.get(path="agents/ui.md")


def test_a_plan_stores_nothing(team, django_assert_max_num_queries):
    with django_assert_max_num_queries(1):
        assert outcomes(team, [agent("ui")]) == {"agents/ui.md": Outcome.NEW}

    assert not Document.objects.exists()


def test_an_import_makes_documents_that_can_be_found_and_are_recorded(team, ada, imported):
    event = Event.objects.get(action="documents.imported")

    assert imported.head.number == 1
    assert imported.head.source.encode() == agent("ui").content
    assert imported.head.author_name == "Ada"
    assert (imported.name, imported.slug, imported.verdict) == ("ui", "ui", Document.Verdict.LOADS)
    assert imported.pk in fulltext.search(team, "works")
    assert (event.actor, event.subject) == (ada, "shop.zip")
    assert event.details["created"] == ["agents/ui.md", "agents/db.md"]


def test_the_same_again_changes_nothing(team, ada, imported):
    result = import_files(team, [agent("ui"), agent("db")], by=ada, origin="shop.zip")

    assert {one.outcome for one in result.plan} == {Outcome.UNCHANGED}
    assert Revision.objects.count() == 2
    assert Event.objects.filter(action="documents.imported").count() == 1


def test_a_changed_file_becomes_a_new_revision(team, ada, imported):
    result = import_files(team, [agent("ui", "You paint quickly."), agent("db")], by=ada, origin="shop.zip")

    imported.refresh_from_db()
    assert result.changed == ["agents/ui.md"]
    assert imported.head.number == 2
    assert imported.head.parent.number == 1
    assert imported.pk in fulltext.search(team, "quickly")
    assert imported.pk not in fulltext.search(team, "ponder")


def test_an_edit_made_here_is_not_overwritten(team, ada, ben, imported):
    documents.save_document(imported, "---\nname: ui\n---\nMine.\n", base=imported.head, by=ben)

    result = import_files(team, [agent("ui", "Theirs.")], by=ada, origin="shop.zip")

    imported.refresh_from_db()
    assert result.plan[0].outcome == Outcome.EDITED_HERE
    assert result.plan[0].reason == "Ben wrote v2 here."
    assert "Mine." in imported.head.source


def test_an_edit_made_here_is_not_overwritten_by_the_text_it_replaced(team, ada, imported):
    documents.save_document(imported, "---\nname: ui\n---\nMine.\n", base=imported.head, by=ada)

    [one] = plan_import(team, [agent("ui")])

    assert one.outcome == Outcome.EDITED_HERE
    assert one.reason == "This text is v1; v2 stands here now."


def test_a_document_created_here_counts_as_edited_here(team, qa):
    assert outcomes(team, [agent("qa")]) == {"agents/qa.md": Outcome.EDITED_HERE}


def test_whoever_chooses_an_edited_file_gets_a_revision_and_loses_none(team, ada, imported):
    documents.save_document(imported, "Mine.\n", base=imported.head, by=ada)

    import_files(team, [agent("ui", "Theirs.")], by=ada, origin="x", overwrite=frozenset({"agents/ui.md"}))

    imported.refresh_from_db()
    assert "Theirs." in imported.head.source
    assert imported.revisions.get(number=2).source == "Mine.\n"


def test_after_an_import_on_top_of_an_edit_the_next_change_comes_in(team, ada, imported):
    documents.save_document(imported, "Mine.\n", base=imported.head, by=ada)
    import_files(team, [agent("ui", "Theirs.")], by=ada, origin="x", overwrite=frozenset({"agents/ui.md"}))

    assert outcomes(team, [agent("ui", "Newer.")]) == {"agents/ui.md": Outcome.CHANGED}


def test_an_archived_document_stays_in_the_archive(team, ada, imported):
    documents.archive_document(imported, by=ada)

    assert outcomes(team, [agent("ui", "Newer.")]) == {"agents/ui.md": Outcome.ARCHIVED}


def test_a_twin_of_what_is_here_in_other_letter_case_is_refused(team, imported):
    [one] = plan_import(team, [agent("UI")])

    assert one.outcome == Outcome.REFUSED
    assert "agents/ui.md is here" in one.reason


def test_another_team_has_its_own_library(team, imported, eve):
    assert outcomes(eve.teams.get(), [agent("ui")]) == {"agents/ui.md": Outcome.NEW}


def test_files_of_one_name_get_addresses_of_their_own(team, ada):
    files = [agent("ui")._replace(path=f".claude/agents/{folder}ui.md") for folder in ("", "a/", "b/")]

    import_files(team, files, by=ada, origin="x")

    assert set(Document.objects.values_list("slug", flat=True)) == {"ui", "a-ui", "b-ui"}


def test_a_chunk_comes_in_whole_or_not_at_all(team, ada, monkeypatch):
    def fail(rows):
        raise OSError("The disk is full.")

    monkeypatch.setattr(arrivals.search_index, "add", fail)
    with pytest.raises(OSError, match="full"):
        import_files(team, [agent(f"a{number}") for number in range(200)], by=ada, origin="x")

    assert not Document.objects.exists()
    assert not Revision.objects.exists()


def test_a_path_taken_between_plan_and_import_is_looked_at_again(team, ada):
    plan = plan_import(team, [agent("ui"), agent("db")])
    import_files(team, [agent("ui")], by=ada, origin="first")

    from agents.operations.importing import import_plan

    result = import_plan(team, plan, by=ada, origin="second", overwrite=frozenset())

    assert result.created == ["agents/db.md"]
    assert Document.objects.count() == 2


def test_a_head_that_moved_between_plan_and_import_is_not_overwritten(team, ada, ben, imported):
    plan = plan_import(team, [agent("ui", "Theirs.")])
    documents.save_document(imported, "Mine.\n", base=imported.head, by=ben)

    from agents.operations.importing import import_plan

    result = import_plan(team, plan, by=ada, origin="second", overwrite=frozenset())

    imported.refresh_from_db()
    assert result.changed == []
    assert imported.head.source == "Mine.\n"


def test_writing_a_taken_path_raises(team, ada, imported):
    with pytest.raises(IntegrityError):
        arrivals.write(team, [arrivals.Arrival("agent", "agents/ui.md", "x")], by=ada, origin="x")


def test_bulk_import_indexes_as_reindexing_does(team, ada, imported):
    from agents.operations.indexing import COLUMNS, reindex

    before = Document.objects.filter(pk=imported.pk).values(*COLUMNS, "updated_at").get()
    reindex(imported)

    assert Document.objects.filter(pk=imported.pk).values(*COLUMNS, "updated_at").get() == before


def test_the_number_of_queries_does_not_grow_with_the_files(team, ada, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        import_files(team, [agent(f"a{number}") for number in range(300)], by=ada, origin="x")
    with django_assert_max_num_queries(1):
        import_files(team, [agent(f"a{number}") for number in range(300)], by=ada, origin="x")


def test_staging_keeps_files_and_chooses_what_is_sensible(team, ada, qa):
    files = [agent("ui"), agent("qa"), Incoming(".claude/agents/bad.md", b"\xff"), Incoming(".claude/settings.json")]

    staged = staging.stage_files(team, files, by=ada, origin="shop.zip")

    rows = {row.path: (row.outcome, row.is_chosen) for row in staged.files.all()}
    assert rows == {
        "agents/bad.md": ("refused", False),
        "agents/qa.md": ("edited", False),
        "agents/ui.md": ("new", True),
        ".claude/settings.json": ("left", False),
    }
    assert Document.objects.count() == 1


def test_staging_shows_problems_with_their_line(team, ada):
    unnamed = Incoming(".claude/agents/x.md", b"---\ndescription: x\n---\nx\n")
    controls = agent("bell", "Ring \x07 it.")

    staged = staging.stage_files(team, [unnamed, controls], by=ada, origin="x")

    first, second = staged.files.all()
    assert (first.verdict, first.line) == (Document.Verdict.SKIPPED, 2)
    assert (second.verdict, second.line) == (Document.Verdict.NOTED, 5)
    assert "U+0007" in second.problem


def test_two_agents_of_one_name_are_pointed_out(team, ada):
    twin = agent("ui")._replace(path=".claude/agents/other.md")

    staged = staging.stage_files(team, [agent("ui"), twin], by=ada, origin="x")

    assert any("has the name ui too" in row.problem for row in staged.files.all())


def test_nothing_to_import_says_why(team, ada):
    with pytest.raises(NothingToImport, match=r"None of the 2 files can come in\. a\.txt: It is not a Markdown file"):
        staging.stage_files(team, [Incoming("a.txt"), Incoming("b.png")], by=ada, origin="x")


def test_a_staged_import_runs_in_steps(team, ada, monkeypatch):
    monkeypatch.setattr(staging, "STEP", 2)
    staged = staging.stage_files(team, [agent(f"a{number}") for number in range(3)], by=ada, origin="x")

    staging.import_next(staged)
    assert (staged.state, Document.objects.count()) == (StagedImport.State.RUNNING, 2)
    staging.import_next(staged)
    assert (staged.state, Document.objects.count()) == (StagedImport.State.DONE, 3)


def test_a_step_that_was_cut_short_is_run_again_without_harm(team, ada):
    staged = staging.stage_files(team, [agent("ui"), agent("db")], by=ada, origin="x")
    import_files(team, [agent("ui"), agent("db")], by=ada, origin="x")  # written, but not marked as done

    staging.import_next(staged)

    assert staged.state == StagedImport.State.DONE
    assert Revision.objects.count() == 2


def test_a_file_edited_after_the_preview_is_left_as_it_is(team, ada, ben, imported):
    staged = staging.stage_files(team, [agent("ui", "Theirs.")], by=ada, origin="x")
    documents.save_document(imported, "Mine.\n", base=imported.head, by=ben)

    staging.import_next(staged)

    imported.refresh_from_db()
    assert imported.head.source == "Mine.\n"
    assert staged.files.get().outcome == Outcome.EDITED_HERE


def test_old_imports_are_swept_by_the_next(team, ada, ben):
    old = staging.stage_files(team, [agent("ui")], by=ben, origin="old")
    StagedImport.objects.update(created_at=old.created_at - staging.KEPT_FOR * 2)

    staging.stage_files(team, [agent("ui")], by=ada, origin="new")

    assert [staged.origin for staged in StagedImport.objects.all()] == ["new"]


@pytest.mark.shared
def test_the_corpus_keeps_every_byte(shared, team, ada):
    with (shared / "corpus/MANIFEST.tsv").open(encoding="utf-8") as file:
        blobs = {row["path"]: row["git_blob"] for row in csv.DictReader(file, delimiter="\t")}
    found = 0
    for repository in sorted(path for path in (shared / "corpus").iterdir() if path.is_dir()):
        library = type(team).objects.create(name=repository.name, slug=repository.name[:60].lower())
        result = import_files(library, read_folder(repository), by=ada, origin=repository.name)
        for one, file in zip(result.plan, read_folder(repository), strict=True):
            if one.outcome != Outcome.NEW:
                continue
            head = Document.objects.get(team=library, path=one.path).head
            assert head.source.encode() == file.content
            assert head.blob_id == blobs.get(f"{repository.name}/{file.path}", head.blob_id)
            found += one.kind == "agent"

    assert found >= 535  # all but the one that is not UTF-8
