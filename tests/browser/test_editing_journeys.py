"""Whole ways through the editor: two people at once, a look back and a restore, a telephone, no JavaScript."""

import re

from playwright.sync_api import Page, expect

from agents.definition.client import read
from tests.browser.looks import is_too_wide
from tests.browser.source import content, field, go_to

URL = "/platform/agents/qa/"
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def open_editor(page: Page) -> Page:
    page.goto(f"{URL}edit/")
    expect(content(page)).to_be_visible()
    return page


def write_at(page: Page, words: str, text: str) -> None:
    """Put ``text`` before ``words`` of the source."""
    go_to(page, field(page).input_value().index(words))
    page.keyboard.type(text)


def save(page: Page, told: str) -> None:
    page.get_by_role("button", name="Save").first.click()
    expect(page.get_by_role("status").filter(has_text=re.compile(told)).first).to_be_visible()


def test_an_author_edits_form_and_source_while_a_colleague_saves_another_section(page_as, ada, ben, qa):
    author, colleague = open_editor(page_as(ada)), open_editor(page_as(ben))

    author.get_by_role("textbox", name="Description").fill("Tests what others build, before they say it is done.")
    expect(field(author)).to_have_value(re.compile("description: Tests what others build, before they say it is done"))
    write_at(author, "You test things.", "You are calm. ")
    expect(author.locator("#preview")).to_contain_text("You are calm. You test things.")
    expect(author.locator("#counts")).to_contain_text("words")
    author.get_by_role("checkbox", name="Bash", exact=True).uncheck()
    expect(field(author)).to_have_value(re.compile(r"\ntools: Read, Grep\n"))
    expect(author.locator(".edit-status")).to_contain_text("Claude Code will load this file")

    write_at(colleague, "Ask for a branch", "Politely: ")
    save(colleague, "Saved v2")
    save(author, "Saved v3, merged with v2 by Ben: your 3 changed lines and theirs are both in it")

    qa.refresh_from_db()
    for text in ("before they say it is done", "You are calm. You test", "tools: Read, Grep\n", "- Politely: Ask for"):
        assert text in qa.head.source
    assert read(qa.head.source).loads


def test_on_the_same_line_both_texts_are_shown_and_nothing_is_lost(page_as, ada, ben, qa):
    author, colleague = open_editor(page_as(ada)), open_editor(page_as(ben))

    write_at(colleague, "You test things.", "In the evening, ")
    save(colleague, "Saved v2")
    write_at(author, "You test things.", "In the morning, ")
    author.get_by_role("button", name="Save").first.click()

    line = author.get_by_role("group", name="Line 9")
    for text in ("In the morning, You test", "In the evening, You test"):
        expect(line).to_contain_text(text)
    line.get_by_role("radio", name="Write it myself").check()
    line.get_by_role("textbox").fill("Morning and evening, you test things.")
    author.get_by_role("button", name="Save the merged text").click()
    expect(author.get_by_role("status").filter(has_text="Saved v3").first).to_be_visible()

    texts = [revision.source for revision in qa.revisions.order_by("number")]
    assert "In the evening, You test things.\n" in texts[1]
    assert "\nMorning and evening, you test things.\n" in texts[2]


def test_an_older_version_is_compared_and_comes_back_as_a_new_one(page, qa):
    before = qa.head.source
    open_editor(page)
    write_at(page, "You test things.", "Never mind. ")
    save(page, "Saved v2: 1 line changed")

    page.get_by_role("link", name="Versions").click()
    page.get_by_role("link", name="What changed in v2").click()
    expect(page.locator("ins", has_text="Never mind.")).to_be_visible()
    page.get_by_role("link", name="v1", exact=True).click()
    expect(page.get_by_text("This is an older version.")).to_be_visible()
    page.get_by_role("button", name="Restore as v3").click()
    expect(page.get_by_role("status").filter(has_text="v3").first).to_be_visible()

    qa.refresh_from_db()
    assert (qa.head.number, qa.head.source) == (3, before)
    page.goto(f"{URL}compare/1...3/")
    expect(page.get_by_text("The texts are the same, character for character.")).to_be_visible()


def test_a_telephone_edits_too(page_as, ada, qa):
    page = page_as(ada, **PHONE)
    page.goto(URL)
    page.get_by_role("link", name="Edit").tap()
    expect(content(page)).to_be_visible()
    write_at(page, "You test things.", "On the way, ")

    panes = page.get_by_role("group", name="Pane")
    panes.get_by_role("button", name="Preview").tap()
    expect(page.locator("#preview")).to_contain_text("On the way, You test things.")
    expect(content(page)).to_be_hidden()
    assert not is_too_wide(page)
    panes.get_by_role("button", name="Definition").tap()
    page.get_by_role("textbox", name="Description").fill("Tests on the way.")
    assert not is_too_wide(page)
    save(page, "Saved v2: 2 lines changed")

    qa.refresh_from_db()
    assert "description: Tests on the way.\n" in qa.head.source
    assert "On the way, You test things.\n" in qa.head.source


def test_without_javascript_a_conflict_is_settled_too(page_as, ada, ben, qa):
    mine, theirs = (page_as(person, java_script_enabled=False) for person in (ada, ben))
    for page in (mine, theirs):
        page.goto(f"{URL}edit/")
    for page, word in ((theirs, "evening"), (mine, "morning")):
        page.locator("#source").fill(qa.head.source.replace("You test", f"In the {word} you test"))
        page.get_by_role("button", name="Save").first.click()

    mine.get_by_role("button", name="Save the merged text").click()
    expect(mine.get_by_role("alert")).to_contain_text("Choose what stays at line 9.")
    mine.get_by_role("radio", name="Theirs").check()
    mine.get_by_role("button", name="Save the merged text").click()

    qa.refresh_from_db()
    assert qa.head.number == 2
    assert "In the evening you test things." in qa.head.source
