"""Every page, empty and full, is sound: nothing axe finds, nothing too wide, no complaint of the browser.

``addresses`` names each address of the site; a new one must be added there, or a test says so.
"""

import pytest
from playwright.sync_api import expect

from agents.account_urls import urlpatterns as account_urlpatterns
from agents.urls import urlpatterns
from tests.browser.addresses import NO_PAGES, PAGES
from tests.browser.looks import flaws
from tests.browser.source import content

pytestmark = pytest.mark.xdist_group("every page")

EVERY = [whose for addresses in PAGES.values() for whose in addresses]


def test_every_address_is_in_the_table():
    names = {pattern.name for pattern in [*urlpatterns, *account_urlpatterns]}

    assert names - {"patterns"} == (PAGES.keys() | NO_PAGES.keys()) - {"an error"}


def test_no_page_fails(world):
    answers = {}
    for whose in EVERY:
        who, address = whose.split(" ", 1)
        visitor = world.visitor()
        visitor.cookies = {"agentsite": world.sessions[who]} if who in world.sessions else {}
        answers[whose] = visitor.get(address).status

    assert {whose: status for whose, status in answers.items() if status >= 500} == {}


@pytest.mark.same_on_every_database
@pytest.mark.parametrize("whose", EVERY)
def test_it_is_sound(visit, whose):
    page = visit(whose)

    assert flaws(page) == []
    assert page.locator("h1:not(.prose h1)").count() == 1
    assert "Server error" not in page.title()


@pytest.mark.same_on_every_database
@pytest.mark.parametrize("typed", ["", "n", "unbroken", "qa v3", "nothing-has-this", ">"])
def test_the_palette_is_sound(visit, typed):
    page = visit("ada /platform/agents/qa/")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search or run an action").fill(typed)
    expect(page.locator("#palette [role=option]").first).to_be_visible()

    assert flaws(page) == []


def test_an_import_can_be_looked_at_before_a_script_has_run(contexts, world, browser):
    context = browser.new_context(base_url=f"http://127.0.0.1:{world.port}", java_script_enabled=False)
    context.add_cookies(contexts["ada"].cookies())
    page = context.new_page()

    page.goto("/platform/import/2/")

    expect(page.get_by_role("checkbox").first).to_be_visible()
    context.close()


def test_an_export_is_planned_and_done(visit, world):
    page = visit("ada /platform/export/")

    page.get_by_role("textbox", name="Folder").fill(str(world.folder / "exported"))
    page.get_by_role("button", name="Compare with the folder").click()
    expect(page.get_by_text("guidelines/tone.md").first).to_be_visible()
    planned = flaws(page)
    page.locator("#main").get_by_role("button", name="Export", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    assert planned == []
    assert flaws(page) == []
    assert (world.folder / "exported/.claude/guidelines/tone.md").read_text().startswith("# Tone\n\nunbroken")


def test_forms_that_were_filled_in_wrongly_are_sound(visit):
    for whose, label, text, button in (
        ("ada /platform/agents/qa/rename/", "File name", "../" + "x" * 90, "Rename"),
        ("ada /platform/export/", "Folder", "not-absolute/" + "x" * 200, "Compare with the folder"),
    ):
        page = visit(whose)
        page.get_by_role("textbox", name=label).fill(text)
        page.get_by_role("button", name=button, exact=False).first.click()
        expect(page.locator("[aria-invalid=true], [role=alert]").first).to_be_visible()

        assert flaws(page) == [], whose


def test_a_conflict_keeps_what_was_typed_and_is_sound(visit):
    address = "ada /platform/agents/worker-15/edit/"
    mine, theirs = visit(address), visit(address)
    for page, words in ((theirs, "Theirs."), (mine, "Mine.")):
        content(page).press("Control+End")
        content(page).press_sequentially(words)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("#edit")).to_have_count(0)  # the editor is left
        page.wait_for_load_state()

    expect(mine.get_by_text("Mine.").first).to_be_visible()
    assert flaws(mine) == []
