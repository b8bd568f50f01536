"""A save whose base is old: both edits are in it, or a conflict carries both."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.definition.merge import resolve
from agents.models import Document, Event
from agents.operations import documents, indexing
from agents.operations.documents import (
    archive_document,
    create_document,
    rename_document,
    replace_head,
    save_document,
)
from agents.operations.errors import DocumentArchived, EditConflict, TextRefused
from tests.conftest import QA

MINE = QA.replace("Tests what others build.", "Checks what others build.")
THEIRS = QA.replace("Read, Grep, Bash", "Read, Grep")


def saved_events(document):
    return list(Event.objects.filter(document=document, action="document.saved").order_by("id"))


def test_edits_of_two_fields_are_both_in_it(qa, ada, ben):
    first = qa.head
    theirs = save_document(qa, THEIRS, base=first, by=ben)

    saved = save_document(qa, MINE, base=first, by=ada, message="Reworded")

    assert saved.source == MINE.replace("Read, Grep, Bash", "Read, Grep")
    assert (saved.number, saved.parent, saved.message, saved.author) == (3, theirs, "Reworded", ada)
    qa.refresh_from_db()
    assert (qa.head, qa.description, qa.tools) == (
        saved,
        "Checks what others build. Use after every change.",
        "|Read|Grep|",
    )


def test_the_record_says_what_it_was_merged_with(qa, ada, ben):
    first = qa.head
    save_document(qa, THEIRS, base=first, by=ben)
    save_document(qa, MINE, base=first, by=ada)

    assert [event.details for event in saved_events(qa)] == [{"revision": 2}, {"revision": 3, "merged_with": 2}]


def test_edits_of_one_field_are_a_conflict_that_carries_both(qa, ada, ben):
    first = qa.head
    theirs = save_document(qa, QA.replace("sonnet", "opus"), base=first, by=ben)

    with pytest.raises(EditConflict, match="One place was changed in both texts") as raised:
        save_document(qa, QA.replace("sonnet", "haiku"), base=first, by=ada)

    [conflict] = raised.value.merged.conflicts
    assert (conflict.key, conflict.base) == ("model", "model: sonnet\n")
    assert (conflict.ours, conflict.theirs) == ("model: haiku\n", "model: opus\n")
    assert resolve(raised.value.merged, [conflict.ours]) == QA.replace("sonnet", "haiku")
    assert raised.value.head == theirs
    assert qa.revisions.count() == 2


def test_a_merge_that_says_what_the_head_says_makes_no_version(qa, ada, ben):
    first = qa.head
    theirs = save_document(qa, MINE.replace("Read, Grep, Bash", "Read"), base=first, by=ben)

    assert save_document(qa, MINE, base=first, by=ada) == theirs
    assert save_document(qa, first.source, base=first, by=ada) == theirs
    assert qa.revisions.count() == 2


def test_an_edit_and_a_rename_are_both_in_it(team, ada, ben):
    text = "Be brief.\n"
    tone = create_document(team, kind="guideline", path="guidelines/tone.md", source=text, by=ada)
    opened = Document.objects.select_related("head").get(pk=tone.pk)
    rename_document(tone, "guidelines/voice.md", by=ben)

    saved = save_document(opened, "Be kind.\n", base=opened.head, by=ada)

    tone.refresh_from_db()
    assert (saved.source, saved.path, saved.number) == ("Be kind.\n", "guidelines/voice.md", 3)
    assert tone.name == "voice"
    assert saved_events(tone)[-1].details == {"revision": 3}


def test_an_archived_document_takes_no_merge(qa, ada, ben):
    first = qa.head
    save_document(qa, THEIRS, base=first, by=ben)
    archive_document(qa, by=ben)

    with pytest.raises(DocumentArchived):
        save_document(qa, MINE, base=first, by=ada)

    assert qa.revisions.count() == 2


def test_a_merge_that_grows_too_large_is_refused(qa, ada, ben, monkeypatch):
    first = qa.head
    save_document(qa, QA.replace("You test things.", "You test things. " + "x" * 200), base=first, by=ben)
    monkeypatch.setattr("agents.limits.DOCUMENT_BYTES", len(QA) + 300)

    with pytest.raises(TextRefused):
        save_document(qa, QA + "y" * 200, base=first, by=ada)

    assert qa.revisions.count() == 2


@pytest.fixture
def while_reading(monkeypatch):
    """Let somebody save whenever a text was read but is not yet written."""
    read = indexing.index

    def let(saves):
        def index(kind, path, source):
            if saves and not getattr(let, "busy", False):
                let.busy = True
                saves.pop(0)()
                let.busy = False
            return read(kind, path, source)

        monkeypatch.setattr(indexing, "index", index)

    return let


def growing(document, by, times):
    """Saves that each add a line to the end of what then stands there."""

    def one_more():
        now = Document.objects.select_related("head").get(pk=document.pk)
        replace_head(now, now.head.source + "\nOne more.\n", base=now.head, by=by)

    return [one_more] * times


def test_who_saves_while_the_merge_is_made_is_merged_too(qa, ada, ben, while_reading):
    while_reading(growing(qa, ben, 3))

    saved = save_document(qa, MINE, base=qa.head, by=ada)

    assert saved.number == 5
    assert saved.source == MINE + "\nOne more.\n" * 3
    assert saved_events(qa)[-1].details == {"revision": 5, "merged_with": 4}


def test_who_saves_again_and_again_wins_and_nothing_is_lost(qa, ada, ben, while_reading):
    while_reading(growing(qa, ben, documents.ATTEMPTS))

    with pytest.raises(EditConflict, match="Ben saved v5 while you were editing") as raised:
        save_document(qa, MINE, base=qa.head, by=ada)

    assert raised.value.head.number == 5
    assert raised.value.merged is None


def test_a_text_can_be_put_there_as_it_is_or_not_at_all(qa, ada, ben):
    first = qa.head
    save_document(qa, THEIRS, base=first, by=ben)

    with pytest.raises(EditConflict):
        replace_head(qa, MINE, base=first, by=ada)


LINES = st.lists(st.sampled_from(["name: x", "---", "", "# A", "one", "two", "three"]), max_size=8).map(
    lambda lines: "".join(f"{line}\n" for line in lines)
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(base=LINES, mine=LINES, theirs=LINES)
def test_every_new_line_is_saved_or_shown(team, ada, ben, base, mine, theirs):
    path = f"agents/x{Document.objects.count()}.md"
    document = create_document(team, kind="agent", path=path, source=base, by=ada)
    first = document.head
    save_document(document, theirs, base=first, by=ben)

    try:
        kept = save_document(document, mine, base=first, by=ada).source
    except EditConflict as raised:
        merged = raised.merged
        kept = "".join(
            [resolve(merged, [getattr(one, side) for one in merged.conflicts]) for side in ("ours", "theirs")]
        )

    new = {*mine.splitlines(), *theirs.splitlines()} - {*base.splitlines()}
    assert new <= {*kept.splitlines()}


def test_a_guideline_is_merged_line_by_line(tone, ada, ben):
    first = tone.head
    save_document(tone, first.source + "\nBe brief.\n", base=first, by=ben)

    saved = save_document(tone, first.source.replace("# Tone", "# Voice"), base=first, by=ada)

    assert saved.source == first.source.replace("# Tone", "# Voice") + "\nBe brief.\n"


def test_a_merge_keeps_the_line_ends(team, ada, ben):
    text = QA.replace("\n", "\r\n")
    document = create_document(team, kind="agent", path="agents/crlf.md", source=text, by=ada)
    first = document.head
    save_document(document, text.replace("Read, Grep, Bash", "Read"), base=first, by=ben)

    saved = save_document(document, text.replace("You test", "You check"), base=first, by=ada)

    assert saved.source == text.replace("Read, Grep, Bash", "Read").replace("You test", "You check")
