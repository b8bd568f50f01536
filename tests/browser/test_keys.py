"""Keys of one letter: each page tells its own, they go where they say, and whoever wants can be without."""

import re

import pytest
from playwright.sync_api import expect

from agents.operations.people import change_appearance

URL = "/platform/agents/"


def sheet(page):
    return page.get_by_role("dialog", name="Keys on this page")


def listed(page) -> dict[str, str]:
    rows = sheet(page).locator("dl > div").all()
    return {row.locator("dt").inner_text(): " ".join(row.locator("kbd").all_inner_texts()) for row in rows}


def open_sheet(page) -> dict[str, str]:
    page.keyboard.press("?")
    expect(sheet(page)).to_be_visible()
    return listed(page)


def test_the_sheet_tells_the_keys_of_this_page_and_no_others(page, qa):
    page.goto(URL)
    library = open_sheet(page)
    page.goto(f"{URL}qa/history/")
    versions = open_sheet(page)
    page.goto("/settings/")
    settings = open_sheet(page)

    assert (
        library.items()
        >= {
            "Search or jump to": "Ctrl K",
            "Home": "g h",
            "Agents": "g a",
            "New agent": "c",
            "Filter": "/",
            "Next row": "j",
            "Previous row": "k",
            "Tick the row": "x",
            "Open the row": "↵",
            "Edit the row": "e",
        }.items()
    )
    assert "Next row" in versions and "Tick the row" not in versions and "Edit the row" not in versions
    assert "Next row" not in settings and "Filter" not in settings


def test_the_editor_tells_its_keys_from_the_menu(page, qa):
    page.goto(f"{URL}qa/edit/")
    page.get_by_role("button", name="Theme and account").click()
    page.get_by_role("button", name="Keys on this page").click()

    assert (
        listed(page).items()
        >= {
            "Save a draft now": "Ctrl S",
            "Save a version": "Ctrl ↵",
            "Find and replace in the source": "Ctrl F",
        }.items()
    )


@pytest.mark.parametrize(("keys", "address"), [("gh", "/platform/"), ("ga", URL), ("gl", "/platform/guidelines/")])
def test_two_letters_go_to_a_place(page, qa, keys, address):
    page.goto("/settings/")

    for key in keys:
        page.keyboard.press(key)

    expect(page).to_have_url(re.compile(f"{address}$"))


def test_whoever_switched_them_off_is_left_alone_but_can_search(page, qa, ada):
    change_appearance(ada, theme="system", density="comfortable", shortcuts=False)
    page.goto(URL)
    for key in ("c", "j", "?", "/", "g", "h"):
        page.keyboard.press(key)
    expect(sheet(page)).to_be_hidden()
    assert page.evaluate("document.activeElement === document.body")
    expect(page).to_have_url(re.compile(f"{URL}$"))
    expect(page.locator("kbd", has_text="/")).to_be_hidden()

    page.get_by_role("button", name="Theme and account").click()
    page.get_by_role("button", name="Keys on this page").click()
    assert listed(page) == {"Search or jump to": "Ctrl K"}
    expect(sheet(page)).to_contain_text("Keys of one letter are off.")

    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox", name="Search or run an action")).to_be_focused()
