"""Create, save, rename, archive, restore: what each does, refuses, and leaves as it was."""

import random

import pytest
from django.db import connection

from agents import limits
from agents.definition.blob import blob_id
from agents.models import Document, Event, Revision
from agents.operations import indexing
from agents.operations.archiving import archive_documents, restore_documents
from agents.operations.documents import (
    archive_document,
    create_document,
    rename_document,
    restore_document,
    save_document,
)
from agents.operations.errors import DocumentArchived, EditConflict, NameTaken, PathRefused, TextRefused
from agents.queries import fulltext

ODD = "\ufeff---\r\nname: x # note\r\ndescription: 'ü\u2028ü'\r\n---\r\nLine\rline\n\n\n"


def actions(team):
    return list(Event.objects.filter(team=team, document__isnull=False).order_by("id").values_list("action", flat=True))


def test_a_new_document_is_its_text(team, ada):
    document = create_document(team, kind="agent", path="agents/web/x.md", source=ODD, by=ada, message="Brought in")

    head = Document.objects.select_related("head").get(pk=document.pk).head
    assert (head.source, head.number, head.parent, head.path) == (ODD, 1, None, "agents/web/x.md")
    assert (head.blob_id, head.author_name, head.message) == (blob_id(ODD), "Ada", "Brought in")
    assert (document.slug, document.folder, document.name) == ("x", "web", "x")
    assert actions(team) == ["document.created"]


@pytest.mark.parametrize("path", ["agents/QA.md", "agents/qa.md"])
def test_a_path_is_taken_in_any_letter_case(qa, team, ada, path):
    with pytest.raises(NameTaken, match=r"agents/qa\.md exists already"):
        create_document(team, kind="agent", path=path, source="x", by=ada)


def test_a_path_in_the_archive_is_taken(qa, team, ada):
    archive_document(qa, by=ada)

    with pytest.raises(NameTaken, match="in the archive"):
        create_document(team, kind="agent", path="agents/qa.md", source="x", by=ada)


@pytest.mark.parametrize("path", ["../x.md", "/x.md", "agents/x.txt", "agents//x.md", "agents/.git/x.md", "", "a\0.md"])
def test_an_unsafe_path_is_refused(team, ada, path):
    with pytest.raises(PathRefused):
        create_document(team, kind="agent", path=path, source="x", by=ada)

    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("text", "said"), [("a\nb\0", "Line 2"), ("\ud83e", "surrogate"), ("x" * (limits.DOCUMENT_BYTES + 1), "bytes")]
)
def test_what_no_file_may_hold_is_refused(qa, team, ada, text, said):
    with pytest.raises(TextRefused, match=said):
        create_document(team, kind="agent", path="agents/x.md", source=text, by=ada)
    with pytest.raises(TextRefused, match=said):
        save_document(qa, text, base=qa.head, by=ada)

    assert Revision.objects.count() == 1


def test_two_files_of_one_name_have_two_addresses(qa, team, ada):
    other = create_document(team, kind="agent", path="agents/web/qa.md", source="x", by=ada)

    assert (qa.slug, other.slug) == ("qa", "web-qa")


def test_saving_adds_a_version(qa, ben, team):
    first = qa.head

    second = save_document(qa, ODD, base=first, by=ben, message="Better")

    qa.refresh_from_db()
    assert qa.head == second
    assert (second.number, second.parent, second.source, second.author_name) == (2, first, ODD, "Ben")
    assert qa.description == "ü\u2028ü"
    assert qa.updated_at == second.created_at
    assert Revision.objects.get(pk=first.pk).source == first.source
    assert actions(team) == ["document.created", "document.saved"]


def test_saving_the_same_text_does_nothing(qa, ben, team):
    assert save_document(qa, qa.head.source, base=qa.head, by=ben) == qa.head

    assert qa.revisions.count() == 1
    assert actions(team) == ["document.created"]


def test_an_edit_of_an_older_version_is_a_conflict(qa, ada, ben):
    first = qa.head
    second = save_document(qa, "Ben's\n", base=first, by=ben)

    with pytest.raises(EditConflict, match="Ben saved v2 while you were editing") as conflict:
        save_document(qa, "Ada's\n", base=first, by=ada)

    assert conflict.value.head == second
    assert qa.revisions.count() == 2


def test_the_same_edit_by_two_is_none_twice(qa, ada, ben):
    first = qa.head
    second = save_document(qa, "Same\n", base=first, by=ben)

    assert save_document(qa, "Same\n", base=first, by=ada) == second


def test_a_rename_keeps_the_text_and_is_a_version(qa, ben, team):
    source = qa.head.source

    revision = rename_document(qa, "agents/web/tester.md", by=ben)

    qa.refresh_from_db()
    assert (qa.path, qa.folder, qa.slug, qa.path_key) == (
        "agents/web/tester.md",
        "web",
        "tester",
        "agents/web/tester.md",
    )
    assert (revision.source, revision.number, revision.path) == (source, 2, "agents/web/tester.md")
    assert qa.revisions.get(number=1).path == "agents/qa.md"
    assert actions(team) == ["document.created", "document.renamed"]


def test_a_rename_to_the_same_name_does_nothing(qa, ben):
    assert rename_document(qa, "agents/qa.md", by=ben) == qa.head


def test_a_rename_may_change_letter_case_only(qa, ben):
    rename_document(qa, "agents/QA.md", by=ben)

    qa.refresh_from_db()
    assert (qa.path, qa.slug) == ("agents/QA.md", "qa")


def test_a_rename_onto_another_is_refused(qa, team, ada):
    other = create_document(team, kind="agent", path="agents/git.md", source="x", by=ada)

    with pytest.raises(NameTaken):
        rename_document(other, "agents/qa.md", by=ada)

    other.refresh_from_db()
    assert other.path == "agents/git.md"


def test_the_archive_keeps_everything_and_gives_it_back(qa, ada, team):
    archive_document(qa, by=ada)
    archive_document(qa, by=ada)

    qa.refresh_from_db()
    assert qa.is_archived
    assert qa.head.source.startswith("---\nname: qa")

    restore_document(qa, by=ada)
    restore_document(qa, by=ada)
    qa.refresh_from_db()
    assert not qa.is_archived
    assert actions(team) == ["document.created", "document.archived", "document.restored"]


def test_what_is_archived_is_not_changed(qa, ada):
    archive_document(qa, by=ada)

    with pytest.raises(DocumentArchived):
        save_document(qa, "x", base=qa.head, by=ada)
    with pytest.raises(DocumentArchived):
        rename_document(qa, "agents/x.md", by=ada)


def test_several_are_archived_and_restored_together(qa, tone, ada):
    archive_documents([qa, tone], by=ada)
    assert Document.objects.filter(archived_at=None).count() == 0

    restore_documents([qa, tone], by=ada)
    assert Document.objects.filter(archived_at=None).count() == 2


SEARCHES = ("alpha", "beta", "gamma", "Helps", "agent", "web")


def picture(team):
    """Every column of every document, and what each search finds."""
    found = {word: sorted(fulltext.search(team, word)) for word in SEARCHES}
    return list(Document.objects.order_by("pk").values()), found


@pytest.mark.parametrize("seed", range(4))
def test_the_index_kept_up_is_the_index_rebuilt(team, ada, ben, seed):
    dice = random.Random(seed)
    documents = [
        create_document(team, kind=kind, path=f"{kind}s/agent-{number}.md", source=text(dice), by=ada)
        for number, kind in enumerate(["agent", "agent", "agent", "guideline"])
    ]
    for step in range(30):
        document = Document.objects.select_related("head", "team").get(pk=dice.choice(documents).pk)
        act(dice, document, dice.choice([ada, ben]), step)
    before = picture(team)

    assert indexing.reindex_all() == len(documents)

    assert picture(team) == before
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM agents_search")
        assert cursor.fetchone() == (len(documents),)


def text(dice):
    words = " ".join(dice.choices(["alpha", "beta", "gamma", "<b>", "`x`", "ü"], k=12))
    head = dice.choice(
        ["", "---\nname: agent\n---\n", f"---\nname: a{dice.random()}\ndescription: Helps {words}\n---\n"]
    )
    title = dice.choice(["", "# Title\n"])
    return f"{head}{title}{words}\n"


def act(dice, document, by, step):
    if document.is_archived:
        return restore_document(document, by=by)
    if dice.random() < 0.2:
        return archive_document(document, by=by)
    if dice.random() < 0.3:
        return rename_document(document, f"{document.kind}s/{dice.choice(['', 'web/'])}agent-{step}-x.md", by=by)
    return save_document(document, text(dice), base=document.head, by=by)
