"""The source editor as a field of a form: one text, undo, leaving it, what is composed, what a screen reader hears."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.sheet import TEXT, Sheet

AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture
def sheet(context):
    return Sheet(context.new_page())


def test_typing_is_in_the_form_at_once_and_told_as_input(sheet):
    sheet.open().content.click()
    sheet.press("Control+Home")
    sheet.page.keyboard.type("# A\n")

    assert sheet.text == "# A\n" + TEXT
    assert sheet.run("heard.inputs") == 4
    assert all(change["isSame"] and not change["isByPage"] for change in sheet.run("heard.changes"))


def test_letters_stay_in_the_editor_and_save_is_left_to_the_page(sheet):
    sheet.open().content.click()
    sheet.run(
        """addEventListener("keydown", (event) => {
          if (event.key === "s") { event.preventDefault(); heard.saved = true; } })"""
    )
    sheet.page.keyboard.type("g?s")
    sheet.press("Control+s")

    assert sheet.run("[heard.letters, heard.saved]") == [0, True]


def test_a_change_of_the_page_is_one_step_of_undo(sheet):
    sheet.open().content.click()
    sheet.press("Control+End")
    sheet.page.keyboard.type("Typed.")
    sheet.run("editor.set(editor.text.replace('name: qa', 'name: tester'))")
    sheet.run("editor.applyChange(0, 3, '---')")

    assert "name: tester" in sheet.text
    sheet.press("Control+z", "Control+z")
    assert sheet.text == TEXT + "Typed."
    sheet.press("Control+z")
    assert sheet.text == TEXT
    sheet.press("Control+y", "Control+y")
    assert sheet.text == TEXT.replace("name: qa", "name: tester") + "Typed."


def test_a_change_of_the_page_is_shown_and_moves_neither_caret_nor_view(sheet):
    sheet.open().content.click()
    sheet.press("Control+End")
    before = sheet.run("heard.cursor")
    sheet.run("editor.set(editor.text.replace('name: qa', 'name: tester'))")

    expect(sheet.page.locator(".touched")).to_have_text(["name: tester"])
    assert sheet.run("heard.cursor") == before
    assert sheet.run("heard.changes.at(-1)") == {"from": 10, "to": 16, "isByPage": True, "isSame": True}
    assert sheet.run("heard.inputs") == 0
    expect(sheet.page.locator(".touched")).to_have_count(0)


@pytest.mark.parametrize(
    ("old", "new"), [("a\U0001f600b", "a\U0001f601b"), ("x", ""), ("", "x\ny"), ("a\r\nb", "a\rb\n")]
)
def test_any_text_can_be_set(sheet, old, new):
    sheet.open("")
    sheet.run("text => editor.set(text)", old)
    sheet.run("text => editor.set(text)", new)

    assert sheet.text == new.replace("\r\n", "\n").replace("\r", "\n")


def test_tab_indents_and_leaves_after_escape(sheet):
    sheet.open().content.click()
    sheet.press("Control+End", "Tab", "Shift+Tab", "Tab")
    assert sheet.text == TEXT + "  "

    sheet.press("Escape", "ArrowUp", "Tab")
    expect(sheet.content).to_be_focused()
    sheet.press("Control+a", "Escape", "Tab")
    expect(sheet.page.get_by_role("button", name="Save")).to_be_focused()
    sheet.press("Shift+Tab")
    expect(sheet.content).to_be_focused()
    sheet.press("Escape", "Shift+Tab")
    expect(sheet.content).not_to_be_focused()


def test_the_label_and_the_hint_are_its_own(sheet):
    sheet.open()
    sheet.page.get_by_text("Source of qa").click()

    expect(sheet.content).to_be_focused()
    expect(sheet.content).to_have_attribute("aria-multiline", "true")
    expect(sheet.content).to_have_accessible_description("Tab indents. Escape, then Tab, moves on.")


def test_what_an_input_method_composes_is_never_replaced(sheet):
    sheet.open().content.click()
    sheet.press("Control+End")
    devtools = sheet.page.context.new_cdp_session(sheet.page)
    devtools.send("Input.imeSetComposition", {"text": "に", "selectionStart": 1, "selectionEnd": 1})
    sheet.run("editor.set(editor.text.replace('name: qa', 'name: tester').replace('に', ''))")
    sheet.run("editor.applyChange(0, 0, '\\ufeff')")
    sheet.run("editor.setFindings([{ line: 2, severity: 'error', message: 'x' }])")
    devtools.send("Input.imeSetComposition", {"text": "にほん", "selectionStart": 3, "selectionEnd": 3})
    assert sheet.text == TEXT + "にほん"

    devtools.send("Input.insertText", {"text": "日本"})

    expect(sheet.page.locator(".cm-line", has_text="tester")).to_be_visible()
    assert sheet.text == "\ufeff" + TEXT.replace("name: qa", "name: tester") + "日本"


def test_a_long_text_is_typed_in(sheet):
    line = "- Explain **business logic** and `validation` rules before the first test run\n"
    sheet.open(TEXT + line * 2600).content.click()
    sheet.press("Control+End")
    sheet.page.keyboard.type("The end.")
    sheet.press("Control+Home")
    sheet.page.keyboard.type("x")

    assert len(sheet.text) > 200_000
    assert sheet.text.startswith("x---") and sheet.text.endswith("The end.")


def test_a_reader_changes_nothing(sheet):
    sheet.open()
    sheet.run("editor.destroy(); window.editor = mount(source, { readOnly: true }); null")
    sheet.content.click()
    sheet.page.keyboard.type("x")

    assert sheet.text == TEXT
    expect(sheet.content).to_have_attribute("aria-readonly", "true")


def test_without_it_the_textarea_is_there_again(sheet):
    sheet.open()
    sheet.run("editor.set('a'); editor.destroy()")

    expect(sheet.page.locator("textarea")).to_be_visible()
    expect(sheet.page.locator("textarea")).to_have_value("a")
    expect(sheet.page.locator(".codemirror")).to_have_count(0)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(sheet, theme):
    sheet.open(theme=theme).content.click()
    sheet.run("editor.setFindings([{ line: 4, severity: 'warning', message: 'Unknown.', fix: () => {} }])")
    sheet.press("Control+Shift+M")
    sheet.content.click()
    sheet.press("Control+f")
    sheet.page.keyboard.type("branch")
    expect(sheet.page.locator(".cm-searchMatch")).to_have_count(1)
    sheet.page.locator(".cm-lintRange-warning").hover()
    expect(sheet.page.get_by_role("button", name="Fix")).to_be_visible()

    violations = Axe().run(sheet.page, options=AXE).response["violations"]
    assert [(each["id"], node["html"]) for each in violations for node in each["nodes"]] == []


def test_it_wears_the_letters_and_colours_of_the_page(sheet):
    sheet.open(theme="dark")
    styles = sheet.content.evaluate(
        """element => [getComputedStyle(element).fontFamily,
             getComputedStyle(element.closest('.cm-editor')).backgroundColor]"""
    )

    assert styles[0].startswith('"JetBrains Mono"')
    assert styles[1].startswith("oklch(0.206")
