"""Every page by keys: Tab reaches what matters and shows where it is; Back leads to a whole page."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.xdist_group("every page")

KEYED = {
    "ada /platform/": ["Import", "Agents", "Export"],
    "ada /platform/agents/": ["Filter agents", "New agent", "Select all agents on this page"],
    "ada /platform/agents/qa/": ["Edit", "Versions", "Source"],
    "ada /platform/agents/qa/rename/": ["File name", "Folder"],
    "ada /platform/export/": ["Compare with the folder", "Download zip"],
    "ada /settings/": ["Your name", "Save", "Set up two-factor", "See details"],
    "vera /account/two-factor/": ["Make new codes", "Remove the app", "Rename", "Remove", "Add a passkey"],
    "vera /settings/sessions/": ["Sign out", "Sign out everywhere but here"],
}


@pytest.mark.same_on_every_database
@pytest.mark.parametrize("whose", KEYED)
def test_tab_reaches_what_matters_and_shows_where_it_is(visit, whose):
    page = visit(whose)

    names, unseen = walk(page)

    assert [wanted for wanted in KEYED[whose] if not any(wanted in name for name in names)] == []
    assert unseen == []


def walk(page) -> tuple[list[str], list[str]]:
    """Press Tab until the page's end; return the names of what had the focus, and of what did not show it."""
    names, unseen = [page.evaluate(FOCUS)[0] or ""], []  # a form's first field has the focus already
    for _ in range(400):
        page.keyboard.press("Tab")
        name, is_shown = page.evaluate(FOCUS)
        if name is None:
            break
        names.append(name)
        if not is_shown:
            unseen.append(name)
    return names, unseen


FOCUS = """() => {
  const one = document.activeElement;
  if (!one || one === document.body) return [null, true];
  const label = one.labels?.[0]?.innerText || "";
  const name = [one.getAttribute("aria-label") || "", label, one.innerText || "", one.title || ""].join(" ").trim();
  const marks = (element) => {
    const style = getComputedStyle(element);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
  };
  const box = one.getBoundingClientRect();
  return [name, (marks(one) || marks(one.parentElement)) && box.width > 0 && box.height > 0];
}"""


def test_the_skip_link_leads_to_the_content(visit):
    page = visit("ada /platform/agents/")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#main') !== null")


def test_back_from_a_document_leads_to_the_whole_filtered_library(visit):
    page = visit("ada /platform/agents/")
    page.get_by_role("searchbox").press_sequentially("proactively task 7 ")
    page.wait_for_url("**/agents/?q=proactively*")
    page.locator("a.nm").first.click()
    page.wait_for_url("**/agents/worker-*/")

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text("Agents")
    expect(page.get_by_role("searchbox")).to_have_value("proactively task 7")
    expect(page.get_by_role("navigation").first).to_be_visible()
    assert page.content().lower().startswith("<!doctype html>")
