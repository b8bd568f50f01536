"""The editor in a real browser: one text, three views, and nothing typed is ever lost."""

import re
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from agents.operations.documents import save_document
from tests.browser.looks import LOOKS, WIDTHS, findings, is_too_wide
from tests.browser.source import content, field, go_to, place

EDIT = "/platform/agents/qa/edit/"


@pytest.fixture
def editor(page_as, ada, qa):
    page = page_as(ada)
    page.goto(EDIT)
    return page


def test_the_preview_follows_and_the_caret_stays(editor, qa):
    at = qa.head.source.index("You test things.")
    go_to(editor, at)

    editor.keyboard.type("Be kind. ")

    expect(editor.locator("#preview")).to_contain_text("Be kind. You test things.")
    assert place(editor) == "Line 9, column 10"
    expect(editor.locator("#saved")).to_contain_text(re.compile("Unsaved|Saving|Draft saved"))
    expect(editor).to_have_title(re.compile("^• "))


def test_blocks_that_did_not_change_stay_and_know_their_new_lines(editor, qa):
    preview = editor.locator("#preview")
    preview.locator("h2").evaluate("heading => (heading.isKept = true)")
    line = int(preview.locator("h2").get_attribute("data-line"))

    go_to(editor, qa.head.source.index("You test"))
    editor.keyboard.type("First.\n\n<!-- the rest -->\n\n")

    expect(preview.locator("p").first).to_have_text("First.")
    expect(preview.locator("h2")).to_have_attribute("data-line", str(line + 4))
    expect(preview).to_contain_text("<!-- the rest -->")
    assert preview.locator("h2").evaluate("heading => heading.isKept")
    assert [name.strip() for name in preview.locator(":is(p, h2, h3)").all_inner_texts()][2:4] == [
        "You test things.",
        "Collaboration",
    ]


def test_a_wide_block_stays_too_and_is_still_reached_by_tab(page_as, ada, qa):
    wide = "\n## Code\n\n```\n" + "wide " * 100 + "\n```\n"
    save_document(qa, qa.head.source + wide, base=qa.head, by=ada)
    page = page_as(ada)
    page.goto(EDIT)
    code = page.locator("#preview pre")
    expect(code).to_have_attribute("tabindex", "0")
    code.evaluate("block => (block.isKept = true)")

    go_to(page, qa.head.source.index("You test"))
    page.keyboard.type("First.\n\n")

    expect(page.locator("#preview p").first).to_have_text("First.")
    assert code.evaluate("block => [block.isKept, block.tabIndex]") == [True, 0]


def test_tags_and_braces_show_literally(editor, qa):
    go_to(editor, len(qa.head.source))

    editor.keyboard.type("<example>{{ name }}</example>")

    expect(editor.locator("#preview")).to_contain_text("<example>{{ name }}</example>")


def test_a_form_edit_changes_its_line_only(editor, qa):
    editor.locator("#f-description").fill("Checks: everything")

    expect(field(editor)).to_have_value(
        qa.head.source.replace(
            "description: Tests what others build. Use after every change.", 'description: "Checks: everything"'
        )
    )
    assert editor.locator("#f-description").evaluate("field => field === document.activeElement")


def test_a_source_edit_refreshes_the_form(editor, qa):
    at = qa.head.source.index("name: qa") + len("name: qa")
    go_to(editor, at)

    editor.keyboard.type("-lead")

    expect(editor.locator("#f-name")).to_have_value("qa-lead")


def test_broken_yaml_locks_the_form_and_names_the_line(editor, qa):
    go_to(editor, qa.head.source.index("name: qa") + len("name: "))

    editor.keyboard.type('"')

    expect(editor.locator("#definition")).to_contain_text("The form is read-only")
    expect(editor.locator("#definition")).to_contain_text(re.compile("Line \\d"))
    expect(editor.locator("#f-description")).to_be_disabled()
    expect(editor.locator("#verdict")).to_contain_text("would skip this file")


def test_ticking_a_tool_adds_it_to_the_list(editor):
    editor.locator("input[value=Glob]").check()

    expect(field(editor)).to_have_value(re.compile("tools: Read, Grep, Bash, Glob\n"))
    expect(editor.locator("#l-tools")).to_contain_text("4 allowed")


def test_ctrl_enter_saves(editor, qa):
    go_to(editor, len(qa.head.source))
    editor.keyboard.insert_text("- One more line\n")

    editor.keyboard.press("Control+Enter")

    expect(editor.locator("#toasts")).to_contain_text("Saved v2: 1 line changed")
    qa.refresh_from_db()
    assert qa.head.source.endswith("- Ask for a branch before you start\n- One more line\n")


def test_a_form_edit_just_before_saving_is_saved_too(editor, qa):
    editor.locator("#f-name").fill("qa-two")
    editor.locator("#save").click()

    expect(editor.locator("#toasts")).to_contain_text("Saved v2: 1 line changed")
    qa.refresh_from_db()
    assert "name: qa-two\n" in qa.head.source


def test_a_late_answer_never_overwrites_a_newer_one(editor, qa):
    waiting = []
    editor.route("**/live/", lambda route: waiting.append(route) if not waiting else route.continue_())
    go_to(editor, len(qa.head.source))

    editor.keyboard.type("first")
    editor.wait_for_event("request", lambda request: request.url.endswith("/live/"))
    editor.keyboard.type(" second")
    expect(editor.locator("#preview")).to_contain_text("first second")
    waiting[0].fulfill(status=200, headers={"X-Sequence": "1"}, content_type="text/html", body="<p>late</p>")

    expect(editor.locator("#preview")).to_contain_text("first second")
    expect(editor.locator("#preview")).not_to_contain_text("late")


def test_a_key_in_the_source_asks_with_the_text_and_no_field(editor, qa):
    go_to(editor, len(qa.head.source))

    with editor.expect_request("**/live/") as asked:
        editor.keyboard.type("more")

    names = parse_qs(asked.value.post_data, keep_blank_values=True).keys()
    expected = {
        "csrfmiddlewaretoken",
        "base",
        "document",
        "path",
        "sheet",
        "line_ends",
        "kind",
        "seq",
        "frontmatter_seen",
        "source",
        "message",
    }
    assert names == expected


def test_a_key_in_a_field_asks_with_that_field(editor):
    with editor.expect_request("**/live/") as asked:
        editor.locator("#f-name").press_sequentially("x")

    names = parse_qs(asked.value.post_data, keep_blank_values=True).keys()
    assert {"name", "initial-name"} <= names
    assert not {"description", "initial-description", "tools", "initial-tools"} & names


def test_a_failed_preview_is_kept_and_said(page_as, ada, qa):
    page = page_as(ada)
    page.goto(EDIT)
    page.route("**/live/", lambda route: route.fulfill(status=404, body=""))
    go_to(page, len(qa.head.source))

    page.keyboard.type("more")

    expect(page.locator("#paused")).to_have_text("Preview paused")
    expect(page.locator("#preview")).to_contain_text("You test things.")


def test_tab_indents_and_escape_lets_go(editor, qa):
    go_to(editor, len(qa.head.source))

    editor.keyboard.press("Tab")
    assert field(editor).input_value().endswith("  ")
    editor.keyboard.press("Escape")
    editor.keyboard.press("Tab")

    expect(content(editor)).not_to_be_focused()


def test_the_layout_is_remembered(editor):
    editor.locator("[data-layouts] button", has_text="Source").click()
    expect(editor.locator("#definition")).to_be_hidden()

    editor.reload()

    expect(editor.locator("#definition")).to_be_hidden()


def width(page, pane: str) -> float:
    return page.locator(f".pane.{pane}").bounding_box()["width"]


def test_panes_are_made_wider_by_dragging_and_by_keys_and_stay_so(editor):
    before, grip = width(editor, "form"), editor.get_by_role("separator", name="Width of the definition")
    box = grip.bounding_box()
    editor.mouse.move(box["x"] + 4, box["y"] + 200)
    editor.mouse.down()
    editor.mouse.move(box["x"] + 104, box["y"] + 200)
    editor.mouse.up()
    assert width(editor, "form") == pytest.approx(before + 100, abs=6)

    preview = width(editor, "preview")
    editor.get_by_role("separator", name="Width of the preview").press("ArrowLeft")
    assert width(editor, "preview") == pytest.approx(preview + 32, abs=4)

    editor.reload()
    expect(grip).to_be_attached()
    assert width(editor, "form") == pytest.approx(before + 100, abs=6)
    assert width(editor, "preview") == pytest.approx(preview + 32, abs=4)

    grip.press("Enter")
    assert width(editor, "form") == before


def test_a_double_click_in_the_preview_finds_the_line(editor, qa):
    editor.locator("#preview h2").dblclick()

    expect(content(editor)).to_be_focused()
    assert place(editor) == "Line 11, column 1"


def test_the_preview_is_what_is_printed(editor):
    editor.emulate_media(media="print")

    expect(editor.locator("#preview")).to_be_visible()
    expect(content(editor)).to_be_hidden()
    expect(editor.locator("#definition")).to_be_hidden()


def test_saving_without_javascript(page_as, ada, qa):
    page = page_as(ada, java_script_enabled=False)
    page.goto(EDIT)

    page.locator("#f-description").fill("Checks everything.")
    page.locator("#source").fill(qa.head.source + "- One more line\n")
    page.get_by_role("button", name="Preview").click()
    expect(page.locator("#preview")).to_contain_text("One more line")
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.locator("#toasts")).to_contain_text("Saved v2: 2 lines changed")
    qa.refresh_from_db()
    expected = qa.revisions.get(number=1).source.replace(
        "description: Tests what others build. Use after every change.", "description: Checks everything."
    )
    assert qa.head.source == expected + "- One more line\n"


PAGES = (EDIT, "/platform/guidelines/tone/edit/", "/platform/agents/new/", "/platform/agents/new/?start=starter")


@pytest.mark.parametrize("scheme", LOOKS)
def test_nobody_is_shut_out(page_as, ada, qa, tone, scheme):
    page = page_as(ada, color_scheme=scheme)

    found = {}
    for path in PAGES:
        page.goto(path)
        found[path] = findings(page)

    assert found == {path: [] for path in PAGES}


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_its_window(page_as, ada, qa, tone, width):
    page = page_as(ada, viewport={"width": width, "height": 800})

    wide = []
    for path in PAGES:
        page.goto(path)
        if is_too_wide(page):
            wide.append(path)

    assert wide == []
