"""Save or propose: what a person did last in a team stands first there, on every page, also after signing in again."""

import re

import pytest

from agents.models import Membership, Role, Team
from agents.operations.documents import create_document, save_document
from tests.conftest import QA
from tests.views.test_editor import save
from tests.views.test_proposing import EDITOR, OPUS, PROPOSE, asked_and_answered, posted

BUTTON = re.compile(r"<button\b([^>]*)>(.*?)</button>", re.S)
PAGES = [
    EDITOR,
    "/platform/agents/new/",
    "/platform/agents/qa/rename/",
    "/platform/bulk/?field=model&model=haiku&ids={qa}",
    "/platform/agents/qa/link/?to=boss",
    "/platform/agents/qa/v/1/",
]


@pytest.fixture(autouse=True)
def a_second_version(qa, team, ada):
    save_document(qa, f"{QA}More.\n", base=qa.head, by=ada)
    create_document(team, kind="agent", path="agents/boss.md", source=QA.replace("qa", "boss"), by=ada)


def ways(html: str) -> list[tuple[bool, bool]]:
    """The buttons of the split one: whether each proposes, and whether it is the main one."""
    inside = html[html.index('<span class="split">') :]
    buttons = BUTTON.findall(inside)[:2]
    return [('name="propose"' in attributes, "primary" in attributes) for attributes, _ in buttons]


@pytest.mark.parametrize("page", PAGES)
def test_what_was_done_last_stands_first(as_ben, qa, page):
    address = page.replace("{qa}", str(qa.pk))
    has_main = "/v/1/" not in page
    assert ways(as_ben.get(address).text) == [(False, has_main), (True, False)]

    asked_and_answered(as_ben, PROPOSE, posted(OPUS))
    assert ways(as_ben.get(address).text) == [(True, has_main), (False, False)]

    save(as_ben, f"{QA}Mine.\n", base=2)
    assert ways(as_ben.get(address).text) == [(False, has_main), (True, False)]


def test_it_is_kept_for_each_team_and_outlives_a_session(client, ben, qa, team):
    client.force_login(ben)
    asked_and_answered(client, PROPOSE, posted(OPUS))
    client.logout()
    client.force_login(ben)

    assert ways(client.get(EDITOR).text)[0] == (True, True)
    other = Team.objects.create(name="Other", slug="other")
    Membership.objects.create(team=other, user=ben, role=Role.AUTHOR)
    assert ways(client.get("/other/agents/new/").text)[0] == (False, True)


def test_a_question_that_is_not_answered_changes_nothing(as_ben, qa):
    as_ben.post(PROPOSE, posted(OPUS))

    assert ways(as_ben.get(EDITOR).text)[0] == (False, True)


def test_proposing_to_archive_leaves_the_editor_as_it_is(as_vera, qa):
    asked_and_answered(as_vera, "/platform/agents/qa/archive/", {"propose": "1"})

    assert ways(as_vera.get(EDITOR).text)[0] == (False, True)


def test_the_key_is_that_of_the_button_that_stands_first(as_ben, qa):
    assert 'data-chord="Save a version"' in as_ben.get(EDITOR).text

    asked_and_answered(as_ben, PROPOSE, posted(OPUS))

    html = as_ben.get(EDITOR).text
    assert 'data-chord="Propose the change"' in html
    assert 'data-chord="Save a version"' not in html
    assert html.count('id="save"') == 1
