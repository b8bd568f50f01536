"""A step is taken back as one: every document stands as before, byte for byte, or the step says why not."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.models import Document, Event
from agents.operations.archiving import archive_documents, restore_documents
from agents.operations.documents import (
    archive_document,
    create_document,
    rename_document,
    restore_document,
    save_document,
)
from agents.operations.undoing import AlreadyUndone, UndoBlocked, undo, undo_others
from agents.queries import library, steps
from tests.conftest import QA


def last(team) -> Event:
    return Event.objects.filter(team=team).order_by("-id").first()


def look(document):
    """Everything that can be told of a document but the number of its version."""
    fresh = Document.objects.select_related("head").get(pk=document.pk)
    index = [getattr(fresh, name) for name in ("path", "slug", "folder", "name", "model", "tools", "verdict", "tokens")]
    return [fresh.head.source, fresh.head.path, fresh.archived_at, *index]


def other(team, ada, name):
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=f"{QA}{name}\n", by=ada)


def test_a_save_is_taken_back_by_a_new_version(qa, team, ada):
    before = look(qa)
    save_document(qa, QA.replace("sonnet", "opus"), base=qa.head, by=ada)

    step = undo(last(team), by=ada)

    qa.refresh_from_db()
    assert look(qa) == before
    assert qa.head.number == 3
    assert qa.head.message == "Undid v2, back to v1"
    assert (step.action, step.undoes.action, step.actor) == ("step.undone", "document.saved", ada)


def test_what_was_undone_is_found_again_by_its_old_words(qa, team, ada):
    save_document(qa, QA + "A zebra.\n", base=qa.head, by=ada)
    undo(last(team), by=ada)

    assert not library.documents(team, "agents", library.Filter(q="zebra")).exists()
    assert library.documents(team, "agents", library.Filter(q="things")).exists()


def test_a_rename_gives_path_and_address_back(qa, team, ada):
    before = look(qa)
    rename_document(qa, "agents/web/tester.md", by=ada)

    undo(last(team), by=ada)

    assert look(qa) == before


def test_archiving_and_restoring_are_taken_back(qa, team, ada):
    archive_document(qa, by=ada)
    archived = look(qa)
    restore_document(qa, by=ada)

    undo(last(team), by=ada)

    assert look(qa) == archived
    assert Document.objects.get(pk=qa.pk).is_archived


def test_an_undo_can_be_undone_and_that_too(qa, team, ada, ben):
    saved = save_document(qa, QA + "More.\n", base=qa.head, by=ada).source
    undone = undo(last(team), by=ada)

    again = undo(undone, by=ben)
    assert look(qa)[0] == saved
    assert again.action == "step.redone"
    assert again.details["step"] == "Ada saved agents/qa.md as v2"

    assert undo(again, by=ada).action == "step.undone"
    assert look(qa)[0] == QA


def test_a_step_is_undone_once(qa, team, ada, ben):
    save_document(qa, QA + "More.\n", base=qa.head, by=ada)
    step = last(team)
    undo(step, by=ada)

    with pytest.raises(AlreadyUndone, match="undone already"):
        undo(step, by=ben)

    assert qa.revisions.count() == 3


def test_what_somebody_changed_since_is_not_overwritten(qa, team, ada, ben):
    mine = save_document(qa, QA + "Mine.\n", base=qa.head, by=ada)
    step = last(team)
    theirs = save_document(qa, mine.source + "Theirs.\n", base=mine, by=ben)

    with pytest.raises(UndoBlocked, match=r"agents/qa.md was left as it is. Ben saved v3 after that."):
        undo(step, by=ada)

    qa.refresh_from_db()
    assert qa.head == theirs
    assert steps.ways_back([step]) == (set(), set())


def test_what_stands_as_before_already_needs_no_undo(qa, team, ada):
    saved = save_document(qa, QA + "More.\n", base=qa.head, by=ada)
    step = last(team)
    save_document(qa, QA, base=saved, by=ada)

    with pytest.raises(AlreadyUndone, match="Nothing is left to undo"):
        undo(step, by=ada)


def test_a_renamed_document_does_not_push_another_from_its_old_name(qa, team, ada):
    rename_document(qa, "agents/tester.md", by=ada)
    step = last(team)
    other(team, ada, "qa")

    with pytest.raises(UndoBlocked, match=r"agents/qa.md is another file now."):
        undo(step, by=ada)


def test_many_are_archived_in_one_step_and_come_back_in_one(qa, tone, team, ada):
    before = [look(qa), look(tone)]
    archive_documents([qa, tone], by=ada)
    step = last(team)
    assert (step.action, step.subject, step.writes.count()) == ("documents.archived", "2 documents", 2)

    undo(step, by=ada)

    assert [look(qa), look(tone)] == before


def test_a_set_is_undone_whole_or_not_at_all(qa, tone, team, ada, ben):
    archive_documents([qa, tone], by=ada)
    step = last(team)
    restore_document(qa, by=ben)
    save_document(qa, QA + "More.\n", base=qa.head, by=ben)

    with pytest.raises(UndoBlocked, match="Nothing was undone: 1 of 2 files") as blocked:
        undo(step, by=ada)
    assert [one.write.document for one in blocked.value.written if one.obstacle] == [qa]
    assert Document.objects.get(pk=tone.pk).is_archived

    undo_others(step, by=ada)
    assert not Document.objects.get(pk=tone.pk).is_archived
    assert look(qa)[0] == QA + "More.\n"


def test_a_restore_of_many_passes_over_those_that_are_there(qa, tone, team, ada):
    archive_document(qa, by=ada)

    step = restore_documents([qa, tone], by=ada)

    assert [write.document for write in step.writes.all()] == [qa]
    assert restore_documents([qa, tone], by=ada) is None


def test_undoing_many_asks_no_more_than_undoing_few(team, ada, django_assert_max_num_queries):
    some = [other(team, ada, f"agent-{number}") for number in range(30)]
    archive_documents(some[:2], by=ada)
    with django_assert_max_num_queries(20) as few:
        undo(last(team), by=ada)
    archive_documents(some, by=ada)

    with django_assert_max_num_queries(20) as many:
        undo(last(team), by=ada)

    assert len(many) == len(few)


STEPS = st.lists(st.sampled_from(["save", "rename", "archive", "restore", "undo"]), min_size=1, max_size=8)


@given(asked=STEPS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_last_step_can_always_be_taken_back_and_done_again(team, ada, asked):
    document = create_document(
        team, kind="agent", path=f"agents/x{Event.objects.count()}.md", source=QA.replace("\n", "\r\n"), by=ada
    )
    for number, name in enumerate(asked):
        before, count = look(document), Event.objects.count()
        _do(name, document, number, ada)
        if Event.objects.count() == count:
            continue
        after = look(document)

        back = undo(last(team), by=ada)
        assert look(document) == before
        undo(back, by=ada)
        assert look(document) == after


def _do(name, document, number, by):
    document = Document.objects.select_related("head", "team").get(pk=document.pk)
    if name == "undo":
        undo(last(document.team), by=by) if last(document.team).writes.exists() else None
    elif name == "restore":
        restore_document(document, by=by)
    elif document.is_archived or name == "archive":
        archive_document(document, by=by)
    elif name == "save":
        save_document(document, f"{document.head.source}{number} \n", base=document.head, by=by)
    else:
        rename_document(document, f"agents/{document.pk}/y{number}.md", by=by)
