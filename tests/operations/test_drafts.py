"""A draft is what a person typed, exactly; it goes when its text is saved and never becomes a version by itself."""

import pytest

from agents.models import Draft, Event, Presence
from agents.operations.documents import archive_document, save_document
from agents.operations.drafts import bring_back_draft, discard_draft, keep_draft, new_sheet
from agents.operations.errors import EditConflict, TextRefused
from agents.operations.presence import appear, leave
from agents.queries import drafts as queries
from tests.conftest import QA

MINE = QA + "\nMine.\n"


@pytest.fixture
def sheet():
    return new_sheet()


def test_a_draft_is_exact_and_neither_a_version_nor_an_event(qa, ada, sheet):
    events = Event.objects.count()
    text = "\ufeff" + MINE.replace("\n", "\r\n") + "  no end"

    keep_draft(qa, text, base=qa.head, sheet=sheet, by=ada, message="Why", held={"maxTurns": "few"})

    draft = Draft.objects.get()
    assert (draft.source, draft.message, draft.held) == (text, "Why", {"maxTurns": "few"})
    assert (qa.revisions.count(), Event.objects.count()) == (1, events)


def test_one_editor_has_one_draft(qa, ada, sheet):
    first = keep_draft(qa, MINE, base=qa.head, sheet=sheet, by=ada)

    second = keep_draft(qa, MINE + "More.\n", base=qa.head, sheet=sheet, by=ada)

    assert first.pk == second.pk
    assert Draft.objects.get().source == MINE + "More.\n"


def test_two_windows_never_write_over_each_other(qa, ada):
    for words in ("One.\n", "Two.\n"):
        keep_draft(qa, QA + words, base=qa.head, sheet=new_sheet(), by=ada)

    assert {draft.source for draft in queries.waiting(qa, ada)} == {QA + "One.\n", QA + "Two.\n"}


def test_a_text_that_is_no_edit_leaves_no_draft(qa, ada, sheet):
    keep_draft(qa, MINE, base=qa.head, sheet=sheet, by=ada)

    assert keep_draft(qa, QA, base=qa.head, sheet=sheet, by=ada) is None
    assert Draft.objects.count() == 0


def test_what_no_file_may_hold_is_refused_as_by_a_save(qa, ada, sheet, monkeypatch):
    monkeypatch.setattr("agents.limits.DOCUMENT_BYTES", len(QA) + 5)

    for text in (QA + "\0", QA + "too long"):
        with pytest.raises(TextRefused):
            keep_draft(qa, text, base=qa.head, sheet=sheet, by=ada)


def test_a_save_takes_its_own_draft_along_and_no_other(qa, ada, ben, sheet):
    keep_draft(qa, MINE, base=qa.head, sheet=sheet, by=ada)
    others = [keep_draft(qa, MINE, base=qa.head, sheet=s, by=by).pk for s, by in ((new_sheet(), ada), (sheet, ben))]

    save_document(qa, MINE, base=qa.head, by=ada, sheet=sheet)

    assert sorted(Draft.objects.values_list("pk", flat=True)) == sorted(others)


def test_a_save_that_fails_leaves_the_draft(qa, ada, ben, sheet):
    first = qa.head
    save_document(qa, QA.replace("You test", "Ben tests"), base=first, by=ben)
    mine = QA.replace("You test", "Ada tests")
    keep_draft(qa, mine, base=first, sheet=sheet, by=ada)

    with pytest.raises(EditConflict):
        save_document(qa, mine, base=first, by=ada, sheet=sheet)

    assert Draft.objects.get().source == mine


def test_a_discarded_draft_comes_back(qa, ada, sheet):
    draft = keep_draft(qa, MINE, base=qa.head, sheet=sheet, by=ada)

    discard_draft(draft)
    assert queries.waiting(qa, ada) == []
    bring_back_draft(draft)

    assert queries.waiting(qa, ada) == [draft]


def test_typing_on_brings_a_discarded_draft_back(qa, ada, sheet):
    discard_draft(keep_draft(qa, MINE, base=qa.head, sheet=sheet, by=ada))

    keep_draft(qa, MINE + "More.\n", base=qa.head, sheet=sheet, by=ada)

    assert [draft.source for draft in queries.waiting(qa, ada)] == [MINE + "More.\n"]


def test_drafts_of_the_archive_are_kept_and_not_listed(qa, ada, team, sheet):
    archive_document(qa, by=ada)
    keep_draft(qa, MINE, base=qa.head, sheet=sheet, by=ada)

    assert len(queries.waiting(qa, ada)) == 1
    assert queries.left(team, ada) == []


def test_who_is_at_a_document_is_known_until_they_leave(qa, ada, ben):
    appear(qa, person=ben)
    appear(qa, person=ben)
    appear(qa, person=ada)
    assert queries.others_at(qa, ada) == ["Ben"]

    leave(qa, person=ben)

    assert queries.others_at(qa, ada) == []


def test_silence_means_gone(qa, ada, ben):
    appear(qa, person=ben)
    seen = Presence.objects.get()
    seen.seen_at -= queries.SILENCE
    seen.save()

    assert queries.others_at(qa, ada) == []


def test_who_may_no_longer_write_is_not_said_to_edit(qa, ada, ben, rita):
    for person in (ben, rita):
        appear(qa, person=person)
    assert queries.others_at(qa, ada) == ["Ben"]

    ben.memberships.all().delete()

    assert queries.others_at(qa, ada) == []
