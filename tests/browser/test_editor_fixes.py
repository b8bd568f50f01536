"""Problems in the editor: marked where they are, walked by keys, fixed in one step that can be undone."""

import re

import pytest
from playwright.sync_api import expect

from agents.operations.documents import create_document
from tests.browser.looks import findings, is_too_wide
from tests.browser.source import content, field, go_to, place
from tests.conftest import QA

EDIT = "/platform/agents/qa/edit/"
TEXT = """---
name: qa
description: Use when: asked
tool: Read, Grpe
color: Red
---

You test.

## Before

Ask.

### Notes

Write them.

## After

Report.
"""
FIXED = TEXT.replace("Use when: asked", '"Use when: asked"').replace("tool: Read, Grpe", "tools: Read, Grep")
FIXED = FIXED.replace("Red", "red")


@pytest.fixture
def document(team, ada):
    return create_document(team, kind="agent", path="agents/qa.md", source=TEXT, by=ada)


@pytest.fixture
def editor(page_as, ada, document):
    page = page_as(ada)
    page.goto(EDIT)
    return page


def open_problems(page):
    page.locator("#verdict button").click()
    expect(page.locator("#problems")).to_be_visible()


def test_a_fix_is_one_step_that_the_editor_undoes(editor):
    open_problems(editor)
    editor.get_by_role("button", name="Fix: Write tools").click()

    expect(field(editor)).to_have_value(TEXT.replace("tool:", "tools:"))
    expect(editor.locator("#fixed")).to_have_text("Fixed: Write tools.")
    expect(editor).to_have_title(re.compile("^• "))
    expect(editor.locator("#problems")).to_be_visible()
    expect(editor.locator("#problem-list :focus")).to_be_visible()

    editor.keyboard.press("Escape")
    content(editor).press("Control+z")
    expect(field(editor)).to_have_value(TEXT)
    expect(editor.locator("[name=fix]", has_text="Write tools")).to_be_attached()
    expect(editor.locator("#fixed")).to_have_text("")


def test_all_are_fixed_with_one_press_and_undone_with_one(editor):
    open_problems(editor)
    editor.get_by_role("button", name="Fix all").click()

    expect(field(editor)).to_have_value(FIXED)
    expect(editor.locator("#fixed")).to_have_text("Fixed 4 problems.")
    expect(editor.locator(".cm-lintRange")).to_have_count(0)
    expect(editor.locator("[data-steps]")).to_be_hidden()
    expect(content(editor)).to_be_focused()

    content(editor).press("Control+z")
    expect(field(editor)).to_have_value(TEXT)


def test_the_keys_go_from_problem_to_problem_and_fix_them(editor):
    editor.keyboard.press("F8")
    expect(content(editor)).to_be_focused()
    expect(editor.locator("#place")).to_contain_text("Line 3")
    editor.keyboard.press("F8")
    expect(editor.locator("#place")).to_contain_text("Line 4, column 5, 4 selected")
    editor.keyboard.press("F8")
    editor.keyboard.press("Shift+F8")
    expect(editor.locator("#place")).to_contain_text("Line 4")
    editor.keyboard.press("Alt+Enter")

    expect(field(editor)).to_have_value(TEXT.replace("tool:", "tools:"))
    editor.get_by_role("button", name="Next problem").click()
    expect(content(editor)).to_be_focused()


def test_a_fix_asked_while_one_types_keeps_what_was_typed(editor):
    go_to(editor, len(TEXT))
    editor.keyboard.insert_text("Typed before.")
    editor.locator("#verdict button").click()
    editor.get_by_role("button", name="Fix: Write red").click()
    content(editor).press("Control+End")
    editor.keyboard.insert_text("\nTyped after.")

    expect(field(editor)).to_have_value(TEXT.replace("Red", "red") + "Typed before.\nTyped after.")


def test_nobody_is_corrected_in_the_middle_of_a_word(editor):
    expect(editor.locator(".cm-lintRange")).to_have_count(3)
    go_to(editor, TEXT.index("\ncolor"))
    editor.keyboard.insert_text("\nmodel: sone")
    expect(editor.locator("[name=fix]", has_text="Write sonnet")).to_be_attached()
    expect(editor.locator(".cm-lintRange")).to_have_count(3)

    editor.keyboard.press("Escape")
    editor.keyboard.press("ArrowDown")
    expect(editor.locator(".cm-lintRange")).to_have_count(4)


def test_a_field_says_what_is_wrong_when_it_is_left(editor):
    editor.get_by_text("Advanced").click()
    turns = editor.locator("#f-maxTurns")
    turns.fill("few")
    said = editor.locator("#s-maxTurns .err")
    expect(editor).to_have_title(re.compile("^• "))
    turns.press("Tab")
    expect(said).to_contain_text("Most turns takes a whole number")
    expect(turns).to_have_attribute("aria-invalid", "true")
    expect(turns).to_have_accessible_description(re.compile("Most turns takes a whole number"))

    turns.fill("5")
    expect(said).to_have_count(0)
    expect(field(editor)).to_have_value(re.compile("maxTurns: 5\n"))


def test_another_page_leads_to_the_problem(editor):
    editor.goto("/platform/agents/qa/")
    editor.get_by_role("link", name=re.compile("Fix in the editor ?: line 4")).click()

    button = editor.get_by_role("button", name="Fix: Write tools")
    expect(button).to_be_focused()
    assert place(editor) == "Line 4, column 5, 4 selected"
    editor.keyboard.press("Enter")
    expect(field(editor)).to_have_value(TEXT.replace("tool:", "tools:"))


def test_hooks_are_checked_as_they_are_typed_and_written_when_they_are_right(editor):
    editor.get_by_text("Advanced").click()
    hooks = editor.locator("#f-hooks")
    hooks.fill("hooks:\n  Stop:\n    - hooks: [")
    hooks.press("Tab")
    expect(editor.locator("#s-hooks")).to_contain_text("Line 3:")
    expect(hooks).to_have_attribute("aria-invalid", "true")
    expect(field(editor)).to_have_value(TEXT)

    right = "hooks:\n  Stop:\n    - hooks:\n        - type: command\n          command: ./check.sh"
    hooks.fill(right)
    expect(field(editor)).to_have_value(TEXT.replace("tool:", f"{right}\ntool:"))
    expect(editor.locator("#s-hooks .err")).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_outline_goes_to_sections(editor, width):
    editor.set_viewport_size({"width": width, "height": 800})
    editor.get_by_role("button", name="Outline").click()
    items = editor.get_by_role("menuitem")
    expect(items).to_have_text(["Frontmatter", "Before", "Notes", "After"])
    expect(items.first).to_be_focused()

    editor.keyboard.press("n")
    editor.keyboard.press("Enter")

    expect(editor.locator("#place")).to_have_text("Line 14, column 1", use_inner_text=False)
    expect(content(editor)).to_be_focused()
    editor.keyboard.press("Alt+o")
    expect(editor.locator("[role=menuitem][aria-current]")).to_have_text("Notes")
    editor.keyboard.press("Escape")
    expect(content(editor)).to_be_focused()


def test_long_lines_wrap_or_not_and_that_is_remembered(editor):
    wrap = editor.get_by_role("button", name="Wrap long lines")
    expect(wrap).to_have_attribute("aria-pressed", "true")
    wrap.click()
    editor.reload()

    expect(wrap).to_have_attribute("aria-pressed", "false")
    expect(content(editor)).not_to_have_class(re.compile("cm-lineWrapping"))


def test_the_keys_of_the_editor_are_listed(editor):
    editor.locator("h1").click()
    editor.keyboard.press("?")

    keys = editor.locator("#keys")
    for words in ("Next problem", "Fix the problem at the caret", "Outline of the source", "Leave the source"):
        expect(keys.get_by_text(words, exact=True)).to_be_visible()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(editor, look):
    editor.emulate_media(color_scheme=look, reduced_motion="reduce")
    open_problems(editor)
    assert findings(editor) == []
    editor.keyboard.press("Escape")
    editor.get_by_role("button", name="Outline").click()
    assert findings(editor) == []
    editor.keyboard.press("Escape")
    editor.get_by_text("Advanced").click()
    editor.locator("#f-hooks").fill("hooks: [")
    editor.locator("#f-hooks").press("Tab")
    expect(editor.locator("#s-hooks")).to_contain_text("Line 1")
    assert findings(editor) == []
    editor.set_viewport_size({"width": 320, "height": 800})
    open_problems(editor)
    assert not is_too_wide(editor)


def test_without_javascript_a_fix_is_a_button_of_the_form(browser, live_server, page_as, ada, document):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies(page_as(ada).context.cookies())
    page = context.new_page()
    page.goto(EDIT)

    page.locator("#verdict button").click()
    page.get_by_role("button", name="Fix: Write red").click()

    expect(page.locator("#source")).to_have_value(TEXT.replace("Red", "red"))
    expect(page.get_by_text("Fixed: Write red. Nothing is saved yet.")).to_be_visible()
    expect(page.get_by_text("Unsaved")).to_be_visible()
    context.close()


def test_the_whole_way_by_keyboard(page_as, ada, team):
    create_document(team, kind="agent", path="agents/qa.md", source=QA, by=ada)
    page = page_as(ada)
    page.goto("/platform/agents/qa/")
    page.keyboard.press("e")
    page.wait_for_url(f"**{EDIT}")

    tab_to(page, page.locator("#f-description"))
    page.keyboard.press("Control+a")
    page.keyboard.type("Tests it all.")
    expect(field(page)).to_have_value(QA.replace("Tests what others build. Use after every change.", "Tests it all."))
    tab_to(page, content(page))
    page.keyboard.press("Control+End")
    page.keyboard.type("- Say so\n")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    expect(content(page)).not_to_be_focused()
    tab_to(page, content(page), key="Shift+Tab")
    page.keyboard.press("Control+Home")
    for _ in range(4):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("End")
    page.keyboard.type("x")
    expect(page.locator("#problem-list")).to_contain_text("sonnetx")
    page.keyboard.press("F8")
    expect(page.locator("#place")).to_contain_text("selected")
    page.keyboard.press("Alt+Enter")
    expect(field(page)).to_have_value(re.compile("model: sonnet\n"))
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/platform/agents/qa/")

    page.keyboard.press("v")
    page.wait_for_url("**/history/")
    tab_to(page, page.get_by_role("link", name="What changed in v2"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/1...2/")
    page.keyboard.press("n")
    expect(page.locator(":focus")).to_be_visible()
    page.go_back()
    tab_to(page, page.get_by_role("button", name="Restore v1", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_text("v3").first).to_be_visible()
    page.goto("/platform/agents/qa.md")
    assert page.locator("body").inner_text().strip() == QA.strip()


def tab_to(page, target, *, key: str = "Tab") -> None:
    """Press the key until ``target`` has the focus; a trap would never end, so it ends the test."""
    for _ in range(120):
        if target.evaluate("element => element.getRootNode().activeElement === element"):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{target} is not reached by {key}.")
