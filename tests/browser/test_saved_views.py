"""Saved views as one uses them: filter, name, find again; rename, delete, undo; also without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from agents.operations.documents import create_document
from agents.operations.saved_views import save_view
from tests.browser.looks import LOOKS, WIDTHS, findings, is_too_wide

URL = "/platform/agents/"


@pytest.fixture
def several(page, qa, team, ada):
    source = "---\nname: git\ndescription: Keeps history.\ntools: Edit\n---\nA zebra.\n"
    create_document(team, kind="agent", path="agents/git.md", source=source, by=ada)


def tabs(page):
    return page.get_by_role("navigation", name="Views")


def current(page):
    return tabs(page).locator("[aria-current=page]")


def test_what_one_filtered_is_named_and_found_again(several, page):
    page.goto(URL)
    expect(page.get_by_role("button", name="Save view")).to_have_count(0)
    page.get_by_role("searchbox").fill("zebra")
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_role("textbox", name="Name")).to_be_focused()
    page.keyboard.type("Striped")
    page.keyboard.press("Enter")

    expect(page.locator("#toasts")).to_contain_text("Saved the view “Striped”.")
    expect(current(page)).to_have_text("Striped")
    page.goto(URL)
    expect(current(page)).to_have_text("All agents")
    tabs(page).get_by_role("link", name="Striped").click()
    expect(page).to_have_url(re.compile(r"\?q=zebra$"))
    expect(page.locator("a.nm")).to_have_text(["git"])


def test_the_tabs_follow_what_one_types(several, page, team, ada):
    save_view(team, "Striped", family="agents", query="q=zebra", is_shared=True, by=ada)
    page.goto(URL)

    page.get_by_role("searchbox").fill("zebra")
    expect(current(page)).to_have_text("Striped (the team’s)")
    expect(page.get_by_role("link", name="Edit view")).to_be_visible()

    page.get_by_role("searchbox").fill("zeb")
    expect(current(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Save view")).to_be_visible()


def test_it_is_renamed_deleted_and_brought_back(several, page, team, ada):
    save_view(team, "Striped", family="agents", query="q=zebra", is_shared=False, by=ada)
    page.goto(f"{URL}?q=zebra")
    page.get_by_role("link", name="Edit view").click()
    page.get_by_role("textbox", name="Name").fill("With stripes")
    page.get_by_role("button", name="Rename").click()
    expect(current(page)).to_have_text("With stripes")

    page.get_by_role("link", name="Edit view").click()
    page.get_by_role("button", name="Delete the view").click()
    expect(tabs(page)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()

    expect(current(page)).to_have_text("With stripes")


def test_without_javascript_they_are_links_and_forms(several, page, browser, live_server, team, ada):
    save_view(team, "Striped", family="agents", query="q=zebra", is_shared=False, by=ada)
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(live_server.url + URL)
    tabs(plain).get_by_role("link", name="Striped").click()
    expect(plain.locator("a.nm")).to_have_text(["git"])

    plain.goto(live_server.url + f"{URL}?q=history")
    plain.get_by_role("button", name="Save view").click()
    plain.get_by_role("textbox", name="Name").fill("striped")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_text("There is a view called “striped” already.")).to_be_visible()
    plain.get_by_role("textbox", name="Name").fill("History")
    plain.get_by_role("button", name="Save view").click()

    expect(current(plain)).to_have_text("History")
    context.close()


@pytest.mark.parametrize("look", LOOKS)
def test_they_shut_nobody_out(several, page, team, ada, look):
    page.emulate_media(color_scheme=look)
    view = save_view(team, "Striped", family="agents", query="q=zebra", is_shared=True, by=ada)
    page.goto(f"{URL}?q=zebra")
    assert findings(page) == []

    page.goto(f"{URL}?q=history")
    page.get_by_role("button", name="Save view").click()
    expect(page.get_by_role("textbox", name="Name")).to_be_visible()
    assert findings(page) == []

    page.goto(f"/platform/views/{view.pk}/edit/")
    assert findings(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_many_long_names_scroll_in_their_row(several, page, team, ada, width):
    for number in range(12):
        save_view(team, f"{'Long' * 14} {number}", family="agents", query=f"q={number}", is_shared=False, by=ada)
    page.set_viewport_size({"width": width, "height": 800})

    page.goto(f"{URL}?q=3")

    assert not is_too_wide(page)
    expect(current(page)).to_have_count(1)
    assert tabs(page).evaluate("one => one.scrollWidth > one.clientWidth")
