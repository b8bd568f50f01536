"""What is typed outlives the browser: kept on the server a moment later, in the browser until then."""

import random
import re

import pytest
from playwright.sync_api import Page, expect

from agents.models import Draft
from agents.operations.documents import create_document, save_document
from agents.operations.drafts import keep_draft, new_sheet
from tests.browser.looks import LOOKS, WIDTHS, findings, is_too_wide
from tests.browser.source import content, field
from tests.conftest import QA

EDIT = "/platform/agents/qa/edit/"
KEPT = re.compile(r"Draft saved \d\d:\d\d")


def open_editor(page: Page, address: str = EDIT) -> Page:
    page.goto(address)
    expect(page.locator(".cm-content")).to_be_visible()
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


def test_line_ends_that_were_mended_are_in_the_draft(page_as, ada, team):
    mixed = QA.replace("\n", "\r\n", 3)
    create_document(team, kind="agent", path="agents/mixed.md", source=mixed, by=ada)
    page = open_editor(page_as(ada), EDIT.replace("qa", "mixed"))

    page.locator("[popovertarget=problems]").click()
    page.get_by_role("button", name="End every line in LF").click()

    expect(state(page)).to_have_text(KEPT)
    assert Draft.objects.get().source == QA


def test_a_killed_browser_loses_nothing_older_than_two_seconds(page_as, ada, team):
    """Twenty times: the page's own clock says when two seconds have passed, so a slow machine changes nothing."""
    chance = random.Random(3)

    for round_number in range(20):
        create_document(team, kind="agent", path=f"agents/a{round_number}.md", source=QA, by=ada)
        address = EDIT.replace("qa", f"a{round_number}")
        page = page_as(ada)
        page.clock.install()
        open_editor(page, address)
        page.clock.pause_at(page.evaluate("Date.now()") + 1000)
        words = [f"w{round_number}x{at} " for at in range(chance.randint(2, 6))]
        with page.expect_response(_carrying(words[-1])):  # which may come while the last word is waited after
            for word in words:
                type_at_end(page, word)
                page.clock.run_for(chance.randint(50, 900))
            page.clock.run_for(2000)
        type_at_end(page, "typed just now")  # it may arrive or not
        page.context.close()

        again = open_editor(page_as(ada), address)
        expect(banner(again)).to_have_count(1)
        again.get_by_role("link", name="Restore").click()
        expect(field(again)).to_have_value(re.compile("^" + re.escape(QA + "".join(words))))
        again.context.close()


def _carrying(word: str):
    """What tells the answer to a draft that holds ``word``."""
    return lambda answer: answer.url.endswith("/draft/") and word.strip() in (answer.request.post_data or "")


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


@pytest.fixture
def copy(page_as, ada, qa):
    """A page whose browser holds a text that never reached the server."""
    page = open_editor(page_as(ada))
    page.evaluate("() => void (window.fetch = () => Promise.reject(new TypeError()))")  # a closing page sends nothing
    type_at_end(page, "Typed on a train.\n")
    expect(state(page)).to_have_text("Offline, kept in this browser")
    page.close()
    page = open_editor(page.context.new_page())
    expect(banner(page)).to_contain_text(re.compile(r"Text from \d\d:\d\d in this browser isn’t saved"))
    return page


def banner(page: Page):
    return page.locator("#recovery section")


def test_a_text_in_the_browser_is_restored_and_can_be_undone(copy, qa):
    banner(copy).get_by_role("button", name="Restore").click()

    expect(field(copy)).to_have_value(QA + "Typed on a train.\n")
    expect(banner(copy)).to_have_count(0)
    expect(copy.locator("#preview")).to_contain_text("Typed on a train.")
    expect(state(copy)).to_have_text(KEPT)
    copy.reload()
    expect(field(copy)).to_have_value(QA + "Typed on a train.\n")
    expect(banner(copy)).to_have_count(0)


def test_a_text_in_the_browser_is_compared_and_discarded(copy, qa):
    banner(copy).get_by_role("button", name="Compare").click()
    expect(copy.get_by_text("Only this browser holds it.")).to_be_visible()
    expect(copy.get_by_text("Typed on a train.")).to_be_visible()
    assert findings(copy) == []
    copy.get_by_role("link", name="Back to the editor").click()

    banner(copy).get_by_role("button", name="Discard").click()
    expect(banner(copy)).to_contain_text("Discarded.")
    banner(copy).get_by_role("button", name="Undo").click()
    expect(banner(copy)).to_contain_text("isn’t saved")
    banner(copy).get_by_role("button", name="Discard").click()
    copy.reload()

    expect(content(copy)).to_be_visible()
    expect(banner(copy)).to_have_count(0)


def test_another_person_in_the_same_browser_is_offered_nothing(copy, page_as, ben):
    cookies = page_as(ben).context.cookies()
    copy.context.clear_cookies()
    copy.context.add_cookies(cookies)

    open_editor(copy)

    expect(state(copy)).to_have_text("Saved v1")
    expect(banner(copy)).to_have_count(0)


def test_who_was_signed_out_keeps_the_text_and_goes_on_after_signing_in(page_as, ada, qa):
    page = open_editor(page_as(ada))
    cookies = page.context.cookies()
    page.context.clear_cookies(name="agentsite")
    type_at_end(page, "More.\n")
    expect(state(page)).to_have_text("Signed out, kept in this browser")
    expect(page.get_by_role("alert")).to_contain_text("You are signed out. What you type is kept in this browser.")
    assert Draft.objects.count() == 0

    page.context.clear_cookies()
    page.context.add_cookies([cookie for cookie in cookies if cookie["name"] == "agentsite"])  # and a new token

    expect(state(page)).to_have_text(KEPT, timeout=15_000)
    expect(page.get_by_role("alert")).to_be_hidden()
    assert Draft.objects.get().source == QA + "More.\n"


def test_a_browser_without_room_says_so_and_goes_on(page_as, ada, qa):
    page = page_as(ada)
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    open_editor(page)
    page.context.set_offline(True)
    type_at_end(page, "More.\n")

    expect(state(page)).to_have_text("Offline, not kept yet")
    expect(page.get_by_role("alert")).to_contain_text("no room for a copy")
    page.context.set_offline(False)
    expect(state(page)).to_have_text(KEPT)


def test_leaving_is_asked_about_only_while_something_is_not_kept(editor):
    asked = []
    editor.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    type_at_end(editor, "More.\n")
    expect(state(editor)).to_have_text(KEPT)
    editor.reload()
    assert asked == []

    editor.context.set_offline(True)
    type_at_end(editor, "Even more.\n")
    expect(state(editor)).to_have_text("Offline, kept in this browser")
    editor.route("**/draft/", lambda route: route.abort())
    editor.context.set_offline(False)
    editor.reload()

    assert asked == ["beforeunload"]


@pytest.mark.parametrize("scheme", LOOKS)
def test_nobody_is_shut_out_by_the_banners(page_as, ada, ben, qa, scheme):
    keep_draft(qa, QA + "Mine.\n", base=qa.head, sheet=new_sheet(), by=ada)
    save_document(qa, QA.replace("sonnet", "opus"), base=qa.head, by=ben)
    draft = Draft.objects.get()
    page = page_as(ada, color_scheme=scheme)

    found, wide = {}, []
    for path in (EDIT, f"{EDIT}?draft={draft.pk}", f"/platform/agents/qa/draft/{draft.pk}/", "/platform/"):
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto(path)
        found[path] = findings(page)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide += [(path, width)] if is_too_wide(page) else []

    assert found == {path: [] for path in found}
    assert wide == []


def test_without_javascript_a_draft_is_saved_offered_and_discarded(page_as, ada, qa):
    page = page_as(ada, java_script_enabled=False)
    page.goto(EDIT)
    page.locator("#source").fill(QA + "More.\n")
    page.get_by_role("button", name="Save draft").click()
    expect(page.locator("#toasts")).to_contain_text("Draft saved.")
    expect(page.locator("#source")).to_have_value(QA + "More.\n")

    page.goto(EDIT)
    banner(page).get_by_role("link", name="Restore").click()
    expect(page.locator("#source")).to_have_value(QA + "More.\n")
    page.goto(EDIT)
    banner(page).get_by_role("button", name="Discard").click()

    expect(page.locator("#toasts")).to_contain_text("Discarded your draft of qa.")
    expect(banner(page)).to_have_count(0)


def test_a_document_that_is_not_created_yet_is_offered_again(page_as, ada, ben, team):
    page = page_as(ada)
    page.goto("/platform/agents/new/")
    page.get_by_role("textbox", name="Name").fill("helper")
    page.get_by_role("textbox", name="Description").fill("Helps where it can.")
    page.locator("[name=body]").fill("You help.")
    page.goto("/platform/")
    page.goto("/platform/agents/new/")

    begun = page.get_by_role("region", name="Begun earlier")
    begun.get_by_role("button", name="Restore").click()
    expect(page.locator("[name=body]")).to_have_value("You help.")
    expect(begun).to_be_hidden()
    page.get_by_role("button", name="Create").click()
    expect(page.locator(".cm-content")).to_be_visible()
    assert "Helps where it can." in field(page).input_value()

    page.goto("/platform/agents/new/")
    expect(page.get_by_role("textbox", name="Name")).to_have_value("")
    expect(begun).to_be_hidden()
