"""One field of many agents: a preview of exactly what would change, one step, one undo."""

import re

import pytest

from agents.models import Document, Event
from agents.operations.documents import archive_document, create_document, save_document
from tests.conftest import QA

URL = "/platform/bulk/"


@pytest.fixture
def three(qa, team, ada):
    """qa on sonnet, git on opus, broken with a quote that never ends."""
    broken = '---\nname: "broken\ndescription: x\n---\nText.\n'
    texts = {"git": QA.replace("sonnet", "opus"), "broken": broken}
    made = [create_document(team, kind="agent", path=f"agents/{n}.md", source=t, by=ada) for n, t in texts.items()]
    return [qa, *made]


def ids(documents):
    return ",".join(str(document.pk) for document in documents)


def tokens(html):
    return re.findall(r'name="selected" value="(\d+:\d+)"', html)


def plain(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def preview(client, documents, **query):
    return client.get(URL, {"field": "model", "ids": ids(documents), **query})


def source(document):
    return Document.objects.get(pk=document.pk).head.source


def test_the_page_asks_what_to_set(as_ben, three):
    response = preview(as_ben, three)

    assert "Set model of 3 agents" in response.text
    assert 'name="model" value="opus"' in response.text
    assert tokens(response.text) == []


def test_the_preview_shows_the_lines_and_what_cannot_be_changed(as_ben, three):
    response = preview(as_ben, three, model="opus")

    shown = response.context["preview"]
    assert [row.document.slug for row in shown.rows] == ["qa"]
    assert [line.sign + line.text for hunk in shown.rows[0].hunks for line in hunk.lines] == [
        "-model: sonnet",
        "+model: opus",
    ]
    assert [row.document.slug for row in shown.same] == ["git"]
    assert "Line 2: The frontmatter is not valid YAML" in response.text
    assert "Apply to 1 agent" in response.text
    assert source(three[0]) == QA


def test_applying_writes_what_was_shown_in_one_step_with_one_undo(as_ben, three, team, ada):
    other = create_document(team, kind="agent", path="agents/other.md", source=QA, by=ada)
    page = preview(as_ben, [*three, other], model="haiku")

    response = as_ben.post(f"{URL}?field=model&model=haiku", {"selected": tokens(page.text)}, follow=True)

    assert "Set model to haiku in 3 agents." in response.text
    assert source(three[0]) == source(other) == QA.replace("sonnet", "haiku")
    undo = re.search(r'action="(/platform/activity/\d+/undo/)"', response.text)[1]
    assert "Undone for 3 agents." in as_ben.post(undo, follow=True).text
    assert source(three[0]) == source(other) == QA


def test_what_is_not_ticked_stays(as_ben, three):
    page = preview(as_ben, three, model="haiku")

    as_ben.post(f"{URL}?field=model&model=haiku", {"selected": tokens(page.text)[:1]})

    assert Event.objects.first().document.slug == "git"
    assert source(three[0]) == QA


def test_what_was_saved_since_the_preview_is_left_and_listed(as_ben, three, ada):
    page = preview(as_ben, three, model="haiku")
    save_document(three[0], QA + "Hers.\n", base=three[0].head, by=ada)

    response = as_ben.post(f"{URL}?field=model&model=haiku", {"selected": tokens(page.text)}, follow=True)

    assert re.search(r"/platform/activity/\d+/$", response.redirect_chain[-1][0])
    assert "1 left alone" in response.text
    assert "Ada saved v2 meanwhile." in response.text
    assert "model: haiku" in source(three[1])
    assert source(three[0]) == QA + "Hers.\n"


def test_when_all_were_saved_since_nothing_is_written_and_it_is_shown_anew(as_ben, three, ada):
    page = preview(as_ben, three[:1], model="haiku")
    save_document(three[0], QA + "Hers.\n", base=three[0].head, by=ada)

    response = as_ben.post(f"{URL}?field=model&model=haiku", {"selected": tokens(page.text)})

    assert response.status_code == 409
    assert "Nothing was changed." in plain(response.text)
    assert tokens(response.text) == [f"{three[0].pk}:{Document.objects.get(pk=three[0].pk).head_id}"]


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ({"field": "model", "model": ""}, ""),
        ({"field": "model", "model": "*other", "model-other": "claude-x"}, "model: claude-x\n"),
        ({"field": "color", "color": "pink"}, "color: pink\n"),
        ({"field": "tools", "tools": "none"}, "tools: []\n"),
        ({"field": "tools", "tools": "all"}, ""),
        (
            {"field": "tools", "tools": "some", "tools-some": ["Read"], "tools-more": "mcp__a__b"},
            "tools: Read, mcp__a__b\n",
        ),
        ({"field": "tools", "tools": "add", "tools-some": ["Edit"]}, "tools: Read, Grep, Bash, Edit\n"),
        ({"field": "tools", "tools": "remove", "tools-some": ["Grep"]}, "tools: Read, Bash\n"),
    ],
)
def test_each_choice_changes_its_own_line(as_ben, qa, query, line):
    page = as_ben.get(URL, {"ids": qa.pk, **query})
    action = re.search(r'<form method="post" action="([^"]+)" data-bulk', page.text)[1].replace("&amp;", "&")

    as_ben.post(action, {"selected": tokens(page.text)})

    assert source(qa) == re.sub(rf"(?m)^{query['field']}: .*\n", line, QA)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ({"field": "model", "model": "*other"}, "Write the id of a model"),
        ({"field": "tools", "tools": "add"}, "Tick at least one tool."),
        ({"field": "color", "color": "mauve"}, "Choose one of red, blue"),
    ],
)
def test_a_choice_that_says_nothing_yet_is_asked_for(as_ben, qa, query, sentence):
    response = as_ben.get(URL, {"ids": qa.pk, **query})

    assert response.status_code == 422
    assert sentence in response.text


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?ids=",
        "?ids=x,²,-1",
        "?field=name&name=x",
        "?field=tools&tools=x",
        "?model=%00",
        "?ids=99999999999&model=a",
    ],
)
def test_whatever_the_address_holds_a_page_comes(as_ben, qa, query):
    assert as_ben.get(URL + query).status_code == 200
    assert as_ben.post(URL + query, {"selected": ["x", "1:x", "9" * 30]}, follow=True).status_code in (200, 409)
    assert source(qa) == QA


def test_htmx_gets_the_preview_alone(as_ben, three):
    response = as_ben.get(URL, {"ids": ids(three), "model": "haiku"}, headers={"HX-Request": "true"})

    assert "<html" not in response.text
    assert len(tokens(response.text)) == 2


def test_many_are_previewed_with_few_queries_and_the_first_with_their_lines(
    as_ben, team, ada, django_assert_max_num_queries
):
    for number in range(70):
        create_document(team, kind="agent", path=f"agents/a{number:02}.md", source=QA, by=ada)
    some = list(Document.objects.filter(team=team).order_by("path"))
    with django_assert_max_num_queries(8):
        cut = preview(as_ben, some, model="haiku")
    whole = preview(as_ben, some, model="haiku", every=1)

    assert len(tokens(cut.text)) == 70
    assert cut.text.count("+</span>") == 60
    assert "Show the lines of all 70 files" in cut.text
    assert whole.text.count("+</span>") == 70
    with django_assert_max_num_queries(25):
        as_ben.post(f"{URL}?field=model&model=haiku", {"selected": tokens(cut.text)})
    assert Event.objects.first().writes.count() == 70


def test_archived_and_foreign_agents_and_guidelines_are_passed_over(as_ben, qa, tone, ada, eve):
    from agents.operations.people import create_team

    archive_document(qa, by=ada)
    foreign = create_document(create_team("E", slug="e", by=eve), kind="agent", path="agents/x.md", source=QA, by=eve)

    response = preview(as_ben, [qa, tone, foreign], model="opus")

    assert "No agents were chosen" in response.text
    as_ben.post(f"{URL}?field=model&model=opus", {"selected": [f"{foreign.pk}:{foreign.head_id}"]})
    assert source(foreign) == QA


def test_what_people_wrote_is_text(as_ben, team, ada):
    text = QA.replace("model: sonnet", "model: '<img src=x>'")
    document = create_document(team, kind="agent", path="agents/x.md", source=text, by=ada)

    html = preview(as_ben, [document], model="opus").text

    assert "<img src=x>" not in html
    assert "&lt;img src=x&gt;" in html


def test_a_reader_may_not(as_rita, qa):
    assert as_rita.get(URL).status_code == 403
    assert as_rita.post(f"{URL}?model=opus", {"selected": [f"{qa.pk}:{qa.head_id}"]}).status_code == 403


def test_strangers_learn_nothing(as_eve, qa):
    assert as_eve.get(URL).status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(client, team):
    assert client.get(URL).status_code == 302
