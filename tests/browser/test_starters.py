"""The gallery of starters: found while one types, read before it is chosen."""

import re

from playwright.sync_api import expect

from tests.browser.looks import flaws

URL = "/platform/agents/new/?start=starter"


def test_typing_finds_a_starter_and_its_text_is_read_before_it_is_made(page, team):
    page.goto(URL)
    page.keyboard.press("/")
    page.keyboard.type("Slow plan")

    expect(page.locator(".starters li:visible b")).to_have_text(["database-specialist"])
    expect(page.get_by_role("status").filter(has_text="1 starter")).to_be_visible()
    page.get_by_role("link", name="database-specialist").click()
    expect(page.locator(".prose")).to_contain_text("You look after stored data.")
    expect(page.get_by_role("textbox", name="Text")).to_be_hidden()
    assert flaws(page) == []

    page.get_by_role("textbox", name="Name").fill("our-dba")
    page.get_by_text("Change the text first").click()
    text = page.get_by_role("textbox", name="Text")
    text.fill(text.input_value() + "\nWe use PostgreSQL.\n")
    page.get_by_role("button", name="Create").click()
    expect(page).to_have_url(re.compile("/agents/our-dba/edit/$"))
    expect(page.locator("#preview")).to_contain_text("We use PostgreSQL.")


def test_words_no_starter_tells_of_lead_on(page, team):
    page.goto(URL)
    page.get_by_role("searchbox", name="Filter starters").fill("basket weaving")

    expect(page.get_by_text("No starter tells of “basket weaving”.")).to_be_visible()
    expect(page.locator(".starters li:visible")).to_have_count(0)
    assert flaws(page) == []


def test_a_starter_is_chosen_without_javascript(page_as, ada, team):
    page = page_as(ada, java_script_enabled=False)
    page.goto(URL)
    page.get_by_role("searchbox", name="Filter starters").fill("slow plan")
    page.get_by_role("button", name="Filter").click()
    expect(page.locator(".starters li")).to_have_count(1)
    page.get_by_role("link", name="database-specialist").click()
    expect(page.locator(".prose")).to_contain_text("You look after stored data.")
    page.get_by_role("button", name="Create").click()

    expect(page).to_have_url(re.compile("/agents/database-specialist/edit/$"))
