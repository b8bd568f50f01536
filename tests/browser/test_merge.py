"""Two people, two windows, one agent: both edits stay, and where they cannot, somebody chooses."""

import re

from playwright.sync_api import expect

from tests.browser.looks import findings, flaws, is_too_wide
from tests.browser.source import content, field, go_to

EDIT = "/platform/agents/qa/edit/"


def open_editor(page):
    page.goto(EDIT)
    expect(content(page)).to_be_visible()
    return page


def replace(page, old: str, new: str) -> None:
    """Select a place in the source and type over it."""
    go_to(page, field(page).input_value().index(old))
    for _ in old:
        page.keyboard.press("Shift+ArrowRight")
    page.keyboard.type(new)


def save(page) -> None:
    page.get_by_role("button", name="Save").first.click()


def saved(page, words: str):
    expect(page.get_by_role("status").filter(has_text=re.compile(words)).first).to_be_visible()


def test_two_people_edit_one_agent_at_once(page_as, ada, ben, qa):
    mine, theirs = open_editor(page_as(ada)), open_editor(page_as(ben))
    replace(theirs, "Read, Grep, Bash", "Read, Grep")
    save(theirs)
    saved(theirs, "Saved v2: 1 line changed")

    replace(mine, "You test things.", "You test everything.")
    save(mine)
    saved(mine, "Saved v3, merged with v2 by Ben: your 1 changed line and theirs are both in it")

    open_editor(mine), open_editor(theirs)
    replace(theirs, "model: sonnet", "model: opus")
    replace(theirs, "You test everything.", "You test it all.")
    save(theirs)
    saved(theirs, "Saved v4")
    replace(mine, "model: sonnet", "model: haiku")
    replace(mine, "You test everything.", "You test a lot.")
    save(mine)

    model, line = mine.get_by_role("group", name="model"), mine.get_by_role("group", name="Line 9")
    expect(model).to_contain_text("model: opus")
    assert findings(mine) == []
    assert not is_too_wide(mine)
    left = mine.locator("[data-left]")
    expect(left).to_have_text("2 of 2 places left to choose")
    mine.keyboard.press("n")
    expect(model.get_by_role("radio", name="Mine")).to_be_focused()
    mine.keyboard.press("n")
    expect(line.get_by_role("radio", name="Mine")).to_be_focused()
    mine.keyboard.press("p")
    mine.keyboard.press("ArrowRight")
    expect(model.get_by_role("radio", name="Theirs")).to_be_checked()
    expect(left).to_have_text("1 of 2 places left to choose")
    mine.keyboard.press("n")
    mine.keyboard.press("n")
    expect(mine.get_by_role("button", name="Save the merged text")).to_be_focused()
    mine.get_by_role("button", name="Save the merged text").click()
    expect(mine.get_by_role("alert")).to_contain_text("Choose what stays at line 9.")

    expect(model.get_by_role("radio", name="Theirs")).to_be_checked()
    line.get_by_role("radio", name="Write it myself").check()
    line.get_by_role("textbox").fill("You test it all, and a lot.\n")
    mine.get_by_role("button", name="Save the merged text").click()
    saved(mine, "Saved v5: 1 line changed")

    qa.refresh_from_db()
    assert "tools: Read, Grep\nmodel: opus\n" in qa.head.source
    assert "\nYou test it all, and a lot.\n\n## Collaboration\n" in qa.head.source


def test_what_is_left_is_taken_from_one_side(page_as, ada, ben, qa):
    mine, theirs = open_editor(page_as(ada)), open_editor(page_as(ben))
    for page, model, word in ((theirs, "opus", "it all"), (mine, "haiku", "a lot")):
        replace(page, "model: sonnet", f"model: {model}")
        replace(page, "You test things.", f"You test {word}.")
        save(page)
    mine.get_by_role("group", name="model").get_by_role("radio", name="Mine").check()
    mine.get_by_role("button", name="Theirs for the rest").click()
    expect(mine.locator("[data-left]")).to_have_text("All 2 chosen")
    assert flaws(mine) == []
    mine.get_by_role("button", name="Save the merged text").click()
    saved(mine, "Saved v3")

    qa.refresh_from_db()
    assert "model: haiku\n" in qa.head.source
    assert "You test it all.\n" in qa.head.source
