"""A new agent or guideline: from nothing, a starter, another one or pasted text; then its editor opens."""

import pytest

from agents.definition.client import read
from agents.forms.new import file_name
from agents.forms.starters import starters
from agents.models import Document, Revision
from agents.operations.documents import archive_document, create_document
from tests.conftest import QA

URL = "/platform/agents/new/"
BLANK = {"name": "helper", "description": "Helps: with everything", "tools": "all", "body": "You help.\r\n"}


def source_of(name: str) -> str:
    return Document.objects.get(path=f"agents/{name}.md").head.source


@pytest.mark.parametrize(
    "query", ["", "?start=starter", "?starter=debugger", "?start=copy", "?from=qa", "?paste", "?start=paste"]
)
def test_every_way_to_begin_has_a_page(as_ada, qa, query):
    assert as_ada.get(URL + query).status_code == 200


def test_from_nothing(as_ada, team):
    response = as_ada.post(URL, BLANK)

    assert response.status_code == 302
    assert response.url == "/platform/agents/helper/edit/"
    assert source_of("helper") == '---\nname: helper\ndescription: "Helps: with everything"\n---\n\nYou help.\n'


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            {"tools": "some", "tools-some": ["Read", "Grep"], "tools-more": "mcp__a__b"},
            "tools: Read, Grep, mcp__a__b\n",
        ),
        ({"tools": "none"}, "tools: []\n"),
    ],
)
def test_from_nothing_with_tools(as_ada, team, more, line):
    as_ada.post(URL, BLANK | more)

    assert line in source_of("helper")


@pytest.mark.parametrize("name", sorted(starters()))
def test_every_starter_loads_cleanly(as_ada, team, name):
    source = starters()[name].source

    assert read(source).loads
    assert read(source).problems == ()
    response = as_ada.post(f"{URL}?starter={name}", {"name": "mine", "source": source.replace("\n", "\r\n")})
    assert response.status_code == 302
    assert source_of("mine") == source.replace(f"name: {name}\n", "name: mine\n")


def test_there_are_enough_starters():
    assert len(starters()) >= 14


def test_the_gallery_is_searched_in_what_its_cards_show(as_ada, team):
    found = as_ada.get(f"{URL}?start=starter&q=migrations+slow").text
    assert "database-specialist" in found
    assert "code-reviewer" not in found
    assert "1 starter<" in found

    nothing = as_ada.get(f"{URL}?start=starter&q=%3Cb%3Eweaving").text
    assert "No starter tells of “<span>&lt;b&gt;weaving</span>”." in nothing


def test_a_starter_is_read_before_it_is_made(as_ada, team):
    page = as_ada.get(f"{URL}?starter=database-specialist").text

    assert "You look after stored data." in page.split('class="prose"')[1]
    assert '<span class="chip">Grep</span>' in page
    wrong = as_ada.post(f"{URL}?starter=database-specialist", {"name": "dba", "source": ""})
    assert wrong.status_code == 422
    assert '<details class="more" open>' in wrong.text


def test_every_starter_says_when_to_call_it_whom_it_works_with_and_how_it_reports():
    for starter in starters().values():
        assert starter.description.startswith("Use ")
        assert len(starter.description) <= 250
        assert starter.tools
        assert "\n## Collaboration\n\n### With " in starter.source
        assert "\n## Report\n" in starter.source


def test_from_another_changes_only_the_name(as_ada, team, ada):
    text = QA.replace("\n", "\r\n")
    create_document(team, kind="agent", path="agents/old.md", source=text, by=ada)

    as_ada.post(f"{URL}?from=old", {"name": "young", "source": text})

    assert source_of("young") == text.replace("name: qa\r\n", "name: young\r\n")


def test_pasted_text_stays_as_it_is_and_names_its_file(as_ada, team):
    text = QA.replace("name: qa", "name: QA Lead")

    response = as_ada.post(f"{URL}?paste", {"name": "", "source": text.replace("\n", "\r\n")})

    assert response.status_code == 302
    assert source_of("qa-lead") == text


def test_pasted_text_without_a_name_asks_for_one(as_ada, team):
    response = as_ada.post(f"{URL}?paste", {"name": "", "source": "Just text."})

    assert response.status_code == 422
    assert "Give the file a name." in response.content.decode()
    assert "Just text." in response.content.decode()


def test_a_guideline(as_ada, team):
    response = as_ada.post("/platform/guidelines/new/", {"name": "tone-of-voice", "source": "# Tone\r\n\r\nBe brief."})

    assert response.url == "/platform/guidelines/tone-of-voice/edit/"
    assert Document.objects.get(path="guidelines/tone-of-voice.md").head.source == "# Tone\n\nBe brief.\n"


def test_into_a_folder(as_ada, team, ada):
    create_document(team, kind="agent", path="agents/web/front.md", source=QA, by=ada)

    as_ada.post(URL, BLANK | {"folder": "web"})

    assert source_of("web/helper").startswith("---\nname: helper\n")


def test_an_unknown_folder_is_refused(as_ada, team, ada):
    create_document(team, kind="agent", path="agents/web/front.md", source=QA, by=ada)

    assert as_ada.post(URL, BLANK | {"folder": "../x"}).status_code == 422


@pytest.mark.parametrize("name", ["", "new", "../x", "A B", "con", "x" * 65, "ünï", "a--b", "x.md", "a/b"])
def test_a_name_no_file_should_have_is_422_and_keeps_the_rest(as_ada, team, name):
    response = as_ada.post(URL, BLANK | {"name": name})

    assert response.status_code == 422
    assert "Helps: with everything" in response.content.decode()
    assert not Revision.objects.exists()


def test_a_taken_name_is_409_and_keeps_the_rest(as_ada, qa):
    response = as_ada.post(URL, BLANK | {"name": "qa"})

    assert response.status_code == 409
    assert "agents/qa.md exists already." in response.content.decode()
    assert "You help." in response.content.decode()


def test_the_archive_is_remembered(as_ada, qa, ada):
    archive_document(qa, by=ada)

    assert "is in the archive" in as_ada.post(URL, BLANK | {"name": "qa"}).content.decode()


def test_a_description_that_cannot_be_kept_is_422(as_ada, team):
    response = as_ada.post(URL, BLANK | {"description": r"a\nb"})

    assert response.status_code == 422
    assert "line break" in response.content.decode()


@pytest.mark.parametrize("query", ["?from=nobody", "?starter=nothing"])
def test_what_is_not_there_cannot_be_copied(as_ada, team, query):
    assert as_ada.get(URL + query).status_code == 404


def test_looking_creates_nothing(as_ada, team):
    as_ada.get(URL)

    assert not Document.objects.exists()


def test_readers_may_not(as_rita, team):
    assert as_rita.get(URL).status_code == 403
    assert as_rita.post(URL, BLANK).status_code == 403


def test_strangers_learn_nothing(as_eve, team):
    assert as_eve.get(URL).status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_door(client, team):
    assert client.get(URL).status_code == 302


def test_few_queries(as_ada, qa, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        as_ada.get(URL + "?start=copy")


def test_a_name_becomes_a_files_name():
    assert file_name("Code Reviewer (Größe)") == "code-reviewer-grosse"
    assert file_name("···") == ""
