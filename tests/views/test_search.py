"""Search: names before texts, with the line; only what is one's own; the same for the palette and without it."""

import pytest

from agents.models import Membership, Proposal, Role
from agents.operations.documents import archive_document, create_document, save_document
from agents.operations.proposing import close
from tests.views.proposing import proposed

URL = "/platform/search/"
PALETTE = {"HX-Request": "true"}


def agent(team, by, name, body="You help.\n"):
    source = f"---\nname: {name}\ndescription: Helps with work.\n---\n{body}"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


def groups(response):
    return {
        group.title: ["".join(text for text, _ in hit.pieces) for hit in group.hits]
        for group in response.context["groups"]
    }


def links(response):
    return [hit.url for group in response.context["groups"] for hit in group.hits]


@pytest.fixture
def several(team, ada, qa, tone):
    agent(team, ada, "quick-agent")
    agent(team, ada, "about-qa", "Read what qa says.\n")
    agent(team, ada, "qa-lead")
    agent(team, ada, "another", "First line.\n\n- Roll back only with qa\n")


def test_a_name_that_is_what_was_typed_comes_first_then_its_kin_then_texts(as_ada, several):
    found = as_ada.get(URL, {"q": "QA"}, headers=PALETTE)

    assert groups(found) == {
        "Agents": ["qa", "qa-lead", "about-qa", "quick-agent"],
        "Actions on qa": ["Edit", "All versions"],
        "In prompts": ["Roll back only with qa", "Read what qa says."],
    }
    assert links(found)[0] == "/platform/agents/qa/"


def test_a_text_leads_to_its_line(as_ada, several):
    found = as_ada.get(URL, {"q": "back roll"}, headers=PALETTE)

    assert links(found) == ["/platform/agents/another/?view=source#L7"]
    assert "<mark>Roll</mark> <mark>back</mark> only" in found.text
    assert "another, line 7" in found.text


def test_a_guideline_is_found_by_its_name(as_ada, several):
    assert groups(as_ada.get(URL, {"q": "ton"}, headers=PALETTE))["Guidelines"] == ["Tone"]


def test_a_version_is_found_by_name_and_number(as_ada, qa, ada):
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)

    assert links(as_ada.get(URL, {"q": "qa v1"}, headers=PALETTE))[0] == "/platform/agents/qa/v/1/"
    assert links(as_ada.get(URL, {"q": "v2", "here": qa.pk}, headers=PALETTE)) == ["/platform/agents/qa/v/2/"]
    assert "/platform/agents/qa/compare/1...2/" in links(as_ada.get(URL, {"q": "qa"}, headers=PALETTE))
    assert links(as_ada.get(URL, {"q": "v3", "here": qa.pk}, headers=PALETTE)) == []


def test_readers_are_not_offered_what_they_may_not_do(as_rita, qa):
    assert groups(as_rita.get(URL, {"q": "qa"}))["Actions on qa"] == ["All versions"]
    assert "Create the agent" not in as_rita.get(URL, {"q": "nowhere"}).text


def test_what_is_not_there_can_be_begun(as_ada, qa):
    found = as_ada.get(URL, {"q": "Release Größe!"}, headers=PALETTE)

    assert "Nothing here is called “Release Größe!”" in found.text
    assert "/platform/agents/new/?name=release-grosse" in found.text
    assert 'value="release-grosse"' in as_ada.get("/platform/agents/new/?name=release-grosse").text


def test_without_a_word_it_tells_what_is_recent(as_ada, team, ada, ben, several, qa, tone):
    old = agent(team, ben, "of-ben")

    found = as_ada.get(URL, {"seen": f"{tone.pk},{old.pk}", "here": qa.pk}, headers=PALETTE)

    assert groups(found) == {"Recent": ["Tone", "of-ben", "another", "qa-lead", "about-qa", "quick-agent"]}


def test_what_was_archived_is_not_found(as_ada, several, qa, ada):
    archive_document(qa, by=ada)

    found = as_ada.get(URL, {"q": "qa", "seen": qa.pk}, headers=PALETTE)

    assert "/platform/agents/qa/" not in links(found)
    assert as_ada.get(URL, {"seen": qa.pk}, headers=PALETTE).text.count("/agents/qa/") == 0


def test_another_team_s_agents_are_never_found(as_eve, several, qa):
    assert as_eve.get(URL, {"q": "qa"}).status_code == 404
    for query in ({"q": "qa"}, {"q": "roll back"}, {"q": "v1", "here": qa.pk}, {"seen": qa.pk}):
        assert "qa/" not in as_eve.get("/elsewhere/search/", query).text


def test_where_no_team_is_known_the_named_or_the_first_is_searched(as_ada, ada, eve, several):
    elsewhere = eve.teams.get()
    Membership.objects.create(team=elsewhere, user=ada, role=Role.READER)

    assert as_ada.get("/search/", {"q": "qa"})["Location"] == "/platform/search/?q=qa"
    assert as_ada.get("/search/", {"q": "qa", "in": "elsewhere"})["Location"].startswith("/elsewhere/search/?q=qa")
    assert as_ada.get("/search/", {"in": "nowhere"})["Location"] == "/platform/search/?in=nowhere"


def test_somebody_without_a_team_is_told_so(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody"))

    assert client.get("/search/")["Location"] == "/"


def test_strangers_must_sign_in(client, db):
    assert client.get("/search/").status_code == 302
    assert client.get("/search/", headers=PALETTE).status_code == 401


def test_the_page_is_whole_and_the_part_is_a_part(as_ada, several):
    page, part = as_ada.get(URL, {"q": "qa"}), as_ada.get(URL, {"q": "qa"}, headers=PALETTE)

    assert "<!doctype html>" in page.text and "qa-lead" in page.text
    assert "<html" not in part.text and "qa-lead" in part.text
    assert "HX-Request" in page["Vary"] and "HX-Request" in part["Vary"]


@pytest.mark.parametrize("query", [{"q": "q"}, {"q": "qa"}, {"q": "roll back"}, {"seen": "1,2,3"}, {"q": "nowhere"}])
def test_it_asks_five_questions_beside_who_one_is(as_ada, several, query, django_assert_max_num_queries):
    with django_assert_max_num_queries(1 + 5):
        as_ada.get(URL, query, headers=PALETTE)


@pytest.mark.parametrize(
    "q", ["%", "_", "'", '"', "\\", "a" * 500, "v99999999", "v", "> ", ">new", "\0", "*" * 200, "é"]
)
def test_no_question_is_too_odd(as_ada, several, q):
    assert as_ada.get(URL, {"q": q}).status_code == 200
    assert as_ada.get(URL, {"q": q, "here": "x,1", "seen": "-1,²,9" * 9}, headers=PALETTE).status_code == 200


def test_markup_in_a_name_is_only_shown(as_ada, team, ada):
    agent(team, ada, "x", "Say <script>alert(1)</script> branch\n")

    found = as_ada.get(URL, {"q": "branch"}, headers=PALETTE)

    assert "&lt;script&gt;alert(1)&lt;/script&gt; <mark>branch</mark>" in found.text


def test_proposals_are_found_by_number_and_by_words_of_their_titles(as_ada, qa, tone, ben):
    for number in range(1, 13):
        proposed(qa, f"{qa.head.source}{number}\n", by=ben, title=f"Step {number}: say more of branches\u200b")

    assert links(as_ada.get(URL, {"q": "#2"})) == ["/platform/proposals/2/"]
    assert links(as_ada.get(URL, {"q": "12"}))[0] == "/platform/proposals/12/"
    named = groups(as_ada.get(URL, {"q": "BRANCHES say"}, headers=PALETTE))
    assert len(named["Proposals"]) == 7
    assert named["Proposals"][0] == "#12 Step 12: say more of branches‹U+200B›"


def test_open_proposals_stand_before_those_that_ended(as_ada, qa, ben):
    for title in ("Colours of old", "Colours of new"):
        proposed(qa, f"{qa.head.source}{title}\n", by=ben, title=title)
    close(Proposal.objects.get(number=2), by=ben)

    assert groups(as_ada.get(URL, {"q": "colours"}))["Proposals"] == ["#1 Colours of old", "#2 Colours of new"]


def test_nobody_finds_the_proposals_of_another_team(as_eve, qa, ben):
    proposed(qa, f"{qa.head.source}More.\n", by=ben, title="Colours")

    assert links(as_eve.get("/elsewhere/search/", {"q": "colours"})) == []
