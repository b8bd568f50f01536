"""The library: what it finds, what its address holds, who may see and do what."""

import json
import re

import pytest

from agents import limits
from agents.models import Document
from agents.operations.documents import archive_document, create_document
from agents.operations.relations import catch_up
from agents.queries import fulltext

URL = "/platform/agents/"
HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/platform/agents/"}
NAMES = ("git", "frontend", "backend")


def agent(team, by, name, *, description="Helps. Use it.", path="", more="", body="You help.\n"):
    source = f"---\nname: {name}\ndescription: {description}\n{more}---\n{body}"
    return create_document(team, kind="agent", path=path or f"agents/{name}.md", source=source, by=by)


def shown(response):
    return [row["name"] for row in response.context["rows"]]


@pytest.fixture
def several(qa, team, ada):
    agent(team, ada, "frontend", description="Builds pages.", more="model: opus\n", path="agents/web/frontend.md")
    agent(team, ada, "git", description="Keeps history.", more="tools: Bash\nmodel: haiku\n")
    agent(team, ada, "broken", description="", body="A zebra crosses.\n")


def test_every_agent_is_listed_the_ones_that_need_attention_first(as_ada, several):
    response = as_ada.get(URL)

    assert shown(response) == ["broken", "frontend", "git", "qa"]
    assert "Would be skipped" in response.text
    assert "every tool" in response.text
    assert "4 agents" in response.text


def test_guidelines_have_a_library_of_their_own(as_ada, qa, tone):
    response = as_ada.get("/platform/guidelines/")

    assert shown(response) == ["Tone"]
    assert ".claude/guidelines/tone.md" in response.text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=zebra", ["broken"]),
        ("q=front", ["frontend"]),
        ("q=ontend", ["frontend"]),
        ("q=history", ["git"]),
        ("q=web/", ["frontend"]),
        ("q=crosses+zebra", ["broken"]),
        ("q=nowhere", []),
        ("tool=Bash", ["broken", "frontend", "git", "qa"]),
        ("tool=Grep", ["broken", "frontend", "qa"]),
        ("model=haiku", ["git"]),
        ("model=inherit", ["broken"]),
        ("verdict=skipped", ["broken"]),
        ("verdict=loads", ["frontend", "git", "qa"]),
        ("folder=web", ["frontend"]),
        ("folder=/", ["broken", "git", "qa"]),
        ("sort=-name", ["qa", "git", "frontend", "broken"]),
        ("sort=model", ["broken", "git", "frontend", "qa"]),
        ("model=sonnet&tool=Grep&q=test", ["qa"]),
    ],
)
def test_filters_narrow_and_order_the_list(as_ada, several, query, names):
    assert shown(as_ada.get(f"{URL}?{query}")) == names


def test_the_sorted_column_says_so(as_ada, several):
    text = as_ada.get(f"{URL}?sort=-updated").text

    assert text.count("aria-sort=") == 1
    assert '<th class="up" aria-sort="descending"><a class="sort" href="?sort=updated">' in text


def test_an_empty_library_says_what_to_do(as_ada):
    text = as_ada.get(URL).text

    assert "No agents yet" in text
    assert "/platform/import/" in text


def test_no_hits_offer_the_way_back(as_ada, qa):
    text = as_ada.get(f"{URL}?q=zebra").text

    assert "Nothing fits" in text
    assert "Clear filters" in text


def test_fifty_rows_are_a_page_with_links(as_ada, team, ada):
    for number in range(52):
        agent(team, ada, f"agent-{number:02}")

    first, second = as_ada.get(f"{URL}?sort=name"), as_ada.get(f"{URL}?sort=name&page=2")

    assert len(shown(first)) == 50
    assert 'rel="next" href="?sort=name&amp;page=2"' in first.text
    assert shown(second) == ["agent-50", "agent-51"]
    assert "51–52 of 52" in second.text
    assert 'rel="prev"' in second.text


def test_a_page_beyond_the_end_is_the_first(as_ada, qa):
    assert shown(as_ada.get(f"{URL}?page=99")) == ["qa"]


def test_queries_do_not_grow_with_the_rows(as_ada, team, ada, django_assert_max_num_queries):
    for number in range(5):
        agent(team, ada, f"few-{number}")
    with django_assert_max_num_queries(12) as few:
        as_ada.get(URL)
    for number in range(55):
        agent(team, ada, f"many-{number}")

    with django_assert_max_num_queries(12) as many:
        as_ada.get(URL)

    assert len(many) == len(few)


def test_htmx_gets_the_rows_and_a_tidy_address(as_ada, several):
    response = as_ada.get(f"{URL}?q=zebra&tool=&model=", headers=HTMX | {"HX-Trigger-Name": "q"})

    assert "<html" not in response.text
    assert 'hx-swap-oob="innerHTML:#count"' in response.text
    assert response.headers["HX-Replace-Url"] == "/platform/agents/?q=zebra"
    assert "HX-Request" in response.headers["Vary"]


def test_a_choice_makes_an_entry_in_the_history(as_ada, several):
    response = as_ada.get(f"{URL}?tool=Grep", headers=HTMX | {"HX-Trigger-Name": "tool"})

    assert response.headers["HX-Push-Url"] == "/platform/agents/?tool=Grep"


@pytest.mark.parametrize("header", ["HX-Boosted", "HX-History-Restore-Request"])
def test_back_gets_the_whole_page(as_ada, several, header):
    response = as_ada.get(f"{URL}?q=zebra", headers=HTMX | {header: "true"})

    assert "<html" in response.text
    assert "HX-Request" in response.headers["Vary"]
    assert "hx-swap-oob" not in response.text


def test_the_archive_is_a_list_of_its_own(as_ada, qa, ada):
    archive_document(qa, by=ada)

    assert shown(as_ada.get(URL)) == []
    archived = as_ada.get(f"{URL}?archived=1")
    assert shown(archived) == ["qa"]
    assert 'formaction="/platform/agents/qa/restore/"' in archived.text


def test_ticked_rows_are_archived_and_brought_back_together(as_vera, several, team):
    ids = [document.pk for document in Document.objects.filter(slug__in=["git", "qa"])]

    response = as_vera.post(URL, {"action": "archive", "selected": ids}, follow=True)
    assert shown(response) == ["broken", "frontend"]
    assert "Archived 2 agents." in response.text

    undo = re.search(r'action="(/platform/activity/\d+/undo/)"', response.text)[1]
    assert len(shown(as_vera.post(undo, follow=True))) == 4


def test_ticked_rows_of_the_archive_are_restored_together(as_vera, several):
    ids = [document.pk for document in Document.objects.filter(slug__in=["git", "qa"])]
    as_vera.post(URL, {"action": "archive", "selected": ids})
    assert 'name="selected"' in as_vera.get(f"{URL}?archived=1").text

    response = as_vera.post(f"{URL}?archived=1", {"action": "restore", "selected": ids}, follow=True)

    assert response.redirect_chain[-1][0] == f"{URL}?archived=1"
    assert "Restored 2 agents." in response.text
    assert Document.objects.filter(archived_at=None).count() == 4


def test_one_stays_in_the_filtered_list(as_vera, several):
    pk = Document.objects.get(slug="git").pk

    response = as_vera.post(f"{URL}?model=haiku", {"action": "archive", "selected": [pk]}, follow=True)

    assert response.redirect_chain[-1][0] == f"{URL}?model=haiku"


def test_everything_that_fits_is_chosen_beyond_the_page(as_vera, team, ada):
    for number in range(53):
        agent(team, ada, f"agent-{number:02}", more=f"model: {'opus' if number < 52 else 'haiku'}\n")

    page = as_vera.get(f"{URL}?model=opus").text
    assert 'name="all" value="?model=opus" data-every="52"' in page
    response = as_vera.post(
        f"{URL}?model=opus", {"action": "archive", "all": "?model=opus", "selected": [1]}, follow=True
    )

    assert "Archived 52 agents." in response.text
    assert Document.objects.get(archived_at=None).name == "agent-52"


def test_no_box_for_everything_where_one_page_holds_it(as_ben, several):
    assert 'name="all"' not in as_ben.get(URL).text


def test_too_many_at_once_are_refused(as_vera, several, monkeypatch):
    monkeypatch.setattr(limits, "BULK_DOCUMENTS", 3)

    response = as_vera.post(URL, {"action": "archive", "all": "?"}, follow=True)

    assert "At most 3 agents at once. Narrow the list first." in response.text
    assert Document.objects.filter(archived_at=None).count() == 4


@pytest.mark.parametrize("action", ["model", "tools", "color"])
def test_ticked_rows_are_taken_to_the_preview(as_ben, several, action):
    pk = Document.objects.get(slug="git").pk

    response = as_ben.post(URL, {"action": action, "selected": [pk]})

    assert response.headers["Location"] == f"/platform/bulk/?field={action}&ids={pk}"


def test_an_unknown_action_does_nothing(as_ben, several):
    as_ben.post(URL, {"action": "delete", "selected": [Document.objects.get(slug="git").pk]})

    assert Document.objects.filter(archived_at=None).count() == 4


def test_ticked_rows_are_taken_to_the_export(as_rita, several):
    pk = Document.objects.get(slug="git").pk

    response = as_rita.post(URL, {"action": "export", "selected": [pk, "x", "99999999999999999999"]})

    assert response.headers["Location"] == f"/platform/export/?ids={pk}"


@pytest.mark.parametrize("action", ["export", "archive"])
def test_nothing_ticked_is_nothing_done(as_vera, several, action):
    response = as_vera.post(URL, {"action": action, "selected": ["x"]}, follow=True)

    assert "Tick some first." in response.text
    assert len(shown(response)) == 4


def test_nobody_archives_what_is_elsewhere(client, eve, qa):
    client.force_login(eve)

    client.post("/elsewhere/agents/", {"action": "archive", "selected": [qa.pk]})

    qa.refresh_from_db()
    assert not qa.is_archived


def test_a_reader_reads_and_does_not_write(as_rita, qa):
    page = as_rita.get(URL)

    assert page.status_code == 200
    assert "New agent" not in page.text
    assert "Archive</button>" not in page.text
    assert as_rita.post(URL, {"action": "archive", "selected": [qa.pk]}).status_code == 403


def test_a_reader_and_an_author_are_not_shown_the_same_rows(client, rita, ben, several):
    client.force_login(ben)
    assert "Fix</a>" in client.get(URL).text

    client.force_login(rita)
    assert "Fix</a>" not in client.get(URL).text


def test_strangers_learn_nothing(as_eve, qa):
    assert as_eve.get(URL).status_code == 404
    assert as_eve.post(URL, {"action": "archive", "selected": [qa.pk]}).status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(client, qa):
    assert client.get(URL).status_code == 302
    assert client.get(URL, headers=HTMX).headers["HX-Redirect"].startswith("/account/sign-in/")


def test_what_people_wrote_is_text(as_ada, team, ada):
    agent(team, ada, "x", description="'<img src=x onerror=alert(1)> <b hx-get=/>'", path="agents/x.md")

    text = as_ada.get(URL).text

    assert "<img src=x" not in text
    assert "&lt;img src=x onerror" in text


@pytest.mark.parametrize(
    "query",
    [
        "?page=-1",
        "?page=1e3",
        "?page=99999999999999999999",
        "?page=²",
        "?sort=nonsense",
        "?sort=team__id",
        "?verdict=LOADS",
        "?tool=%25%00",
        "?q=%00",
        "?q=%ED%A0%BD",
        "?q=%22unclosed",
        "?q=" + "x" * 60_000,
        "?q=" + "a+" * 5_000,
        "?model=' OR 1=1",
        "?folder=../..",
        "?archived=maybe",
        "?q=a&q=b&page=1&page=2",
    ],
)
def test_whatever_the_address_holds_a_page_comes(as_ada, qa, query):
    assert as_ada.get(URL + query).status_code == 200


@pytest.mark.shared
def test_hostile_addresses_get_a_page_or_a_refusal(as_ada, qa, shared):
    queries_ = (shared / "badinput/strings/api_queries.jsonl").read_text("utf-8").splitlines()

    for line in queries_:
        path = URL + json.loads(line).encode("utf-8", "surrogatepass").decode("latin-1")
        assert as_ada.get(path).status_code < 500, line


@pytest.mark.shared
def test_hostile_searches_are_only_words(as_ada, qa, team, shared):
    for line in (shared / "badinput/strings/search_regex.jsonl").read_text("utf-8").splitlines():
        assert as_ada.get(URL, {"q": json.loads(line).encode("utf-8", "replace")}).status_code == 200, line
        fulltext.search(team, json.loads(line))


def test_agents_are_found_by_their_collaboration(as_ada, several, team, ada):
    agent(team, ada, "docs", body="Ask @git.\n\n## Collaboration\n\n### With Release Agent\n\n- Early\n")
    catch_up(team)

    assert shown(as_ada.get(f"{URL}?relation=unresolved")) == ["docs"]
    assert shown(as_ada.get(f"{URL}?relation=one-sided")) == ["docs", "qa"]
    assert shown(as_ada.get(f"{URL}?relation=orphan")) == ["broken", "frontend"]
    assert "Nothing fits" in as_ada.get(f"{URL}?relation=hub").text
    assert len(shown(as_ada.get(f"{URL}?relation=nonsense"))) == 5
    assert '<option value="orphan" selected>' in as_ada.get(f"{URL}?relation=orphan").text
    assert as_ada.get(f"{URL}?relation=orphan", headers=HTMX).headers["HX-Push-Url"] == f"{URL}?relation=orphan"
