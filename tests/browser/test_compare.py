"""Walking through what changed, by keyboard."""

import pytest
from playwright.sync_api import expect

from agents.operations.documents import save_document
from tests.browser.looks import flaws, is_too_wide

URL = "/platform/agents/qa/"


def test_n_and_p_walk_the_changes_and_the_address_names_the_line(page, qa, ada):
    lines = "".join(f"- point {number}\n" for number in range(30))
    long = save_document(qa, qa.head.source + lines, base=qa.head, by=ada)
    text = long.source.replace("You test things.", "You test all things.").replace("point 29", "the last point")
    save_document(qa, text.replace("model: sonnet", "model: opus"), base=long, by=ada)

    page.goto(f"{URL}history/")
    page.get_by_role("button", name="Compare the two marked").click()
    page.wait_for_url("**/compare/2...3/")
    page.keyboard.press("n")
    expect(page.locator(":focus")).to_contain_text("opus")
    page.keyboard.press("n")
    expect(page.locator(":focus")).to_contain_text("You test things.")
    expect(page.get_by_role("status").filter(has_text="2 of 3")).to_be_visible()
    page.keyboard.press("p")
    page.keyboard.press("p")
    expect(page.locator(":focus")).to_contain_text("point 29")
    assert page.url.endswith("#L45")

    page.goto("about:blank")
    page.goto(f"{URL}compare/2...3/?view=split#R30")
    expect(page.locator("#R30")).to_be_visible()
    page.get_by_role("link", name="Rendered", exact=True).click()
    expect(page.locator(".sides")).to_be_visible()


def test_changed_fields_are_sound_in_either_look(page, qa, ada):
    text = qa.head.source.replace("tools: Read, Grep, Bash", "tools: Read, Edit").replace("color: green\n", "")
    text = text.replace("Tests what others build.", "Tests what others build, before they say it is done.")
    save_document(qa, text.replace("model: sonnet", 'model: "sonnet"'), base=qa.head, by=ada)

    page.goto(f"{URL}compare/1...2/?view=split")
    page.get_by_text("Lines of the frontmatter", exact=True).click()

    expect(page.locator("table.diff ins").first).to_be_visible()
    assert flaws(page) == []


@pytest.mark.parametrize(
    "place", ["", "?view=source", "v/1/", "compare/1...2/", "compare/1...2/?view=split", "history/"]
)
def test_it_is_printed_as_a_document(page_as, ada, qa, place):
    save_document(qa, qa.head.source.replace("You test", "You try"), base=qa.head, by=ada)
    page = page_as(ada, color_scheme="dark", viewport={"width": 720, "height": 1000})
    page.goto(URL + place)
    page.emulate_media(media="print", color_scheme="dark")

    assert page.locator(":is(button, input, select, nav, .btn):visible").count() == 0
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
    expect(page.get_by_role("heading", name="qa", exact=True)).to_be_visible()
    assert not is_too_wide(page)
