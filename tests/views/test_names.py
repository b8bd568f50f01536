"""The page of names: who is meant by a name that no agent bears."""

import re

import pytest

from agents.models import Alias, Edge
from agents.operations.documents import create_document
from agents.operations.relations import catch_up

URL = "/platform/names/"


def agent(team, by, name, body="You help.\n"):
    source = f"---\nname: {name}\ndescription: Helps with {name}.\n---\n\n{body}"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


@pytest.fixture
def crew(team, ada):
    body = (
        "## Collaboration\n\n### With QA Agents Group\n\n- Ask first\n\n### With Tester Agent\n\n- Then <b>tell</b>\n"
    )
    made = [agent(team, ada, name, body) for name in ("one", "two", "three", "four")]
    made += [agent(team, ada, "test-writer"), agent(team, ada, "tester-of-forms")]
    catch_up(team)
    return made


def key_of(written):
    return Edge.objects.filter(written=written).values_list("key", flat=True)[0]


def test_names_are_listed_with_who_writes_them_and_what_they_say(as_rita, crew):
    text = as_rita.get(URL).text

    assert "Tester Agent" in text
    assert "named by 4 agents" in text
    assert "Then &lt;b&gt;tell&lt;/b&gt;" in text
    assert 'href="/platform/agents/one/?view=source#L' in text
    assert "and 1 more" in text
    assert "<button" not in re.search(r'<form method="post" class="card names".*?</form>', text, re.DOTALL)[0]


def test_one_name_is_tied_to_an_agent_and_the_pages_follow(as_ben, team, crew):
    sent = {"written-0": "Tester Agent", "suggested-0": "", "meant-0": "test-writer", "one": "0"}

    response = as_ben.post(URL, sent, follow=True)

    assert "“Tester Agent” means test-writer." in response.text
    assert Alias.objects.get().document.slug == "test-writer"
    catch_up(team)
    assert Edge.objects.filter(target__slug="test-writer").count() == 4
    undo = re.search(r'action="(/platform/activity/\d+/undo/)"', response.text)[1]
    as_ben.post(undo)
    catch_up(team)
    assert not Alias.objects.exists()
    assert not Edge.objects.filter(target__slug="test-writer").exists()


def test_what_is_ticked_or_typed_is_one_step(as_ben, team, crew):
    sent = {
        "written-0": "Tester Agent", "suggested-0": "test-writer", "meant-0": "test-writer", "chosen": ["0"],
        "written-1": "QA Agents Group", "suggested-1": "", "meant-1": "one",
        "written-2": "Somebody", "suggested-2": "two", "meant-2": "two",
        "save": "1",
    }  # fmt: skip

    response = as_ben.post(URL, sent, follow=True)

    assert "Said whom 2 names mean." in response.text
    assert sorted(Alias.objects.values_list("written", "document__slug")) == [
        ("QA Agents Group", "one"),
        ("Tester Agent", "test-writer"),
    ]
    assert team.events.filter(action="alias.set").count() == 1


def test_a_name_can_be_no_agent_and_that_can_be_forgotten(as_ben, team, crew):
    as_ben.post(URL, {"written-0": "Tester Agent", "dismiss": "0"})
    catch_up(team)

    page = as_ben.get(URL).text
    assert "not an agent" in page
    assert not Edge.objects.filter(written="Tester Agent").exists()

    response = as_ben.post(URL, {"forget": Alias.objects.get().key}, follow=True)
    catch_up(team)
    assert "“Tester Agent” is as before." in response.text
    assert Edge.objects.filter(written="Tester Agent", target=None).count() == 4


def test_who_is_unknown_is_said_beside_the_field_and_kept(as_ben, crew):
    response = as_ben.post(URL, {"written-0": "Tester Agent", "meant-0": "nobody-here", "one": "0"})

    assert response.status_code == 422
    assert "No agent here is called “nobody-here”." in response.text
    assert 'value="nobody-here"' in response.text
    assert not Alias.objects.exists()


def test_from_an_agents_page_one_comes_back_to_it(as_ben, crew):
    response = as_ben.post(URL, {"written-0": "Tester Agent", "dismiss": "0", "back": "one"})

    assert response["Location"] == "/platform/agents/one/"


def test_nowhere_else(as_ben, crew):
    response = as_ben.post(URL, {"written-0": "Tester Agent", "dismiss": "0", "back": "//evil.example"})

    assert response["Location"] == URL


def test_one_name_alone(as_ben, crew):
    text = as_ben.get(f"{URL}?name={key_of('Tester Agent')}").text

    assert "Tester Agent" in text
    assert "QA Agents Group" not in text


def test_a_team_without_such_names_is_told_so(as_ben, qa, team, ada):
    agent(team, ada, "git")
    catch_up(team)

    assert "Every name is somebody" in as_ben.get(URL).text


def test_nothing_ticked_changes_nothing(as_ben, crew):
    assert "Nothing was changed." in as_ben.post(URL, {"save": "1"}, follow=True).text


def test_a_reader_may_look_only(as_rita, crew):
    assert as_rita.post(URL, {"written-0": "x", "dismiss": "0"}).status_code == 403


def test_strangers_learn_nothing(as_eve, crew):
    assert as_eve.get(URL).status_code == 404
    assert as_eve.post(URL, {"written-0": "x", "dismiss": "0"}).status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(client, crew):
    assert client.get(URL).status_code == 302


def test_queries_do_not_grow(as_ben, crew, team, ada, django_assert_max_num_queries):
    for at in range(30):
        agent(team, ada, f"more-{at}", f"## Collaboration\n\n### With Stranger{at}x Agent\n\n- Ask\n")
    catch_up(team)
    as_ben.get(URL)

    with django_assert_max_num_queries(12):
        assert "Stranger7x" in as_ben.get(URL).text
