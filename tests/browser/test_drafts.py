"""What is typed outlives the browser: kept on the server a moment later, in the browser until then."""

import random
import re

import pytest
from playwright.sync_api import Page, expect

from agents.models import Draft
from agents.operations.documents import create_document, save_document
from agents.operations.drafts import keep_draft, new_sheet
from tests.browser.looks import LOOKS, WIDTHS, findings, is_too_wide
from tests.browser.source import content, field, go_to
from tests.conftest import QA

EDIT = "/platform/agents/qa/edit/"
KEPT = re.compile(r"Draft saved \d\d:\d\d")


def open_editor(page: Page) -> Page:
    page.goto(EDIT)
    expect(content(page)).to_be_visible()
    return page


def type_at_end(page: Page, words: str) -> None:
    content(page).press("Control+End")
    page.keyboard.insert_text(words)


def state(page: Page):
    return page.locator("#saved")


@pytest.fixture
def editor(page_as, ada, qa):
    return open_editor(page_as(ada))


def test_what_is_typed_is_a_draft_a_moment_later(editor, qa, ada):
    type_at_end(editor, "More.\n")
    expect(editor).to_have_title(re.compile("^• "))
    expect(state(editor)).to_have_text(KEPT)

    draft = Draft.objects.get(document=qa, author=ada)
    assert draft.source == QA + "More.\n"
    assert qa.revisions.count() == 1

    editor.reload()
    expect(field(editor)).to_have_value(QA + "More.\n")
    expect(state(editor)).to_have_text(KEPT)
    expect(editor).to_have_title(re.compile("^• "))


def test_ctrl_s_keeps_a_draft_and_ctrl_enter_saves_a_version(editor, qa):
    type_at_end(editor, "More.\n")
    with editor.expect_request("**/draft/"):
        editor.keyboard.press("Control+s")
    expect(state(editor)).to_have_text(KEPT)
    assert Draft.objects.count() == 1

    editor.keyboard.press("Control+Enter")

    expect(editor.locator("#toasts")).to_contain_text("Saved v2: 1 line changed")
    assert Draft.objects.count() == 0
    assert editor.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []


def test_the_keys_are_listed(editor):
    editor.locator("#edit h1").click()
    editor.keyboard.press("?")

    expect(editor.locator("#keys")).to_contain_text("Save a version")
    expect(editor.locator("#keys")).to_contain_text("Save a draft now")


def test_taking_everything_back_leaves_no_draft(editor):
    type_at_end(editor, "x")
    expect(state(editor)).to_have_text(KEPT)

    with editor.expect_response("**/draft/"):
        content(editor).press("Control+z")

    expect(state(editor)).to_have_text("Saved v1")
    expect(editor).to_have_url(re.compile("/edit/$"))
    assert Draft.objects.count() == 0


def test_a_form_edit_is_in_the_draft(editor):
    editor.locator("#f-description").fill("Checks it all.")

    expect(state(editor)).to_have_text(KEPT)
    assert "description: Checks it all.\n" in Draft.objects.get().source


def test_a_killed_browser_loses_nothing_older_than_two_seconds(page_as, ada, qa):
    """Twenty times: the page's own clock says when two seconds have passed, so a slow machine changes nothing."""
    chance = random.Random(3)

    for round_number in range(20):
        page = page_as(ada)
        page.clock.install()
        open_editor(page)
        page.clock.pause_at(page.evaluate("Date.now()") + 1000)
        words = [f"w{round_number}x{at} " for at in range(chance.randint(2, 6))]
        for word in words:
            type_at_end(page, word)
            page.clock.run_for(chance.randint(50, 900))
        with page.expect_response(lambda answer, sent=words[-1].strip(): _carries(answer, sent)):
            page.clock.run_for(2000)
        page.route("**/draft/", lambda route: route.abort())  # nothing more of it reaches the server
        type_at_end(page, "too late")
        page.context.close()

        again = open_editor(page_as(ada))
        expect(again.locator("#recovery section")).to_have_count(1)
        again.get_by_role("link", name="Restore").click()
        expect(field(again)).to_have_value(QA + "".join(words))
        again.context.close()
        Draft.objects.all().delete()


def _carries(answer, word: str) -> bool:
    return answer.url.endswith("/draft/") and word in (answer.request.post_data or "")


def test_without_the_server_the_browser_keeps_it(page_as, ada, qa):
    page = open_editor(page_as(ada))
    page.context.set_offline(True)
    type_at_end(page, "Typed on a train.\n")
    expect(state(page)).to_have_text("Offline, kept in this browser")
    assert Draft.objects.count() == 0

    other = page.context.new_page()
    page.context.set_offline(False)
    expect(state(page)).to_have_text(KEPT)
    other.close()

    assert Draft.objects.get().source == QA + "Typed on a train.\n"
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.includes('draft'))") == []
