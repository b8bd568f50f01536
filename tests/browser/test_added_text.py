"""The text of a file that a proposal adds: seen as one types it, and kept until it is sent."""

import pytest
from playwright.sync_api import expect

from agents.operations.proposing import propose
from tests.browser.looks import flaws
from tests.views.proposing import add, change_of

SOUND = "---\nname: new\ndescription: Helps.\n---\n# Role\n"
BROKEN = "---\nname: new\n---\n# Other role\n"


@pytest.fixture
def place(team, ben):
    proposal = propose(team, [add("agents/new.md", SOUND)], title="Add new", by=ben)
    return f"/platform/proposals/1/changes/{change_of(proposal, 'agents/new.md').pk}/edit/"


def text(page):
    return page.get_by_role("textbox", name="Proposed text")


def test_what_is_typed_is_previewed_and_comes_back_until_it_is_sent(page_as, ben, place):
    page = page_as(ben)
    page.goto(place)
    preview = page.get_by_role("region", name="Preview")
    expect(preview).to_contain_text("Claude Code will load this file")

    text(page).fill(BROKEN)

    expect(preview.get_by_role("heading", name="Other role")).to_be_visible()
    expect(preview).to_contain_text("Claude Code would skip this file")
    expect(preview).to_contain_text("Line 2 There is no description")
    assert flaws(page) == []
    page.wait_for_function("Object.keys(localStorage).some((key) => key.includes('unsent'))")
    page.goto("/platform/proposals/1/")
    page.goto(place)
    expect(text(page)).to_have_value(BROKEN)
    expect(preview.get_by_role("heading", name="Other role")).to_be_visible()

    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_text("Proposed as iteration 2.")).to_be_visible()
    page.goto(place)
    expect(page.get_by_text("was not sent")).to_have_count(0)
