"""The library in a browser: found as one types, walked by keys, the same after Back, for every eye and width."""

import re

import pytest
from playwright.sync_api import expect

from agents.operations.documents import archive_document, create_document, save_document
from tests.browser.looks import LOOKS, WIDTHS, findings, is_too_wide

URL = "/platform/agents/"
PLACES = (
    URL,
    f"{URL}?q=zebra",
    f"{URL}?q=nowhere",
    f"{URL}?archived=1",
    f"{URL}qa/",
    f"{URL}qa/?view=source",
    f"{URL}qa/history/",
    f"{URL}qa/v/1/",
    f"{URL}qa/rename/",
    f"{URL}lost/",
    "/platform/guidelines/",
    "/platform/guidelines/tone/",
)


@pytest.fixture
def several(page, qa, tone, team, ada):
    long = f"---\nname: {'long-' * 20}name\ndescription: {'Word ' * 400}\ntools: {TOOLS}\nmodel: {'x' * 90}\n---\n# A\n"
    sources = {"git": "---\nname: git\ndescription: Keeps history.\n---\nA zebra.\n", "lost": "# No\n", "long": long}
    for name, source in sources.items():
        create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=ada)
    old = create_document(team, kind="agent", path="agents/web/old.md", source="Old.\n", by=ada)
    archive_document(old, by=ada)
    save_document(qa, f"{qa.head.source}\n## More\n\n`code`\n\n## Even more\n", base=qa.head, by=ada, message="More")


TOOLS = ", ".join(f"mcp__server_{number}__a_tool_of_many_words" for number in range(40))


def names(page):
    return page.locator("a.nm").all_inner_texts()


def test_the_list_follows_what_one_types(several, page):
    page.goto(URL)
    page.keyboard.press("/")
    page.keyboard.type("zebra")

    expect(page.locator("a.nm")).to_have_count(1)
    assert names(page) == ["git"]
    expect(page.locator("#count")).to_have_text("1 agent found")
    assert page.url.endswith("/platform/agents/?q=zebra")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator("time").first).to_have_text("just now")


def test_typing_leaves_one_entry_and_a_choice_makes_one(several, page):
    page.goto(URL)
    page.get_by_role("searchbox").press_sequentially("keeps", delay=5)
    expect(page.locator("a.nm")).to_have_count(1)
    page.get_by_label("Claude Code", exact=True).select_option("Loads")
    expect(page).to_have_url(re.compile(r"\?q=keeps&verdict=loads$"))

    page.go_back()

    expect(page).to_have_url(re.compile(r"\?q=keeps$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Agents")
    assert names(page) == ["git"]


def test_back_from_another_page_shows_the_whole_list(several, page):
    page.goto(URL)
    page.get_by_role("searchbox").fill("zebra")
    expect(page.locator("a.nm")).to_have_count(1)
    page.get_by_role("link", name="git", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("git")

    page.go_back()

    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.get_by_role("searchbox")).to_have_value("zebra")
    assert names(page) == ["git"]


def test_keys_walk_tick_and_open(several, page):
    page.goto(f"{URL}?sort=name")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.get_by_role("link", name="git", exact=True)).to_be_focused()

    page.keyboard.press("x")
    expect(page.get_by_role("region", name="Selected agents")).to_contain_text("1 selected")

    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("git")


def test_what_is_archived_comes_back_with_undo(several, page):
    page.goto(URL)
    page.get_by_label("Select git").check()
    page.get_by_label("Select qa").check()
    page.get_by_role("region", name="Selected agents").get_by_role("button", name="Archive", exact=True).click()

    expect(page.locator("#toasts")).to_contain_text("Archived 2 agents.")
    expect(page.locator("a.nm")).to_have_count(2)

    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("a.nm")).to_have_count(4)


def test_an_archived_agent_is_restored_from_its_row(several, page):
    page.goto(f"{URL}?archived=1")
    page.get_by_role("button", name="Restore old").click()

    expect(page.locator("#toasts")).to_contain_text("Restored old.")


def test_the_library_works_without_javascript(several, page, browser, live_server):
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(live_server.url + URL)
    plain.get_by_role("searchbox").fill("zebra")
    plain.get_by_role("button", name="Filter").click()

    assert names(plain) == ["git"]
    context.close()


@pytest.mark.parametrize("look", LOOKS)
def test_nobody_is_shut_out(several, page, look):
    page.emulate_media(color_scheme=look)
    for place in PLACES:
        page.goto(place)
        assert findings(page) == [], place


def test_an_empty_library_shuts_nobody_out(page):
    for look in LOOKS:
        page.emulate_media(color_scheme=look)
        page.goto(URL)
        assert findings(page) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_scrolls_sideways(several, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for place in PLACES:
        page.goto(place)
        assert not is_too_wide(page), place
