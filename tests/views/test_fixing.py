"""A fix is applied to what was typed and saves nothing; structures are checked before they reach the text."""

import re

import pytest

from agents.models import Event, Revision
from agents.operations.documents import create_document
from tests.conftest import QA

TEXT = """---
name: helper
description: Use when: asked
tool: read
color: Red
---

You help.
"""
URL = "/platform/agents/helper/edit/"
HOOKS = "hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: ./check.sh"


@pytest.fixture
def helper(team, ada):
    return create_document(team, kind="agent", path="agents/helper.md", source=TEXT, by=ada)


def post(client, text, **more):
    return client.post(URL, {"base": 1, "source": text.replace("\n", "\r\n"), "message": "because", **more})


def source_in(html: str) -> str:
    found = re.search(r'<textarea id="source"[^>]*>\n(.*?)</textarea>', html, re.S)[1]
    return found.replace("&quot;", '"').replace("&#x27;", "'")


def live(client, text, **more):
    sent = {"kind": "agent", "source": text, "seq": "1", "path": "agents/helper.md", **more}
    return client.post("/platform/live/", sent).content.decode()


def test_each_problem_has_its_place_and_its_fix(as_ada, helper):
    html = as_ada.get(URL).content.decode()

    assert 'id="problem-field-unknown-4" data-severity="warning" data-place="4:1:4:5"' in html
    assert re.search(r'name="fix" value="field-unknown-4">.*?Fix: Write tools', html)
    assert re.search(r'name="fix" value="\*">.*?Fix all 3', html)


def test_without_javascript_a_fix_comes_back_in_the_form_and_is_not_saved(as_ada, helper):
    before = Revision.objects.count(), Event.objects.count()

    response = post(as_ada, TEXT + "More.\n", fix="color-ignored-5")

    html = response.content.decode()
    assert response.status_code == 200
    assert source_in(html) == TEXT.replace("Red", "red") + "More.\n"
    assert "Fixed: Write red. Nothing is saved yet." in html
    assert 'value="because"' in html
    assert (Revision.objects.count(), Event.objects.count()) == before


def test_all_are_fixed_with_one_press(as_ada, helper):
    html = post(as_ada, TEXT, fix="*").content.decode()

    assert "Fixed 4 problems." in html
    assert 'description: "Use when: asked"\ntools: Read\ncolor: red\n' in source_in(html)


def test_a_problem_that_is_gone_is_said_to_be_gone(as_ada, helper):
    html = post(as_ada, QA, fix="color-ignored-5").content.decode()

    assert "That problem is no longer there. Nothing is saved yet." in html
    assert source_in(html) == QA


def test_while_typing_the_fix_comes_as_the_new_source(as_ada, helper):
    html = live(as_ada, TEXT, fix="field-unknown-4")

    assert "tools: read\n" in source_in(html)
    assert '<span id="fixed" hx-swap-oob="innerHTML">Fixed: Write tools.</span>' in html
    assert "tools-unknown-4" in html


def test_a_missing_name_is_taken_from_the_file(as_ada, helper):
    html = live(as_ada, TEXT.replace("name: helper\n", ""), fix="name-missing-2")

    assert "name: helper\n" in source_in(html)


def test_line_ends_are_told_and_mended_though_a_browser_shows_none(as_ada, team, ada):
    text = TEXT.replace("\n", "\r\n", 2).replace("tool: read\n", "")
    create_document(team, kind="agent", path="agents/helper.md", source=text, by=ada)
    assert 'name="line_ends" id="line-ends" value="mixed"' in as_ada.get(URL).content.decode()
    shown = text.replace("\r\n", "\n")

    html = live(as_ada, shown, line_ends="mixed")
    assert "text-line_ends-1" in html
    html = live(as_ada, shown, line_ends="mixed", fix="text-line_ends-1")
    assert 'name="line_ends" id="line-ends" value="lf"' in html
    assert 'id="source"' not in html

    post(as_ada, shown, line_ends="lf")
    assert Revision.objects.latest("pk").source == shown


def test_a_guideline_has_nothing_to_fix(as_ada, team):
    html = live(as_ada, TEXT, kind="guideline", fix="*")

    assert 'id="source"' not in html
    assert 'name="fix"' not in html


def test_a_structure_is_written_as_its_own_entry(as_ada, helper):
    post(as_ada, TEXT, **{"initial-hooks": "", "hooks": HOOKS.replace("\n", "\r\n")})

    assert Revision.objects.latest("pk").source == TEXT.replace("tool: read\n", f"{HOOKS}\ntool: read\n")


def test_a_wrong_structure_stays_at_its_field_and_out_of_the_text(as_ada, helper):
    wrong = HOOKS.replace("type: command", "type: [")

    response = post(as_ada, TEXT, **{"initial-hooks": "", "hooks": wrong})

    html = response.content.decode()
    assert response.status_code == 422
    assert source_in(html) == TEXT
    assert "Line 4:" in html
    assert re.search(r'<textarea[^>]*name="hooks"[^>]*aria-describedby="h-hooks s-hooks" aria-invalid="true"', html)
    assert "type: [" in html
    assert Revision.objects.count() == 1
    seen = live(as_ada, TEXT, **{"initial-hooks": "", "hooks": wrong})
    assert "Line 4:" in seen
    assert 'id="source"' not in seen


def test_the_agents_page_leads_to_the_fix(as_ada, helper):
    html = as_ada.get("/platform/agents/helper/").content.decode()

    assert f'href="{URL}#fix-field-unknown-4">Fix in the editor<span class="vh">: line 4</span></a>' in html


def test_who_may_only_read_is_led_to_no_editor(as_rita, helper):
    assert "Fix in the editor" not in as_rita.get("/platform/agents/helper/").content.decode()
