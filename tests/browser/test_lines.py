"""Lines have addresses: picked by mouse, keyboard or finger, shown again by whoever opens the link."""

import pytest
from playwright.sync_api import expect

from agents.operations.documents import save_document
from tests.browser.looks import flaws
from tests.browser.source import content, go_to, place

URL = "/platform/agents/qa/"
SOURCE = f"{URL}?view=source"


@pytest.fixture
def source(page, qa):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(SOURCE)
    return page


def shown(page) -> list[str]:
    """The numbers of the lines that are highlighted."""
    return page.locator(".now").evaluate_all("rows => rows.map((row) => row.id || row.querySelector('[id]').id)")


def number(page, line: int):
    return page.locator(f"#L{line} > .no")


def test_a_click_picks_a_line_and_shift_a_range_whose_link_lasts(source, qa, ada):
    number(source, 3).click()
    assert (shown(source), source.url.split("#")[1]) == (["L3"], "L3")
    number(source, 5).click(modifiers=["Shift"])
    assert (shown(source), source.url.split("#")[1]) == (["L3", "L4", "L5"], "L3-L5")
    number(source, 2).click(modifiers=["Shift"])
    expect(source.get_by_role("group", name="Picked lines")).to_contain_text("Lines 2–3")

    source.get_by_role("link", name="Copy link").click()
    expect(source.get_by_text("Copied", exact=True)).to_be_visible()
    link = source.evaluate("navigator.clipboard.readText()")
    save_document(qa, qa.head.source.replace("name: qa", "name: qa\nmaxTurns: 3"), base=qa.head, by=ada)
    source.goto("about:blank")
    source.goto(link)

    assert link.endswith(f"{URL}v/1/?view=source#L2-L3")
    expect(source.locator("#L3")).to_contain_text("Tests what others build.")
    assert shown(source) == ["L2", "L3"]


def test_the_arrows_go_from_number_to_number_and_escape_lets_go(source):
    number(source, 1).focus()
    for key in ("ArrowDown", "Enter", "Shift+ArrowDown", "Shift+ArrowDown"):
        source.keyboard.press(key)

    assert shown(source) == ["L2", "L3", "L4"]
    expect(number(source, 4)).to_be_focused()
    source.keyboard.press("Escape")
    assert shown(source) == []
    assert source.url.endswith("?view=source")


def test_a_finger_picks_a_range_too(page_as, ada, qa):
    page = page_as(ada, has_touch=True, is_mobile=True, viewport={"width": 390, "height": 844})
    page.goto(f"{SOURCE}#L2")
    page.get_by_role("button", name="More lines").tap()
    number(page, 4).tap()

    assert shown(page) == ["L2", "L3", "L4"]
    page.get_by_role("button", name="Let go of the lines").tap()
    expect(page.get_by_role("group", name="Picked lines")).to_be_hidden()


def test_lines_of_a_comparison_are_picked_on_their_side(source, qa, ada):
    lines = "".join(f"- point {at}\n" for at in range(30))
    save_document(qa, qa.head.source.replace("You test", "You try") + lines, base=qa.head, by=ada)

    source.goto(f"{URL}compare/1...2/")
    source.locator("#R9").click()
    source.locator("#R11").click(modifiers=["Shift"])
    assert source.url.endswith("/compare/1...2/#R9-R11")
    assert len(shown(source)) == 3

    source.goto("about:blank")
    source.goto(f"{URL}compare/1...2/?view=split#R1-R2")
    expect(source.locator("#R9")).to_be_visible()
    assert flaws(source) == []


def test_what_is_no_address_of_lines_shows_the_page_as_it_is(source):
    for hash_ in ("#L0", "#L99999", "#L5-R7", "#Lx", "#L5-L2"):
        source.goto("about:blank")
        source.goto(SOURCE + hash_)
        expect(source.locator("#L1")).to_be_visible()
        assert shown(source) == (["L2", "L3", "L4", "L5"] if hash_ == "#L5-L2" else [])


def test_picked_lines_are_sound_in_either_look(source):
    source.goto(f"{URL}?view=source&blame=1#L2-L4")
    expect(source.get_by_role("group", name="Picked lines")).to_be_visible()

    assert flaws(source) == []


def test_a_line_is_reached_without_javascript(page_as, ada, qa):
    page = page_as(ada, java_script_enabled=False)
    page.goto(SOURCE)
    number(page, 4).click()

    assert page.url.endswith("#L4")


def test_the_editor_links_to_the_lines_one_is_in(source, qa):
    source.goto(f"{URL}edit/#L3-L5")
    expect(content(source)).to_be_focused()
    assert place(source) == "Line 3, column 1"
    link = source.locator("#place-link")
    expect(link).to_have_attribute("href", f"{URL}edit/#L3")

    go_to(source, qa.head.source.index("You test"))
    source.keyboard.press("Shift+ArrowDown")
    source.keyboard.press("Shift+ArrowDown")
    expect(link).to_have_attribute("href", f"{URL}edit/#L9-L10")
    link.click()
    expect(link).to_have_text("Copied")
    assert source.evaluate("navigator.clipboard.readText()").endswith(f"{URL}edit/#L9-L10")
