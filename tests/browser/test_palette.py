"""The command palette by keys alone: it opens everywhere, finds, goes, and gives the focus back."""

import re

import pytest
from playwright.sync_api import expect

from agents.operations.documents import create_document, save_document
from tests.browser.looks import LOOKS, WIDTHS, findings, is_too_wide
from tests.browser.source import content, field

URL = "/platform/agents/"


@pytest.fixture
def several(page, qa, tone, team, ada):
    for name, text in {"quick-agent": "Fast.", "git": "- Roll back only with a tag", "about-qa": "Ask qa."}.items():
        source = f"---\nname: {name}\ndescription: Helps.\n---\n\n{text}\n"
        create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=ada)


def opened(page):
    page.keyboard.press("Control+k")
    expect(palette(page)).to_be_visible()
    expect(box(page)).to_be_focused()
    return palette(page)


def palette(page):
    return page.get_by_role("dialog", name="Search or jump to")


def box(page):
    return page.get_by_role("combobox", name="Search or run an action")


def chosen(page):
    return palette(page).get_by_role("option", selected=True)


def test_a_name_and_enter_lead_to_the_agent_however_fast(several, page):
    page.goto("/platform/")
    opened(page)

    page.keyboard.type("qa")
    page.keyboard.press("Enter")

    page.wait_for_url("**/platform/agents/qa/")
    expect(page.get_by_role("heading", level=1)).to_have_text("qa")


def test_arrows_walk_and_the_field_tells_which_is_meant(several, page):
    page.goto(URL)
    opened(page)
    page.keyboard.type("qa")
    expect(chosen(page)).to_contain_text("qa")
    expect(page.get_by_role("group", name="In prompts")).to_be_visible()

    first = box(page).get_attribute("aria-activedescendant")
    page.keyboard.press("ArrowDown")
    expect(chosen(page)).to_contain_text("about-qa")
    assert box(page).get_attribute("aria-activedescendant") == chosen(page).get_attribute("id") != first

    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert chosen(page).get_attribute("id") == palette(page).get_by_role("option").last.get_attribute("id")
    expect(box(page)).to_be_focused()


def test_a_line_of_a_prompt_is_gone_to(several, page):
    page.goto("/platform/")
    opened(page)
    page.keyboard.type("roll back")
    expect(chosen(page)).to_contain_text("Roll back only with a tag")

    page.keyboard.press("Enter")

    page.wait_for_url("**/agents/git/?view=source#L6")
    expect(page.locator("#L6")).to_be_in_viewport()
    expect(page.locator("#L6 code")).to_have_text("- Roll back only with a tag")


def test_escape_gives_the_focus_back(several, page):
    page.goto(URL)
    page.get_by_role("searchbox").focus()
    opened(page)

    page.keyboard.press("Escape")

    expect(palette(page)).to_be_hidden()
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_the_same_keys_close_it(several, page):
    page.goto(URL)
    opened(page)

    page.keyboard.press("Control+k")

    expect(palette(page)).to_be_hidden()


def test_it_opens_in_the_source_and_gives_the_caret_back(several, page):
    page.goto(f"{URL}qa/edit/")
    content(page).press("Control+Home")
    page.keyboard.press("ArrowDown")
    before = field(page).input_value()
    opened(page)

    page.keyboard.press("Escape")
    expect(content(page)).to_be_focused()
    page.keyboard.type("x")

    expect(field(page)).to_have_value(before.replace("name: qa", "xname: qa", 1))


def test_actions_of_the_page_are_done(several, page):
    page.goto(f"{URL}git/")
    opened(page)
    page.keyboard.type(">arch")
    expect(chosen(page)).to_have_text("Archive git")
    expect(palette(page).get_by_role("option")).to_have_text(["Archive git", "Propose to archive git"])

    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Who names it")).to_contain_text("qa")
    page.locator("#main").get_by_role("button", name="Archive").click()

    expect(page.locator("#toasts")).to_contain_text("Archived git.")


def test_places_are_gone_to_and_a_field_is_given_the_focus(several, page):
    page.goto(URL)
    opened(page)
    page.keyboard.type(">go to act")
    page.keyboard.press("Enter")
    page.wait_for_url("**/platform/activity/")

    page.go_back()
    opened(page)
    page.keyboard.type(">filter")
    page.keyboard.press("Enter")

    expect(page.get_by_role("searchbox")).to_be_focused()


def test_without_a_word_it_offers_what_was_looked_at_and_the_actions(several, page):
    page.goto(f"{URL}git/")
    page.goto(f"{URL}qa/")
    page.goto("/platform/guidelines/")
    opened(page)

    recent = page.get_by_role("group", name="Recent").get_by_role("option")
    expect(recent.nth(0)).to_contain_text("qa")
    expect(recent.nth(1)).to_contain_text("git")
    expect(page.get_by_role("group", name="Actions here").get_by_role("option", name="New guideline")).to_be_visible()


def test_what_is_not_there_can_be_begun(several, page):
    page.goto(URL)
    opened(page)
    page.keyboard.type("Release Notes!")
    expect(palette(page).get_by_role("status")).to_have_text(
        "Nothing here is called “Release Notes!”, and no text says it."
    )
    expect(palette(page).get_by_role("status")).to_be_in_viewport()
    expect(chosen(page)).to_have_text("Create the agent release-notes")

    page.keyboard.press("Enter")

    expect(page.get_by_role("textbox", name="Name")).to_have_value("release-notes")


def test_a_late_answer_to_older_words_is_dropped(several, page):
    held = []
    page.route(re.compile(r"/search/\?q=g&"), lambda route: held.append(route))
    page.goto(URL)
    opened(page)
    with page.expect_request(re.compile(r"/search/\?q=g&")):
        page.keyboard.type("g")

    page.keyboard.press("Backspace")
    page.keyboard.type("qa")
    expect(page.get_by_role("group", name="Actions on qa")).to_be_visible()
    for route in held:
        route.fulfill(body='<div class="hits" data-near="0"><h2>Late</h2><ul><li><a href="/">late</a></li></ul></div>')
    page.keyboard.press("ArrowDown")

    expect(chosen(page)).to_contain_text("about-qa")
    assert held
    expect(page.get_by_role("group", name="Late")).to_have_count(0)


def test_a_server_that_cannot_be_reached_is_told_of(several, page):
    page.goto(URL)
    page.route(re.compile(r"/search/"), lambda route: route.fulfill(status=429))
    opened(page)
    page.keyboard.type("zzz")

    expect(palette(page).get_by_role("status")).to_have_text("The search cannot be reached now. Try again in a moment.")


def test_a_page_that_is_not_there_offers_it_too(several, page):
    page.goto("/platform/agents/nowhere/")
    page.get_by_role("link", name="Search").click()
    expect(box(page)).to_be_focused()

    page.keyboard.type("qa")
    page.keyboard.press("Enter")

    page.wait_for_url("**/platform/agents/qa/")


def test_on_a_phone_a_button_opens_it(several, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(URL)

    page.get_by_role("link", name="Search", exact=True).click()

    expect(box(page)).to_be_focused()
    expect(page.get_by_role("group", name="Recent")).to_be_visible()


def test_without_javascript_the_button_leads_to_a_page_with_the_same(several, page, browser, live_server):
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(live_server.url + URL)
    plain.get_by_role("link", name="Search or jump").click()
    plain.get_by_role("searchbox", name="Search").fill("roll back")
    plain.get_by_role("button", name="Search").click()

    plain.get_by_role("link", name="Roll back only with a tag").click()

    assert plain.url.endswith("/agents/git/?view=source#L6")
    context.close()


@pytest.mark.parametrize("look", LOOKS)
def test_it_shuts_nobody_out(several, page, look):
    page.emulate_media(color_scheme=look)
    for place in (URL, f"{URL}qa/edit/", "/nowhere/"):
        page.goto(place)
        opened(page)
        for typed in ("", "qa", "roll back", "nothing-has-this", ">"):
            box(page).fill(typed)
            if typed != "nothing-has-this" and place != "/nowhere/":
                expect(palette(page).get_by_role("option").first).to_be_visible()
            assert findings(page) == [], (place, typed)


@pytest.mark.parametrize("width", WIDTHS)
def test_it_fits(several, page, qa, ada, width):
    save_document(qa, qa.head.source + f"\nNeedle {'unbroken' * 40}\n", base=qa.head, by=ada)
    page.set_viewport_size({"width": width, "height": 600})
    page.goto(URL)
    opened(page)
    page.keyboard.type("needle")
    expect(chosen(page)).to_be_visible()

    assert not is_too_wide(page)
    assert palette(page).evaluate("one => one.scrollWidth <= one.clientWidth")


def test_with_the_modifier_it_opens_in_a_new_tab(several, page):
    page.goto(URL)
    opened(page)
    page.keyboard.type("qa")
    expect(page.get_by_role("group", name="Actions on qa")).to_be_visible()

    with page.context.expect_page() as other:
        page.keyboard.press("Control+Enter")

    assert other.value.url.endswith("/platform/agents/qa/")
    expect(palette(page)).to_be_visible()


def test_it_closes_by_its_button_and_by_a_click_beside_it(several, page):
    page.goto(URL)
    opened(page).get_by_role("button", name="Close").click()
    expect(palette(page)).to_be_hidden()

    opened(page)
    page.mouse.click(5, 5)

    expect(palette(page)).to_be_hidden()


def test_what_is_typed_before_its_look_has_come_is_not_lost(several, page):
    held = []
    page.route("**/css/palette.css", lambda route: held.append(route))
    page.goto(URL, wait_until="domcontentloaded")
    expect(page.locator("#palette link")).to_have_count(1)

    for key in ("Control+k", "q", "a", "Enter"):
        page.keyboard.press(key)

    page.wait_for_url("**/platform/agents/qa/")
    assert held


def test_what_is_typed_before_it_was_fetched_is_not_lost(several, page):
    held = []
    page.route("**/palette/palette.js", lambda route: held.append(route))
    page.goto(URL)

    with page.expect_request("**/palette/palette.js"):
        for key in ("Control+k", "q", "a", "Enter"):
            page.keyboard.press(key)
    expect(box(page)).to_have_value("qa")
    held.pop().continue_()

    page.wait_for_url("**/platform/agents/qa/")


def test_a_page_does_not_wait_for_what_nobody_opened(several, page):
    fetched = []
    page.on("request", lambda request: fetched.append(request.url.rsplit("/", 1)[-1]))

    page.goto(URL, wait_until="networkidle")
    assert "opening.js" in fetched
    assert not {"palette.js", "options.js", "actions.js", "ask.js"} & set(fetched)

    opened(page)
    expect(chosen(page)).to_be_visible()
    assert {"palette.js", "options.js", "actions.js", "ask.js"} <= set(fetched)


def test_a_palette_that_cannot_be_fetched_says_so(several, page):
    page.route("**/palette/palette.js", lambda route: route.fulfill(status=429))
    page.goto(URL)
    opened(page)

    expect(palette(page).get_by_role("status")).to_have_text("The search cannot be reached now. Try again in a moment.")
