"""Many files at once, in a browser: ticked and changed by keys, taken back by one key, for every eye and width."""

import re

import pytest
from playwright.sync_api import expect

from agents.models import Document, Event
from agents.operations.documents import archive_document, create_document, save_document
from tests.browser.looks import flaws
from tests.conftest import QA

URL = "/platform/agents/"


@pytest.fixture
def five(page, team, ada):
    made = [create_document(team, kind="agent", path=f"agents/a{n}.md", source=named(n), by=ada) for n in range(4)]
    broken = '---\nname: "broken\ndescription: x\n---\nText.\n'
    return [*made, create_document(team, kind="agent", path="agents/broken.md", source=broken, by=ada)]


def named(number):
    return QA.replace("name: qa", f"name: a{number}")


def models(documents):
    return [Document.objects.get(pk=document.pk).model for document in documents]


def bar(page):
    return page.get_by_role("region", name="Selected agents")


def test_many_are_changed_and_taken_back_by_keys_alone(five, page):
    page.goto(f"{URL}?sort=name")
    page.keyboard.press("j")
    page.keyboard.press("x")
    for key in ("j", "j", "X"):
        page.keyboard.press(key)
    expect(bar(page)).to_contain_text("3 selected")

    page.keyboard.press("b")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Set model")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set model of 3 agents")
    page.wait_for_load_state()

    page.get_by_role("radio", name="inherit").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    apply = page.get_by_role("button", name="Apply to 3 agents")
    expect(apply).to_be_visible()
    expect(page).to_have_url(re.compile("model=opus"))
    apply.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Set model to opus in 3 agents.")
    assert models(five[:4]) == ["opus", "opus", "opus", "sonnet"]

    page.wait_for_load_state()
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Undone for 3 agents.")
    assert models(five[:4]) == ["sonnet"] * 4

    page.wait_for_load_state()
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Done again for 3 agents.")
    assert models(five[:4]) == ["opus", "opus", "opus", "sonnet"]


def test_the_preview_follows_the_choice_and_back_returns(five, page):
    page.goto(URL)
    page.get_by_label("Select all agents on this page").check()
    page.get_by_role("button", name="Set model").click()
    page.get_by_text("haiku", exact=True).click()
    expect(page.get_by_role("button", name="Apply to 4 agents")).to_be_visible()
    expect(page.get_by_text("Line 2: The frontmatter is not valid YAML")).to_be_visible()
    page.get_by_text("opus", exact=True).click()
    expect(page.get_by_role("heading", name="Set model to opus")).to_be_visible()

    page.go_back()

    expect(page.get_by_role("heading", name="Set model to haiku")).to_be_visible()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    expect(page.get_by_role("radio", name="haiku")).to_be_checked()


def test_a_file_can_be_left_out(five, page):
    ids = ",".join(str(document.pk) for document in five)
    page.goto(f"/platform/bulk/?field=color&ids={ids}&color=pink")
    page.get_by_label("agents/a0.md").uncheck()
    page.get_by_role("button", name="Apply to 3 agents").click()

    expect(page.locator("#toasts")).to_contain_text("Set color to pink in 3 agents.")
    assert [Document.objects.get(pk=one.pk).color for one in five[:2]] == ["green", "pink"]

    page.goto(f"/platform/bulk/?field=color&ids={ids}&color=red")
    page.get_by_label("All of them").uncheck()
    expect(page.get_by_role("button", name="Apply to 0 agents")).to_be_disabled()


def test_everything_that_matches_is_chosen_at_once_and_let_go_by_one_row(page, team, ada):
    for number in range(52):
        create_document(team, kind="agent", path=f"agents/n{number:02}.md", source=named(number), by=ada)
    page.goto(f"{URL}?q=tests")
    page.get_by_label("Select all agents on this page").check()
    expect(bar(page)).to_contain_text("50 selected")

    page.get_by_label("All 52 that match").check()
    expect(bar(page)).to_contain_text("52 selected")
    page.locator("[name=selected]").first.uncheck()
    expect(bar(page)).to_contain_text("49 selected")

    page.get_by_label("All 52 that match").check()
    bar(page).get_by_role("button", name="Archive", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Archived 52 agents.")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.locator("#count")).to_have_text("52 agents")


def test_escape_lets_go_of_what_is_ticked(five, page):
    page.goto(URL)
    page.get_by_label("Select a1").check()
    expect(bar(page)).to_be_visible()

    page.keyboard.press("Escape")

    expect(bar(page)).to_be_hidden()


def test_a_toast_waits_while_it_is_looked_at(five, page):
    archive_document(five[0], by=Event.objects.first().actor)
    page.goto(f"{URL}?archived=1")
    page.get_by_role("button", name="Restore a0").click()
    toast = page.locator("#toasts > div")
    expect(toast).to_contain_text("Restored a0.")
    state = "getComputedStyle(document.querySelector('#toasts > div'), '::after').animationPlayState"
    length = "getComputedStyle(document.querySelector('#toasts > div'), '::after').animationDuration"

    assert page.evaluate(length) == "10s"
    toast.hover()
    assert page.evaluate(state) == "paused"
    page.mouse.move(0, 0)
    assert page.evaluate(state) == "running"
    page.get_by_role("button", name="Undo", exact=True).focus()
    assert page.evaluate(state) == "paused"


def test_z_is_a_letter_in_a_field(five, page):
    page.goto(URL)
    page.get_by_label("Select a1").check()
    bar(page).get_by_role("button", name="Archive", exact=True).click()
    expect(page.get_by_role("button", name="Undo", exact=True)).to_be_visible()

    page.get_by_role("searchbox").press("z")

    expect(page.get_by_role("searchbox")).to_have_value("z")
    assert Document.objects.get(pk=five[1].pk).is_archived


def test_it_works_without_javascript(five, page, browser, live_server):
    context = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state())
    plain = context.new_page()
    plain.goto(live_server.url + URL)
    for name in ("a1", "a2"):
        plain.get_by_label(f"Select {name}").check()
    plain.get_by_role("button", name="Set tools").click()
    plain.get_by_text("Add", exact=True).click()
    plain.get_by_label("WebFetch").check()
    plain.get_by_role("button", name="Preview").click()
    plain.get_by_role("button", name="Apply to the ticked agents").click()

    expect(plain.get_by_text("Added WebFetch to tools in 2 agents.")).to_be_visible()
    plain.get_by_role("button", name="Undo", exact=True).click()
    expect(plain.get_by_text("Undone for 2 agents.")).to_be_visible()
    assert {Document.objects.get(pk=one.pk).head.source for one in five[1:3]} == {named(1), named(2)}
    context.close()


def test_every_state_is_sound(five, page, ada):
    ids = ",".join(str(document.pk) for document in five)
    page.goto(URL)
    page.get_by_label("Select all agents on this page").check()
    assert flaws(page) == []
    for query in ("model=opus", "field=tools&tools=add", "field=color&color=green"):
        page.goto(f"/platform/bulk/?ids={ids}&{query}")
        assert flaws(page) == [], query
    page.goto(f"/platform/bulk/?ids={ids}&model=opus")
    page.locator("[data-apply]").click()
    expect(page.locator("#toasts")).to_contain_text("in 4 agents")
    assert flaws(page) == []

    first = Document.objects.get(pk=five[0].pk)
    save_document(first, first.head.source + "More.\n", base=first.head, by=ada)
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was undone: 1 of 4 files")
    assert flaws(page) == []
    page.get_by_role("button", name="Undo the other 3").click()
    expect(page.locator("#toasts")).to_contain_text("Undone for 3 agents. 1 is left as it is.")
    assert flaws(page) == []
