"""Who works with whom, in a browser: names are given a meaning in bulk, a rename takes what names it along."""

import re

import pytest
from playwright.sync_api import expect

from agents.models import Alias, Document, Edge
from agents.operations.documents import create_document
from agents.operations.relations import catch_up
from tests.browser.looks import flaws
from tests.browser.source import content

LEAD = """---
name: lead
description: Plans the work. Use first.
---

You plan. Follow `.claude/guidelines/none.md`.

## Collaboration

### With History Keepr Agent

- Ask which commits a release holds

### With Documentaton Agent

- Hand over the list of changes

### With Office Agent

- Never
"""


def agent(name, body="You help.\n"):
    return f"---\nname: {name}\ndescription: Helps with {name}.\n---\n\n{body}"


@pytest.fixture
def crew(team, ada, qa):
    for name in ("git", "documentation", "history-keeper"):
        create_document(team, kind="agent", path=f"agents/{name}.md", source=agent(name), by=ada)
    catch_up(team)


def state(team):
    found = Document.objects.filter(team=team).select_related("head").order_by("pk")
    return [(one.pk, one.path, one.slug, one.name, one.head.source) for one in found]


def test_names_that_came_with_an_import_are_accepted_at_once_and_the_agent_tells_them(crew, page, team):
    page.goto("/platform/import/")
    page.get_by_text("Paste").first.click()
    page.get_by_label("Text", exact=False).last.fill(LEAD)
    page.locator("form:has([value=paste]) button").last.click()
    page.get_by_role("button", name=re.compile("^Import")).click()
    expect(page.get_by_text("names in the prompts are not agents here yet.")).to_be_visible()
    page.get_by_role("link", name="Look at them").click()

    expect(page.get_by_label("Whom History Keepr Agent means")).to_have_value("history-keeper")
    expect(page.get_by_label("Accept Documentaton Agent")).to_be_checked()
    assert flaws(page) == []
    page.get_by_role("button", name="Accept what is ticked or typed").click()
    expect(page.locator("#toasts")).to_contain_text("Said whom 2 names mean.")
    assert Alias.objects.count() == 2
    page.get_by_role("button", name="Office Agent is not an agent").click()
    expect(page.get_by_role("heading", name="Every name is somebody")).to_be_visible()
    assert flaws(page) == []

    page.goto("/platform/agents/lead/")
    works = page.get_by_role("region", name="Works with")
    expect(works.get_by_role("link", name="history-keeper", exact=True)).to_be_visible()
    expect(works).to_contain_text("Ask which commits a release holds")
    expect(works).to_contain_text("documentation doesn’t mention it")
    expect(page.locator(".prose").get_by_role("link", name="History Keepr Agent")).to_be_visible()
    assert flaws(page) == []

    works.get_by_role("link", name=re.compile("^line")).first.click()
    expect(page).to_have_url(re.compile(r"\?view=source#L\d+$"))


def test_a_step_of_names_is_taken_back_by_a_key(crew, page, team, ada):
    create_document(team, kind="agent", path="agents/lead.md", source=LEAD, by=ada)
    catch_up(team)
    page.goto("/platform/names/")
    page.get_by_role("button", name="Accept what is ticked or typed").click()
    expect(page.locator("#toasts")).to_contain_text("Said whom 2 names mean.")

    page.wait_for_load_state()
    page.keyboard.press("z")

    expect(page.locator("#toasts")).to_contain_text("Redo")
    assert not Alias.objects.exists()


def test_a_rename_takes_along_what_names_it_and_one_key_brings_every_byte_back(crew, page, team, ada):
    source = agent("lead", "Ask @git.\n\n## Collaboration\n\n### With Git Agent\n\n- Ask first\n")
    create_document(team, kind="agent", path="agents/lead.md", source=source, by=ada)
    catch_up(team)
    before, named = state(team), Edge.objects.filter(target__name="git").count()
    page.goto("/platform/agents/git/rename/")
    expect(page.get_by_role("region", name="Who names it")).to_contain_text("lead")
    page.get_by_label("File name").fill("history")
    page.get_by_role("button", name="Rename").click()
    expect(page.get_by_text("### With History Agent").first).to_be_visible()
    assert state(team) == before
    assert flaws(page) == []

    page.get_by_role("button", name="Rename and change 2 other files").click()
    expect(page.locator("#toasts")).to_contain_text("agents/git.md is now agents/history.md. 2 other files went along.")
    assert Edge.objects.filter(target__name="history").count() == named
    assert not Edge.objects.filter(target=None).exists()

    page.wait_for_load_state()
    page.keyboard.press("z")
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert state(team) == before
    assert Edge.objects.filter(target__name="git").count() == named


def test_before_an_agent_goes_who_names_it_is_shown(crew, page):
    page.goto("/platform/agents/git/")
    page.get_by_label("More actions").click()
    page.get_by_role("button", name="Archive", exact=True).click()

    expect(page.get_by_text("1 file still names it.")).to_be_visible()
    assert flaws(page) == []
    page.get_by_role("button", name="Archive", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text("Archived git.")


def test_a_name_one_types_becomes_a_chip_when_one_pauses(crew, page):
    page.goto("/platform/agents/qa/edit/")
    prose = page.locator("#preview .prose")
    expect(prose.get_by_role("link", name="Git Agent")).to_be_visible()
    content(page).press("Control+End")
    content(page).press_sequentially("\n### With Documentation Agent\n\nAsk @documentation.")

    expect(prose.get_by_role("link", name="Documentation Agent")).to_be_visible()
    expect(prose.get_by_role("link", name="Git Agent")).to_be_visible()
    assert prose.evaluate("box => box.innerText").count("Documentation Agent") == 1
    assert flaws(page) == []
