"""The graph's page under hand and keyboard: the gap that is seen there is mended there."""

import re

import pytest
from playwright.sync_api import expect

from agents.models import Edge
from agents.operations.relations import catch_up
from tests.views.test_graph import agent

URL = "/platform/graph/"


@pytest.fixture
def crew(team, ada, tone):
    """Git and qa name each other, docs names git and somebody unknown, ops stands alone."""
    made = {
        "git": agent(team, ada, "git", "QA", also="Follow `.claude/guidelines/tone.md`.\n"),
        "qa": agent(team, ada, "qa", "Git"),
        "docs": agent(team, ada, "docs", "Git", "Release"),
        "ops": agent(team, ada, "ops"),
    }
    catch_up(team)
    return made


def beside(page):
    return page.locator("#inspector")


def test_a_gap_is_seen_and_mended_and_the_mending_undone(page, crew, find_violations):
    page.goto("/platform/")
    page.keyboard.press("g")
    page.keyboard.press("g")
    page.locator("[data-graph=alive]").wait_for()
    page.get_by_role("link", name="docs, 1 link").click()
    expect(beside(page).get_by_text("git doesn’t mention it")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/platform/graph/\?at=docs$"))

    beside(page).get_by_role("link", name="Add to git…").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("git works with docs")
    page.get_by_label("How they work together").fill("- Say what the release holds")
    expect(page.locator("#draft tr.add", has_text="- Say what the release holds")).to_be_visible()
    assert find_violations(page) == []
    page.get_by_role("button", name="Save to git").click()

    expect(page.get_by_text("everything else is the same byte for byte")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/platform/graph/\?at=docs#inspector$"))
    expect(beside(page).get_by_text("git doesn’t mention it")).to_have_count(0)
    crew["git"].refresh_from_db()
    assert crew["git"].head.source.endswith("### With Docs Agent\n\n- Say what the release holds\n")
    assert page.locator(".pic .paper .ln.both").count() == 2

    page.get_by_role("button", name="Undo").click()
    page.goto(f"{URL}?at=docs")

    expect(beside(page).get_by_text("git doesn’t mention it")).to_be_visible()


def test_the_keyboard_goes_through_the_nodes_and_into_what_stands_beside(page, crew):
    page.goto(URL)
    page.evaluate("document.querySelector('.paper a.nd').focus()")
    names = page.locator(".paper a.nd").count()
    reached = []
    for _ in range(names):
        reached.append(page.evaluate("document.activeElement.querySelector('.nn')?.textContent"))
        page.keyboard.press("Tab")

    assert sorted(filter(None, reached)) == ["Release Agent", "Tone", "docs", "git", "ops", "qa"]

    page.locator("[data-graph=alive]").wait_for()
    page.evaluate("[...document.querySelectorAll('.paper a.nd')].find((node) => /^git/.test(node.ariaLabel)).focus()")
    page.keyboard.press("Enter")

    expect(beside(page).get_by_role("heading", level=2)).to_be_focused()
    expect(beside(page).get_by_role("heading", level=2)).to_have_text("git")
    expect(page.locator(".paper a.nd.sel .nn")).to_have_text("git")


def test_filters_change_the_picture_and_the_address_and_back_goes_back(page, crew):
    page.goto(URL)
    page.locator("[data-graph=alive]").wait_for()

    page.get_by_label("Links", exact=True).select_option("one-way")
    expect(page.locator(".paper a.nd")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"\?links=one-way$"))
    expect(page.locator("#count")).to_have_text(re.compile("1 of 4 links shown"))
    page.get_by_role("link", name="docs, 1 link").click()
    expect(page).to_have_url(re.compile(r"\?links=one-way&at=docs$"))

    page.get_by_label("Guidelines").select_option("no")
    expect(page).to_have_url(re.compile(r"\?links=one-way&guidelines=no&at=docs$"))
    page.go_back()
    expect(page.get_by_label("Guidelines")).to_have_value("")
    page.go_back()

    expect(page).to_have_url(re.compile(r"\?links=one-way$"))
    expect(beside(page).get_by_role("heading", level=2)).to_have_text("What stands out")


def test_a_name_nobody_bears_is_given_to_an_agent(page, crew):
    page.goto(f"{URL}?at=docs")
    beside(page).get_by_role("link", name="Say who is meant…").click()
    page.get_by_label("“Release Agent” means").select_option("ops")
    page.get_by_role("button", name="That is who is meant").click()

    expect(page.get_by_text("“Release Agent” is ops now.")).to_be_visible()
    expect(page.locator(".paper a.nd.missing")).to_have_count(0)
    expect(beside(page).get_by_role("heading", level=2)).to_have_text("ops")


def test_it_is_copied_as_mermaid(page, crew):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(URL)

    page.locator("[data-graph=alive]").wait_for()
    page.get_by_text("Copy or save").click()
    page.get_by_role("button", name="Copy as Mermaid").click()

    expect(page.locator("#copied")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("flowchart LR")


def test_a_phone_gets_the_table_first(page_as, ada, crew, scrolls_sideways):
    page = page_as(ada, viewport={"width": 390, "height": 844})
    page.goto(URL)

    expect(page.get_by_role("table", name="Who names whom")).to_be_visible()
    expect(page.locator(".paper svg")).to_be_hidden()
    assert not scrolls_sideways(page)

    page.get_by_role("group", name="Show as").get_by_role("link", name="Graph").click()

    expect(page.locator(".paper svg")).to_be_visible()
    assert not scrolls_sideways(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["", "?at=docs", "?at=name:release-agent", "?view=table&at=git", "?view=matrix"])
def test_it_has_no_violation(page_as, ada, crew, find_violations, scheme, query):
    page = page_as(ada, color_scheme=scheme)
    page.goto(URL + query)

    assert find_violations(page) == []


@pytest.mark.parametrize("width", [320, 1280])
def test_the_pages_that_edit_a_link_are_sound(page, team, crew, find_violations, scrolls_sideways, width):
    edge = Edge.objects.filter(source=crew["docs"], target=crew["git"], tier="structure").first()
    place = f"/platform/agents/docs/link/{edge.line}/{edge.start}/"
    page.set_viewport_size({"width": width, "height": 800})

    for address in (place, f"{place}remove/", "/platform/agents/docs/link/?to=ops"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text("docs")
        assert find_violations(page) == []
        assert not scrolls_sideways(page)


def test_all_of_it_works_without_a_script(page_as, ada, crew):
    page = page_as(ada, java_script_enabled=False)
    page.goto(URL)
    page.get_by_label("Links", exact=True).select_option("one-way")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("link", name="docs, 1 link").click()
    page.get_by_role("link", name="Add to git…").click()
    page.get_by_label("How they work together").fill("- Say what the release holds")
    page.get_by_role("button", name="Show the change").click()
    expect(page.locator("#draft tr.add", has_text="- Say what the release holds")).to_be_visible()

    page.get_by_role("button", name="Save to git").click()

    expect(page.get_by_text("everything else is the same byte for byte")).to_be_visible()


def test_on_paper_the_picture_and_the_table_stand(page, crew):
    page.goto(URL)

    page.emulate_media(media="print")

    expect(page.locator(".paper svg")).to_be_visible()
    expect(page.get_by_role("table", name="Who names whom")).to_be_visible()
    expect(page.get_by_label("Links", exact=True)).to_be_hidden()
