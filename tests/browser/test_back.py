"""Back and Forward lead to whole pages, each as it was left: filters, pages, comparisons, the palette, saves."""

import re

import pytest
from playwright.sync_api import expect

from agents.definition.collection import Incoming
from agents.operations.documents import save_document
from agents.operations.importing import import_files
from tests.browser.source import content

URL = "/platform/agents/"


@pytest.fixture
def sixty(page, qa, team, ada):
    texts = {
        number: f"---\nname: worker-{number:02}\ndescription: Helps.\ntools: {'Edit' if number % 2 else 'Bash'}\n---\n"
        for number in range(60)
    }
    files = [Incoming(f".claude/agents/w-{number:02}.md", text.encode()) for number, text in texts.items()]
    import_files(team, files, by=ada, origin="~/code")
    save_document(qa, qa.head.source + "\nMore.\n", base=qa.head, by=ada)


class Trail:
    """Every place one came to: its address and what proves that it is there whole."""

    def __init__(self, page):
        self.page, self.places = page, []

    def arrived(self, address, heading, proof):
        expect(self.page).to_have_url(re.compile(f"{address}$"))
        self.places.append((address, heading, proof))
        self.is_whole(*self.places[-1])

    def is_whole(self, address, heading, proof):
        expect(self.page).to_have_url(re.compile(f"{address}$"))
        self.page.wait_for_load_state()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(self.page.get_by_role("navigation", name="Main")).to_be_visible()
        proof()
        assert self.page.evaluate("document.doctype?.name") == "html"

    def back_and_forward(self):
        for place in reversed(self.places[:-1]):
            self.page.go_back()
            self.is_whole(*place)
        for place in self.places[1:]:
            self.page.go_forward()
            self.is_whole(*place)


def shows(page, selector, text):
    return lambda: expect(page.locator(selector).first).to_have_text(text)


def test_through_filters_and_pages(sixty, page):
    trail = Trail(page)
    page.goto(URL)
    trail.arrived(r"/agents/", "Agents", shows(page, "#count", "61 agents"))

    page.get_by_label("Tool").select_option("Edit")
    trail.arrived(r"/agents/\?tool=Edit", "Agents", shows(page, "#count", "30 agents found"))
    page.get_by_label("Tool").select_option("")
    trail.arrived(r"/agents/\?", "Agents", shows(page, "#count", "61 agents"))
    page.get_by_role("link", name="Next").click()
    trail.arrived(r"/agents/\?page=2", "Agents", shows(page, ".pages .num", "51–61 of 61"))
    page.locator("a.nm").first.click()
    trail.arrived(r"/agents/w-\d\d/", re.compile(r"worker-\d\d"), lambda: None)

    trail.back_and_forward()


def test_a_choice_shows_what_the_address_says_after_back(sixty, page):
    page.goto(URL)
    page.get_by_label("Tool").select_option("Edit")
    expect(page).to_have_url(re.compile(r"tool=Edit$"))
    page.get_by_label("Tool").select_option("Bash")
    expect(page).to_have_url(re.compile(r"tool=Bash$"))

    page.go_back()

    expect(page.get_by_label("Tool")).to_have_value("Edit")
    expect(page.locator("#count")).to_have_text("30 agents found")


def test_through_versions_and_comparisons(sixty, page):
    trail = Trail(page)
    page.goto(f"{URL}qa/")
    trail.arrived(r"/qa/", "qa", shows(page, "h2#text", "Prompt"))

    page.get_by_role("link", name="Source", exact=True).click()
    trail.arrived(r"/qa/\?view=source", "qa", shows(page, "#L1 code", "---"))
    page.get_by_role("link", name="Versions").click()
    trail.arrived(r"/qa/history/", "qa", shows(page, "h2#versions", "Versions"))
    page.get_by_role("button", name="Compare the two marked").click()
    trail.arrived(r"/compare/1\.\.\.2/", "qa", lambda: expect(page.get_by_text("More.")).to_be_visible())
    page.get_by_role("link", name="Split").click()
    trail.arrived(r"/compare/1\.\.\.2/\?view=split", "qa", lambda: expect(page.get_by_text("More.")).to_be_visible())
    page.get_by_role("link", name="Rendered").click()
    trail.arrived(r"\?view=rendered", "qa", lambda: expect(page.get_by_text("More.")).to_be_visible())

    trail.back_and_forward()


def test_through_the_palette(sixty, page):
    trail = Trail(page)
    page.goto("/platform/")
    trail.arrived(r"/platform/", "Platform team", shows(page, "h2#lately", "Activity"))

    for typed, address, heading in (
        ("qa", r"/agents/qa/", "qa"),
        (">go to agents", r"/agents/", "Agents"),
        ("ask for a branch", r"/agents/qa/\?view=source#L15", "qa"),
    ):
        page.keyboard.press("Control+k")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        trail.arrived(address, heading, lambda: expect(page.locator("dialog[open]")).to_have_count(0))

    trail.back_and_forward()


def test_after_a_save_back_leads_to_the_editor_with_what_was_saved(sixty, page):
    page.goto(f"{URL}qa/")
    page.get_by_role("link", name="Edit").click()
    content(page).press("Control+End")
    content(page).press_sequentially("Saved words.")
    page.get_by_role("button", name="Save", exact=False).first.click()
    expect(page.get_by_text("Saved words.").first).to_be_visible()
    expect(page).to_have_url(re.compile(r"/agents/qa/$"))

    page.go_back()
    expect(page).to_have_url(re.compile(r"/agents/qa/edit/$"))
    expect(content(page)).to_contain_text("Saved words.")
    page.go_back()
    expect(page).to_have_url(re.compile(r"/agents/qa/$"))
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()


def test_the_palette_is_closed_after_back(sixty, page):
    page.goto(URL)
    page.keyboard.press("Control+k")
    page.keyboard.type("qa")
    page.keyboard.press("Enter")
    page.wait_for_url("**/agents/qa/")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Agents")
    expect(page.locator("dialog[open]")).to_have_count(0)
