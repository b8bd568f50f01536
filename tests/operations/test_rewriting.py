"""Many texts, one step: written all at once, never over what somebody saved, and taken back as one."""

import pytest

from agents.definition.collection import Incoming
from agents.definition.field_edits import FieldEdit, edit_field
from agents.models import Document, Event
from agents.operations import rewriting
from agents.operations.documents import archive_document, create_document, rename_document, save_document
from agents.operations.importing import import_files
from agents.operations.rewriting import Rewrite, rewrite_documents
from agents.operations.undoing import undo
from agents.queries import library
from tests.conftest import QA

OPUS = FieldEdit("model", "set", "opus")


def rewrites(team, edit=OPUS):
    found = Document.objects.filter(team=team, kind="agent", archived_at=None).select_related("head").order_by("pk")
    edited = [(document, edit_field(document.head.source, edit)) for document in found]
    return [Rewrite(document, document.head_id, one.text) for document, one in edited if one.is_changed]


def apply(team, by, edit=OPUS):
    return rewrite_documents(team, rewrites(team, edit), by=by, message=edit.sentence)


@pytest.fixture
def three(qa, team, ada):
    return [qa, *(create_document(team, kind="agent", path=f"agents/{n}.md", source=QA, by=ada) for n in ("a", "b"))]


def test_each_gets_a_version_and_all_are_one_step(three, team, ben):
    event = apply(team, ben)

    for document in three:
        document.refresh_from_db()
        assert document.head.source == QA.replace("sonnet", "opus")
        assert (document.head.number, document.head.message, document.head.author) == (2, "Set model to opus", ben)
        assert (document.model, document.updated_at) == ("opus", document.head.created_at)
    assert (event.action, event.subject, event.details) == (
        "documents.edited",
        "3 agents",
        {"summary": "Set model to opus"},
    )
    assert Event.objects.filter(action="documents.edited").count() == 1


def test_what_was_saved_renamed_or_archived_meanwhile_is_left_and_named(three, team, ada, ben):
    planned = rewrites(team)
    qa, a, b = three
    save_document(qa, QA + "Hers.\n", base=qa.head, by=ada)
    archive_document(a, by=ada)
    last = create_document(team, kind="agent", path="agents/last.md", source=QA, by=ada)
    rename_document(b, "agents/c.md", by=ada)

    event = rewrite_documents(team, [*planned, *rewrites(team)[-1:]], by=ben, message=OPUS.sentence)

    assert event.document == last
    assert event.details["left"] == [
        ["agents/qa.md", "Ada saved v2 meanwhile."],
        ["agents/a.md", "It was archived meanwhile."],
        ["agents/b.md", "Ada renamed it to agents/c.md meanwhile."],
    ]
    qa.refresh_from_db()
    assert qa.head.source == QA + "Hers.\n"


def test_when_nothing_can_be_written_nothing_is_recorded(three, team, ada, ben):
    planned, count = rewrites(team), Event.objects.count()
    apply(team, ada)

    with pytest.raises(rewriting.NothingWritten) as nothing:
        rewrite_documents(team, planned, by=ben, message=OPUS.sentence)

    assert len(nothing.value.left) == 3
    assert Event.objects.count() == count + 1


def test_a_text_no_file_may_hold_is_left_and_the_rest_is_written(three, team, ben):
    planned = rewrites(team)
    planned[1] = planned[1]._replace(source="\0")

    event = rewrite_documents(team, planned, by=ben, message=OPUS.sentence)

    assert event.subject == "2 agents"
    assert event.details["left"][0][0] == "agents/a.md"


def test_the_new_texts_are_found(three, team, ben):
    apply(team, ben, FieldEdit("tools", "add", ["WebFetch"]))

    assert library.documents(team, "agents", library.Filter(tool="WebFetch")).count() == 3
    assert library.documents(team, "agents", library.Filter(q="webfetch")).count() == 3


def test_many_cost_no_more_queries_than_few(team, ada, django_assert_max_num_queries):
    for number in range(4):
        create_document(team, kind="agent", path=f"agents/few{number}.md", source=QA, by=ada)
    planned = rewrites(team)
    with django_assert_max_num_queries(14) as few:
        rewrite_documents(team, planned, by=ada, message="x")
    for number in range(40):
        create_document(team, kind="agent", path=f"agents/many{number}.md", source=QA, by=ada)
    planned = rewrites(team)

    with django_assert_max_num_queries(14) as many:
        rewrite_documents(team, planned, by=ada, message="x")

    assert len(many) == len(few)


@pytest.mark.shared
@pytest.mark.parametrize("edit", [OPUS, FieldEdit("tools", "add", ["Bash", "mcp__db__query"])], ids=lambda e: e.key)
def test_every_real_file_is_changed_and_comes_back_byte_for_byte(shared, team, ada, edit):
    files = {f".claude/agents/{at}.md": path.read_bytes() for at, path in enumerate(shared.glob("corpus/**/*.md"))}
    import_files(team, [Incoming(path, content) for path, content in files.items()], by=ada, origin="corpus")
    before = dict(Document.objects.filter(team=team).values_list("path", "head__source"))
    index = list(Document.objects.filter(team=team).order_by("pk").values("name", "model", "tools", "verdict", "notes"))

    event = apply(team, ada, edit)
    assert event.writes.count() > 50
    changed = dict(Document.objects.filter(team=team).values_list("path", "head__source"))
    assert sum(changed[path] != before[path] for path in before) == event.writes.count()
    undo(event, by=ada)

    after = dict(Document.objects.filter(team=team).values_list("path", "head__source"))
    assert after == before
    assert all(files[f".claude/{path}"] == source.encode() for path, source in after.items())
    again = Document.objects.filter(team=team).order_by("pk").values("name", "model", "tools", "verdict", "notes")
    assert list(again) == index
