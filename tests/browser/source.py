"""The source in the editor page: CodeMirror is where one types, the textarea behind it is what a form sends."""

from playwright.sync_api import Locator, Page, expect


def content(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Source")


def field(page: Page) -> Locator:
    """The form's field: hidden, and equal to what the editor shows."""
    return page.locator("#source")


def go_to(page: Page, position: int) -> None:
    """Put the caret before the character at ``position`` of the text."""
    before = field(page).input_value()[:position]
    line, column = before.count("\n") + 1, position - before.rfind("\n") - 1
    page.evaluate("line => { location.hash = ''; location.hash = `#L${line}`; }", line)
    expect(page.locator("#place")).to_have_text(f"Line {line}, column 1")
    expect(content(page)).to_be_focused()
    for _ in range(column):
        page.keyboard.press("ArrowRight")


def place(page: Page) -> str | None:
    return page.locator("#place").text_content()
