"""With whom an agent works is added, worded otherwise and taken out, in its own text."""

import re

import pytest

from agents.models import Alias, Edge
from agents.operations.documents import archive_document, save_document
from agents.operations.relations import catch_up
from tests.views.test_graph import agent

ADD = "/platform/agents/git/link/"


@pytest.fixture
def git(team, ada):
    return agent(team, ada, "git", also="One.\n\nTwo.\n\nThree.\n")


@pytest.fixture
def edge(qa, git, team):
    """Where qa names git."""
    catch_up(team)
    return Edge.objects.get(source=qa)


def place(edge: Edge) -> str:
    return f"/platform/agents/qa/link/{edge.line}/{edge.start}/"


def added(text: str) -> list[str]:
    return re.findall(r'<tr class="add">.*?<td class="t">(.*?)</td>', text, re.S)


def removed(text: str) -> list[str]:
    return re.findall(r'<tr class="del">.*?<td class="t">(.*?)</td>', text, re.S)


def test_the_section_stands_there_before_anything_is_saved(as_ben, edge, git):
    text = as_ben.get(f"{ADD}?to=qa&back=?at=qa").text

    assert added(text) == [
        "",
        "## Collaboration Patterns",
        "",
        "### With QA Agent",
        "",
        "- Ask for a branch before you start",
    ]
    assert "It begins with what qa says of git" in text
    assert git.revisions.count() == 1


def test_it_is_saved_into_the_other_agents_text(as_ben, edge, git, team):
    before = git.head.source
    posted = {
        "to": "qa",
        "note": "- Say when a branch is ready",
        "base": "1",
        "save": "1",
        "back": "?at=qa&links=one-way",
    }

    response = as_ben.post(ADD, posted, follow=True)

    git.refresh_from_db()
    section = "\n## Collaboration Patterns\n\n### With QA Agent\n\n- Say when a branch is ready\n"
    assert git.head.source == before + section
    assert response.redirect_chain[-1][0] == "/platform/graph/?links=one-way&at=qa#inspector"
    assert "Saved v2: 6 lines changed, everything else is the same byte for byte." in response.text
    assert re.search(r'action="/platform/activity/\d+/undo/"', response.text)
    catch_up(team)
    assert "git doesn’t mention it" not in as_ben.get("/platform/graph/?at=qa").text


def test_what_is_typed_is_shown_as_a_change_without_being_saved(as_ben, edge, git):
    response = as_ben.post(ADD, {"to": "qa", "note": "- Typed", "base": "1"}, headers={"HX-Request": "true"})

    assert "- Typed" in added(response.text)
    assert "<html" not in response.text
    assert git.revisions.count() == 1


def test_a_note_that_would_end_the_section_is_refused(as_ben, edge, git):
    response = as_ben.post(ADD, {"to": "qa", "note": "# Heading", "base": "1", "save": "1"})

    assert response.status_code == 422
    assert "Leave headings, fences and rules out of it." in response.text
    assert git.revisions.count() == 1


def test_without_another_agent_one_is_chosen_first(as_ben, edge):
    text = as_ben.get(ADD).text

    assert '<option value="qa">qa</option>' in text
    assert '<option value="git">' not in text


def test_it_is_merged_with_what_was_saved_meanwhile(as_ben, edge, git, ada):
    save_document(git, git.head.source.replace("You help.", "You help all."), base=git.head, by=ada)

    response = as_ben.post(ADD, {"to": "qa", "note": "- Wait", "base": "1", "save": "1"}, follow=True)

    git.refresh_from_db()
    assert "You help all." in git.head.source
    assert "### With QA Agent\n\n- Wait\n" in git.head.source
    assert "merged with v2 by Ada" in response.text


def test_the_same_place_is_chosen_on_the_page_for_conflicts(as_ben, edge, git, ada):
    save_document(git, git.head.source + "\nTheirs.\n", base=git.head, by=ada)

    response = as_ben.post(ADD, {"to": "qa", "note": "- Mine", "base": "1", "save": "1"})

    assert response.status_code == 409
    assert "- Mine" in response.text
    assert "Theirs." in response.text


def test_a_note_is_worded_otherwise(as_ben, edge, qa):
    shown = as_ben.get(place(edge)).text
    as_ben.post(place(edge), {"note": "- Ask twice", "base": "1", "save": "1"})

    qa.refresh_from_db()
    assert "- Ask for a branch before you start</textarea>" in shown
    assert "Nothing would change yet." in shown
    assert qa.head.source.endswith("### With Git Agent\n\n- Ask twice\n")


def test_a_link_is_removed_after_a_look_at_the_lines(as_ben, edge, qa):
    shown = as_ben.get(f"{place(edge)}remove/").text
    response = as_ben.post(f"{place(edge)}remove/", {"base": "1", "save": "1"}, follow=True)

    qa.refresh_from_db()
    assert "### With Git Agent" in removed(shown)
    assert "Git Agent" not in qa.head.source
    assert "Undo" in response.text


def test_a_place_that_is_gone_leads_back(as_ben, edge):
    response = as_ben.get("/platform/agents/qa/link/99/0/", follow=True)

    assert response.redirect_chain[-1][0] == "/platform/graph/?"
    assert "Nobody is named in line 99 any more." in response.text


def test_what_is_archived_is_not_edited(as_ben, edge, git, ada):
    archive_document(git, by=ada)

    assert as_ben.get(f"{ADD}?to=qa").headers["Location"] == "/platform/agents/git/"


@pytest.mark.parametrize("address", ["link/?to=qa", "link/12/9/", "link/12/9/remove/"])
def test_readers_may_not(as_rita, edge, address):
    assert as_rita.get(f"/platform/agents/git/{address}").status_code == 403
    assert as_rita.post(f"/platform/agents/git/{address}").status_code == 403


def test_a_way_back_never_leaves_the_site(as_ben, edge):
    posted = {"to": "qa", "note": "", "base": "1", "save": "1", "back": "https://example.com/?at=qa"}

    assert as_ben.post(ADD, posted).headers["Location"].startswith("/platform/graph/?")


@pytest.fixture
def ghost(team, ada):
    """An agent that names somebody unknown."""
    agent(team, ada, "ops")
    made = agent(team, ada, "docs", "Release")
    catch_up(team)
    return made


def test_a_name_is_given_to_an_agent_and_taken_back(as_ben, ghost, team):
    posted = {"written": "Release Agent", "agent": "ops", "back": "?at=name:release-agent"}

    response = as_ben.post("/platform/graph/name/", posted, follow=True)

    catch_up(team)
    assert response.redirect_chain[-1][0] == "/platform/graph/?at=ops"
    assert "“Release Agent” is ops now." in response.text
    assert Edge.objects.get(source=ghost).target.name == "ops"

    as_ben.post(re.search(r'action="(/platform/activity/\d+/undo/)"', response.text)[1])
    catch_up(team)

    assert Edge.objects.get(source=ghost).target is None


def test_a_name_is_declared_to_be_nobody(as_ben, ghost, team):
    response = as_ben.post("/platform/graph/name/", {"written": "Release Agent", "nobody": "1"}, follow=True)

    catch_up(team)
    assert "“Release Agent” is not an agent." in response.text
    assert Alias.objects.get().is_dismissed
    assert not Edge.objects.filter(source=ghost).exists()


def test_no_agent_chosen_changes_nothing(as_ben, ghost):
    response = as_ben.post("/platform/graph/name/", {"written": "Release Agent", "agent": ""}, follow=True)

    assert "Choose the agent that “Release Agent” means." in response.text
    assert not Alias.objects.exists()


def test_readers_and_strangers_say_nothing_of_names(client, rita, eve, ghost):
    for person, status in ((rita, 403), (eve, 404)):
        client.force_login(person)
        assert client.post("/platform/graph/name/", {"written": "x", "nobody": "1"}).status_code == status
