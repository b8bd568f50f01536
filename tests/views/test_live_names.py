"""Chips in the preview while one types: read at a pause, looked up at a key."""

import pytest

from agents.operations.aliases import set_alias
from agents.operations.documents import create_document
from agents.operations.relations import catch_up
from agents.views import live_names
from tests.conftest import QA

URL = "/platform/live/"
CHIP = '<a class="ref" href="/platform/agents/git/">'


@pytest.fixture(autouse=True)
def nothing_known():
    live_names._known.clear()


@pytest.fixture
def git(team, ada, qa):
    source = "---\nname: git\ndescription: Keeps history.\n---\n\nYou help.\n"
    made = create_document(team, kind="agent", path="agents/git.md", source=source, by=ada)
    catch_up(team)
    return made


def ask(client, text, **more):
    sent = {"kind": "agent", "source": text, "seq": "7", **more}
    return client.post(URL, sent, headers={"HX-Request": "true"}).text


def test_the_editor_opens_with_chips(as_ben, git):
    assert f"With {CHIP}" in as_ben.get("/platform/agents/qa/edit/").text


def test_a_new_name_is_a_chip_after_a_pause_and_stays_one_at_the_next_key(as_ben, git):
    text = QA + "\nAsk `git` first, and see `.claude/guidelines/none.md`.\n"

    assert CHIP not in ask(as_ben, text)
    assert ask(as_ben, text, paused="1").count(CHIP) == 2
    typed = ask(as_ben, text.replace("You test things.", "You test\n\nall things."))
    assert typed.count(CHIP) == 2
    assert 'title="This file is not in the library"' in typed


def test_unknown_names_can_be_created(as_ben, git):
    html = ask(as_ben, QA.replace("Git Agent", "Release Master Agent"), paused="1")

    assert 'href="/platform/agents/new/?name=Release+Master+Agent"' in html


def test_a_reader_and_a_guideline_have_no_agents_as_chips(as_rita, git):
    assert CHIP not in ask(as_rita, QA, paused="1")
    assert CHIP not in ask(as_rita, QA, paused="1", kind="guideline")


def test_what_a_name_means_is_asked_again_when_it_changes(as_ben, git, team, ada, qa):
    text = QA.replace("Git Agent", "Historian Agent")
    assert CHIP not in ask(as_ben, text, paused="1")

    set_alias(team, "Historian Agent", document=git, by=ada)
    catch_up(team)

    assert "ref unknown" not in ask(as_ben, text)
    assert CHIP in ask(as_ben, text, paused="1")


def test_a_name_that_is_itself_is_no_chip(as_ben, git, qa):
    text = QA + "\nAsk @qa.\n"

    assert (
        "/platform/agents/qa/" not in ask(as_ben, text, paused="1", document=str(qa.pk)).partition('class="prose"')[2]
    )


@pytest.mark.parametrize("key", ["", "x", "9" * 40, "-1", "²"])
def test_any_document_may_be_said(as_ben, git, key):
    assert CHIP in ask(as_ben, QA, paused="1", document=key)


@pytest.mark.parametrize("more", [{}, {"paused": "1"}])
def test_it_stays_cheap(as_ben, git, more, django_assert_max_num_queries):
    ask(as_ben, QA, paused="1")

    with django_assert_max_num_queries(3):
        assert CHIP in ask(as_ben, QA, **more)
