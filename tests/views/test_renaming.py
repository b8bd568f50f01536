"""The page of a rename: who names it, what would change, and the one step that can be undone."""

import re

import pytest

from agents.models import Document, Edge, Event, Reference
from agents.operations.documents import create_document, save_document
from agents.operations.relations import catch_up

URL = "/platform/agents/git/rename/"


def agent(team, by, name, body="You help.\n"):
    source = f"---\nname: {name}  # so called\ndescription: Helps with {name}.\n---\n\n{body}"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


@pytest.fixture
def crew(team, ada, qa, tone):
    made = {"git": agent(team, ada, "git", "Follow `.claude/guidelines/tone.md`.\n"), "qa": qa, "tone": tone}
    made["docs"] = agent(team, ada, "docs", "Ask @git, then <b>git</b>.\n\n## Handoff\n\n- Hands off to: `git`, `qa`\n")
    catch_up(team)
    return made


def state(team):
    found = Document.objects.filter(team=team).select_related("head").order_by("pk")
    return [(one.pk, one.path, one.slug, one.name, one.head.source) for one in found]


def shown(response):
    return re.search(r'name="bases" value="([^"]*)"', response.text)[1]


def test_the_form_shows_who_names_it(as_ben, crew):
    text = as_ben.get(URL).text

    assert "2 files name it." in text
    assert re.search(r'name="along"[^>]*checked', text)
    assert 'href="/platform/agents/docs/?view=source#L6"' in text


def test_what_would_change_is_shown_before_anything_is_written(as_ben, crew, team):
    before = state(team)

    response = as_ben.post(URL, {"name": "history", "folder": "", "along": "on"})

    assert response.status_code == 200
    assert "Rename and change 2 other files" in response.text
    assert "### With History Agent" in response.text
    assert "Ask @history, then &lt;b&gt;git&lt;/b&gt;." in response.text
    assert "name: history  # so called" in response.text
    assert state(team) == before


def test_it_is_one_step_and_one_undo_restores_every_byte(as_ben, crew, team):
    before = state(team)
    sent = {"name": "history", "folder": "vcs", "along": "on"}
    sent["bases"] = shown(as_ben.post(URL, sent))

    response = as_ben.post(URL, sent, follow=True)

    assert response.redirect_chain[-1][0] == "/platform/agents/history/"
    assert "agents/git.md is now agents/vcs/history.md. 2 other files went along." in response.text
    catch_up(team)
    assert not Edge.objects.filter(target=None).exists()
    assert Edge.objects.filter(target=crew["git"]).count() == 3

    undo = re.search(r'action="(/platform/activity/\d+/undo/)"', response.text)[1]
    undone = as_ben.post(undo, follow=True)

    assert undone.status_code == 200
    assert state(team) == before
    catch_up(team)
    assert Edge.objects.filter(target=crew["git"]).count() == 3
    redo = re.search(r'action="(/platform/activity/\d+/undo/)"', undone.text)[1]
    as_ben.post(redo)
    assert state(team) != before
    assert Document.objects.get(pk=crew["git"].pk).path == "agents/vcs/history.md"


def test_a_guideline_takes_its_paths_along(as_ben, crew, team):
    sent = {"name": "voice", "folder": "", "along": "on"}
    sent["bases"] = shown(as_ben.post("/platform/guidelines/tone/rename/", sent))

    as_ben.post("/platform/guidelines/tone/rename/", sent)
    catch_up(team)

    assert Reference.objects.get(target=crew["tone"]).path == ".claude/guidelines/voice.md"


def test_what_was_saved_meanwhile_is_shown_anew(as_ben, crew, team, ada):
    sent = {"name": "history", "folder": "", "along": "on"}
    sent["bases"] = shown(as_ben.post(URL, sent))
    save_document(crew["docs"], crew["docs"].head.source + "\nMore.\n", base=crew["docs"].head, by=ada)
    before = state(team)

    response = as_ben.post(URL, sent)

    assert response.status_code == 409
    assert "Look at what would change now." in response.text
    assert state(team) == before
    assert as_ben.post(URL, sent | {"bases": shown(response)}).status_code == 302


def test_unticked_only_the_file_is_renamed(as_ben, crew, team):
    as_ben.post(URL, {"name": "history", "folder": ""})

    assert Document.objects.get(pk=crew["docs"].pk).head.number == 1
    assert Document.objects.get(pk=crew["git"].pk).path == "agents/history.md"
    assert Event.objects.filter(action="document.renamed").count() == 1


def test_a_taken_name_is_told_before_anything_is_shown(as_ben, crew):
    response = as_ben.post(URL, {"name": "docs", "folder": "", "along": "on"})

    assert response.status_code == 409
    assert "exists already" in response.text


@pytest.mark.parametrize("bases", ["x", "1:1", "1", ":", "1:" + "9" * 40, "1:²"])
def test_bases_that_are_none_write_nothing(as_ben, crew, team, bases):
    before = state(team)

    response = as_ben.post(URL, {"name": "history", "folder": "", "along": "on", "bases": bases})

    assert response.status_code in (200, 409)
    assert state(team) == before


def test_archiving_shows_who_still_names_it(as_vera, crew):
    response = as_vera.post("/platform/agents/git/archive/")

    assert response.status_code == 200
    assert "2 files still name it." in response.text
    assert not Document.objects.get(pk=crew["git"].pk).is_archived

    as_vera.post("/platform/agents/git/archive/", {"sure": "1"})
    assert Document.objects.get(pk=crew["git"].pk).is_archived


def test_queries_do_not_grow(as_ben, crew, team, ada, django_assert_max_num_queries):
    for at in range(20):
        agent(team, ada, f"more-{at}", "Ask @git.\n")
    catch_up(team)
    as_ben.get(URL)

    with django_assert_max_num_queries(12):
        assert "more-7" in as_ben.get(URL).text
    with django_assert_max_num_queries(16):
        assert "more-7" in as_ben.post(URL, {"name": "history", "folder": "", "along": "on"}).text
