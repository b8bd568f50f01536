"""What the source editor helps with: search, folding, findings, completion, lists, lines as places."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.sheet import TEXT, Sheet


@pytest.fixture
def sheet(context):
    return Sheet(context.new_page())


def test_search_and_replace(sheet):
    sheet.open().content.click()
    sheet.press("Control+f")
    find = sheet.page.get_by_role("textbox", name="Find")
    expect(find).to_be_focused()
    find.fill("branch")
    sheet.page.get_by_role("textbox", name="Replace").fill("tag")
    sheet.page.get_by_role("button", name="Replace all").click()

    assert sheet.text == TEXT.replace("branch", "tag")
    sheet.press("Escape")
    expect(find).to_have_count(0)
    expect(sheet.content).to_be_focused()


def test_search_keeps_the_focus_at_the_end_of_a_wrapped_line(sheet):
    sheet.open("word " * 100).content.click()
    sheet.press("Control+Home", "End", "Control+f")
    sheet.page.keyboard.type("word", delay=30)

    expect(sheet.page.get_by_role("textbox", name="Find")).to_have_value("word")
    assert sheet.text == "word " * 100


def test_sections_and_the_frontmatter_fold(sheet):
    sheet.open().content.click()
    sheet.run("editor.goTo(9)")
    sheet.press("Control+Shift+{")
    expect(sheet.page.locator(".cm-line", has_text="Ask for a branch")).to_have_count(0)
    expect(sheet.page.locator(".cm-line", has_text="## After")).to_have_count(1)

    sheet.run("editor.goTo(1)")
    sheet.press("Control+Shift+{")
    expect(sheet.page.locator(".cm-line", has_text="name: qa")).to_have_count(0)
    sheet.press("Control+Alt+]")
    expect(sheet.page.locator(".cm-line")).to_have_count(TEXT.count("\n") + 1)


def test_the_outline_holds_the_headings_of_the_body(sheet):
    sheet.open(TEXT + "\n```\n# not one\n```\n\n# The *last*\n")

    assert sheet.run("editor.outline()") == [
        {"level": 2, "title": "Before", "line": 9},
        {"level": 3, "title": "Notes", "line": 13},
        {"level": 2, "title": "After", "line": 17},
        {"level": 1, "title": "The last", "line": 25},
    ]


def test_findings_are_seen_and_fixed(sheet):
    sheet.open()
    sheet.run(
        """editor.setFindings([
          { line: 4, from: 13, to: 17, severity: "warning", message: "There is no tool Grep.",
            fix: () => editor.set(editor.text.replace("Grep", "Glob")) },
          { line: 6, severity: "note", message: "Empty." }, { line: 99, severity: "error", message: "Last." }])"""
    )
    expect(sheet.page.locator(".cm-lint-marker")).to_have_count(3)
    found = sheet.page.locator(".cm-lintRange-warning")
    expect(found).to_have_text("Grep")
    found.hover()
    expect(sheet.page.get_by_text("There is no tool Grep.")).to_be_visible()
    sheet.page.get_by_role("button", name="Fix").click()

    assert "tools: Read, Glob" in sheet.text


def test_findings_are_reached_and_fixed_by_keyboard(sheet):
    sheet.open().content.click()
    sheet.run(
        """editor.setFindings([{ line: 4, severity: "warning", message: "There is no tool Grep.",
             fix: () => editor.set(editor.text.replace("Grep", "Glob")) }])"""
    )
    sheet.press("Control+Shift+M")
    expect(sheet.page.get_by_role("listbox", name="Findings")).to_be_focused()
    expect(sheet.page.get_by_role("option", name="There is no tool Grep.")).to_be_visible()
    sheet.press("f")

    assert "tools: Read, Glob" in sheet.text


def test_completion_is_asked_of_the_page(sheet):
    sheet.open().content.click()
    sheet.run("editor.goTo(4)")
    sheet.press("End")
    sheet.page.keyboard.type(", Web")
    expect(sheet.page.get_by_role("option", name="WebFetch")).to_be_visible()
    asked = sheet.run("heard.asked.at(-1)")
    sheet.page.get_by_role("option", name="WebFetch").click()

    assert "tools: Read, Grep, WebFetch\n" in sheet.text
    assert (asked["where"], asked["key"], asked["line"]) == ("value", "tools", 4)


@pytest.mark.parametrize(
    ("line", "typed", "where", "key"), [(2, "x", "value", "name"), (4, "\nmo", "key", None), (7, " see", "body", None)]
)
def test_the_page_is_told_where_one_writes(sheet, line, typed, where, key):
    sheet.open().content.click()
    sheet.run(f"editor.goTo({line})")
    sheet.press("End")
    sheet.page.keyboard.type(typed)

    expect(sheet.page.locator("body")).to_have_attribute("data-asked", f"{where} {key or 'null'}")


def test_enter_goes_on_with_a_list_and_ends_it(sheet):
    sheet.open("- [x] one").content.click()
    sheet.press("Control+End", "Enter")
    sheet.page.keyboard.type("two")
    sheet.press("Enter", "Enter")
    sheet.page.keyboard.type("9. a\nb")

    assert sheet.text == "- [x] one\n- [ ] two\n9. a\n10. b"


def test_wrapping_is_switched_and_told(sheet):
    sheet.open().content.click()
    expect(sheet.content).to_have_class(re.compile("cm-lineWrapping"))
    sheet.press("Alt+z")
    expect(sheet.content).not_to_have_class(re.compile("cm-lineWrapping"))

    assert sheet.run("heard.wrap") is False


def test_lines_are_places(sheet):
    sheet.open("\n".join(f"Line {number}, {'word ' * 40}" for number in range(1, 500)))
    sheet.run("editor.scrollToLine(200, 0.5)")
    expect(sheet.page.locator(".cm-line", has_text="Line 200,")).to_be_in_viewport()
    sheet.run("() => new Promise(requestAnimationFrame)")
    top = sheet.run("editor.lineAtTop()")
    assert top["line"] == 200
    assert 0.4 < top["fraction"] < 0.6

    sheet.run("editor.goTo(400)")
    expect(sheet.page.locator(".cm-activeLine")).to_contain_text("Line 400,")
    expect(sheet.page.locator(".cm-activeLine")).to_be_in_viewport()
    assert sheet.run("heard.cursor") == {"line": 400, "column": 1, "selected": 0, "first": 400, "last": 400}


def test_a_click_on_a_number_selects_the_line_and_shift_a_range(sheet):
    sheet.open()
    numbers = sheet.page.locator(".cm-lineNumbers .cm-gutterElement")

    def lines() -> tuple[int, int]:
        cursor = sheet.run("heard.cursor")
        return cursor["first"], cursor["last"]

    numbers.get_by_text("8", exact=True).click()
    assert lines() == (8, 8)
    numbers.get_by_text("10", exact=True).click(modifiers=["Shift"])
    assert lines() == (8, 10)
    numbers.get_by_text("3", exact=True).click(modifiers=["Shift"])
    assert lines() == (3, 8)
    numbers.get_by_text("9", exact=True).click(modifiers=["Shift"])
    assert lines() == (8, 9)
    sheet.page.keyboard.type("x")
    assert "x## After" not in sheet.text
    assert sheet.text.splitlines()[7].startswith("x")
