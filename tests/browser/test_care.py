"""Owner and review in an open page: asked for and shown in their place, and the focus goes on from there."""

import pytest
from playwright.sync_api import expect

from tests.browser.looks import flaws

pytestmark = pytest.mark.xdist_group("every page")


def test_owner_and_date_are_set_in_their_place(visit):
    page = visit("ada /platform/agents/noted/")
    page.get_by_role("link", name="Change owner and review date").click()
    owner = page.get_by_role("combobox", name="Owner")
    expect(owner).to_be_focused()
    assert flaws(page) == []

    page.get_by_label("Review by").fill("2020-01-01")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_label("Review by")).to_have_attribute("aria-invalid", "true")
    assert flaws(page) == []

    owner.select_option(label="Ada")
    page.get_by_label("Review by").fill("2090-03-03")
    page.get_by_role("button", name="Save", exact=True).click()
    change = page.get_by_role("link", name="Change owner and review date")
    expect(change).to_be_focused()
    expect(page.locator("#care")).to_contain_text("3 March 2090")
    expect(page.get_by_role("status").filter(has_text="Owner and review of noted are set.")).to_be_visible()
    assert flaws(page) == []


def test_the_form_can_be_left_as_it_was(visit):
    page = visit("ada /platform/agents/qa/")
    before = page.locator("#care dl").inner_text()
    page.get_by_role("link", name="Change owner and review date").press("Enter")
    expect(page.get_by_role("combobox", name="Owner")).to_be_focused()

    page.locator("#care").get_by_role("link", name="Cancel").click()

    expect(page.get_by_role("link", name="Change owner and review date")).to_be_focused()
    assert page.locator("#care dl").inner_text() == before


def test_a_row_of_the_aging_list_is_reviewed_in_its_place(visit):
    page = visit("ada /platform/aging/?only=overdue")
    rows = page.locator("tbody tr").count()
    row = page.get_by_role("row").filter(has_text="worker-06")
    expect(row).to_contain_text("days overdue")

    row.get_by_role("combobox").select_option("3")
    row.get_by_role("button").press("Enter")

    expect(row).to_contain_text("Ada reviewed it")
    expect(row).not_to_contain_text("days overdue")
    expect(row.get_by_role("button")).to_be_focused()
    assert page.locator("tbody tr").count() == rows
    assert flaws(page) == []
