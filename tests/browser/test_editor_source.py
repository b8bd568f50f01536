"""CodeMirror within the editor page: undo, what is marked, what is completed, lines in addresses."""

import re

import pytest
from playwright.sync_api import expect

from agents.operations.documents import create_document
from tests.browser.source import content, field, go_to, place
from tests.conftest import QA

EDIT = "/platform/agents/qa/edit/"
OPTION = ".cm-tooltip-autocomplete li"


@pytest.fixture
def editor(page_as, ada, qa):
    page = page_as(ada)
    page.goto(EDIT)
    return page


def test_a_form_edit_is_undone_with_the_editors_own_undo(editor, qa):
    editor.locator("#f-name").fill("qa-two")
    expect(editor.locator(".touched")).to_have_text(["name: qa-two"])

    content(editor).press("Control+z")

    expect(field(editor)).to_have_value(qa.head.source)
    expect(editor.locator("#f-name")).to_have_value("qa")
    expect(editor.locator("#saved")).to_contain_text("Saved v1")


def test_a_problem_is_marked_where_it_is(editor, qa):
    go_to(editor, qa.head.source.index(", Bash"))

    editor.keyboard.insert_text(", Grepp")
    expect(editor.locator("#problem-list")).to_contain_text("Grepp")
    editor.keyboard.press("ArrowDown")

    expect(editor.locator(".cm-lintRange")).to_have_text(["Grepp"])
    editor.locator(".cm-lintRange").hover()
    expect(editor.locator(".cm-tooltip")).to_contain_text("Grepp")
    editor.locator("#verdict button").click()
    editor.locator("#problem-list").get_by_role("button", name="Line 4").click()
    expect(content(editor)).to_be_focused()
    assert place(editor) == "Line 4, column 25, 5 selected"


def test_a_tool_is_completed_and_a_guideline_only_when_meant(tone, editor, qa):
    go_to(editor, qa.head.source.index("\nmodel:"))
    editor.keyboard.type(", WebF")
    editor.locator(OPTION, has_text="WebFetch").click()
    expect(field(editor)).to_have_value(re.compile("tools: Read, Grep, Bash, WebFetch\n"))

    content(editor).press("Control+End")
    editor.keyboard.type("tone qa ")
    expect(editor.locator(OPTION)).to_have_count(0)
    editor.keyboard.type("@ton")
    editor.locator(OPTION, has_text="@.claude/guidelines/tone.md").click()
    expect(field(editor)).to_have_value(re.compile("tone qa @.claude/guidelines/tone.md$"))


def test_a_line_in_the_address_is_gone_to(page_as, ada, qa):
    page = page_as(ada)
    page.goto(f"{EDIT}#L11")

    expect(content(page)).to_be_focused()
    assert place(page) == "Line 11, column 1"


def test_enter_is_a_new_line_where_nothing_is_meant_to_be_completed(editor, qa):
    go_to(editor, qa.head.source.index("\ncolor:"))
    editor.keyboard.type("\n")
    editor.keyboard.type("memory: ")
    editor.keyboard.type("\n")

    expect(field(editor)).to_have_value(re.compile("model: sonnet\nmemory: \n\ncolor: green\n"))


def test_a_key_is_completed_once(editor, qa):
    go_to(editor, qa.head.source.index("\ncolor:"))
    editor.keyboard.type("\n")
    editor.keyboard.type("m")
    expect(editor.locator(OPTION, has_text="memory")).to_be_visible()
    expect(editor.locator(OPTION, has_text=re.compile("^model"))).to_have_count(0)

    editor.locator(OPTION, has_text="memory").click()

    expect(field(editor)).to_have_value(re.compile("sonnet\nmemory: \ncolor"))


def test_source_and_preview_scroll_together(page_as, ada, team):
    text = QA + "".join(f"\n## Part {number}\n\nSome words.\n" for number in range(80))
    create_document(team, kind="agent", path="agents/qa.md", source=text, by=ada)
    page = page_as(ada)
    page.goto(EDIT)

    page.locator(".cm-scroller").evaluate("scroller => scroller.scrollTop = 2000")

    expect(page.locator("#preview").get_by_role("heading", name="Part 23")).to_be_in_viewport()
    expect(page.locator(".cm-line", has_text="## Part 23")).to_be_in_viewport()


def test_typing_over_coloured_words_asks_for_no_inline_style(editor):
    go_to(editor, field(editor).input_value().index("model: sonnet"))
    for _ in "model: sonnet":
        editor.keyboard.press("Shift+ArrowRight")

    editor.keyboard.type("model: opus")

    expect(editor.locator("#preview")).to_be_visible()
    assert "\nmodel: opus\n" in field(editor).input_value()
