"""Propose from the editor: what was typed goes through the question into a proposal, and Back leads to the text."""

import re

import pytest
from playwright.sync_api import expect

from agents.definition.collection import Incoming
from agents.models import Document, Draft, Proposal, Role, Team
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import propose
from agents.operations.staging import stage_files
from agents.queries.proposals import current_texts
from tests.browser.looks import flaws
from tests.browser.source import content
from tests.conftest import QA

EDITOR = "/platform/agents/qa/edit/"
QUESTION = re.compile(r"/platform/agents/qa/propose/$")


def type_at_end(page, words) -> None:
    content(page).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def proposed() -> str:
    (text,) = current_texts(Proposal.objects.get()).values()
    return text.source


def test_what_was_typed_is_proposed_and_no_head_moves(page, qa):
    page.goto(EDITOR)
    type_at_end(page, "Ask first.")
    page.get_by_role("button", name="Propose change").click()

    expect(page).to_have_url(QUESTION)
    expect(page.get_by_role("textbox", name="What it changes")).to_be_focused()
    expect(page.locator(".diff .add .t")).to_contain_text("Ask first.")
    assert flaws(page) == []
    page.get_by_role("textbox", name="What it changes").fill("Ask first")
    page.get_by_role("button", name="Propose", exact=True).click()

    expect(page.get_by_text("Proposed: #1 Ask first.")).to_be_visible()
    assert proposed() == f"{QA}Ask first."
    assert Document.objects.get(pk=qa.pk).head.source == QA
    assert not Draft.objects.exists()


def test_back_leads_to_the_text_and_there_save_saves(page, qa):
    page.goto(EDITOR)
    type_at_end(page, "Ask first.")
    page.get_by_role("button", name="Propose change").click()
    expect(page).to_have_url(QUESTION)

    page.go_back()
    expect(content(page)).to_contain_text("Ask first.")
    page.get_by_role("button", name="Save", exact=False).first.click()

    expect(page.get_by_text("Saved v2")).to_be_visible()
    assert not Proposal.objects.exists()


def test_who_may_not_save_proposes_by_the_same_keys(page_as, qa, team, ben):
    Team.objects.filter(pk=team.pk).update(direct_save=Role.OWNER)
    page = page_as(ben)
    page.goto(EDITOR)
    expect(page.get_by_role("button", name="Save")).to_have_count(0)
    type_at_end(page, "Ask first.")

    page.keyboard.press("Control+Enter")

    expect(page).to_have_url(QUESTION)
    page.get_by_role("textbox", name="What it changes").press("Enter")
    expect(page.get_by_text("Proposed: #1")).to_be_visible()
    assert proposed() == f"{QA}Ask first."


def test_who_may_not_save_proposes_an_import(page_as, qa, team, ben):
    Team.objects.filter(pk=team.pk).update(direct_save=Role.OWNER)
    new = Incoming(".claude/agents/new.md", QA.replace("name: qa", "name: new").encode())
    staged = stage_files(team, [new], by=ben, origin="a folder")
    complaints = []
    page = page_as(ben)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(f"/platform/import/{staged.pk}/")
    page.get_by_role("button", name="Propose").click()

    expect(page.get_by_role("heading", name="Propose a change")).to_be_visible()
    assert complaints == []


def test_what_was_typed_for_a_new_agent_is_dropped_once_it_is_proposed(page, team):
    page.goto("/platform/agents/new/")
    page.get_by_role("textbox", name="Name").fill("planner")
    page.get_by_role("textbox", name="Description").fill("Plans.")
    page.get_by_role("button", name="Propose").click()
    page.get_by_role("link", name="Cancel").click()
    expect(page.get_by_text("isn’t created yet")).to_be_visible()
    page.get_by_role("button", name="Restore").click()
    page.get_by_role("button", name="Propose").click()
    page.get_by_role("button", name="Propose", exact=True).click()
    expect(page.get_by_text("Proposed: #1")).to_be_visible()

    page.goto("/platform/agents/new/")
    expect(page.get_by_role("textbox", name="Name")).to_have_value("")
    expect(page.get_by_text("isn’t created yet")).to_be_hidden()


@pytest.mark.parametrize("address", ["/platform/bulk/?field=model&model=opus&ids={qa}", "/platform/agents/qa/rename/"])
def test_the_other_pages_work_without_their_main_button(page_as, qa, team, ben, address):
    Team.objects.filter(pk=team.pk).update(direct_save=Role.OWNER)
    complaints = []
    page = page_as(ben)
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto(address.replace("{qa}", str(qa.pk)))
    if "rename" in address:
        page.get_by_role("textbox", name="File name").fill("tester")
    page.get_by_role("button", name="Propose").click()

    expect(page.get_by_role("heading", name="Propose a change")).to_be_visible()
    assert complaints == []
    assert flaws(page) == []


def test_the_keys_do_what_the_button_that_stands_first_says(page, qa):
    page.goto(EDITOR)
    type_at_end(page, "Ask first.")
    page.get_by_role("button", name="Propose change").click()
    page.get_by_role("textbox", name="What it changes").press("Enter")
    expect(page.get_by_text("Proposed: #1")).to_be_visible()

    page.goto(EDITOR)
    type_at_end(page, "Once more.")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Draft saved")).to_be_visible()
    assert Draft.objects.get().source == f"{QA}Once more."
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(QUESTION)
    page.go_back()
    expect(content(page)).to_contain_text("Once more.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved v2")).to_be_visible()

    page.goto(EDITOR)
    type_at_end(page, " And again.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Saved v3")).to_be_visible()


def test_the_editor_of_a_proposal_saves_there(page, qa, ada, team):
    propose(team, [edit_of(qa, f"{QA}Ask first.", base=qa.head)], title="Ask first", by=ada)
    page.goto(f"{EDITOR}?proposal=1")
    expect(page.get_by_text("As proposed")).to_be_visible()
    assert flaws(page) == []
    type_at_end(page, " Then wait.")
    page.keyboard.press("Control+s")
    expect(page).to_have_url(re.compile(r"\?draft=\d+$"))

    page.reload()
    expect(content(page)).to_contain_text("Then wait.")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text("Put into #1 Ask first, as iteration 2.")).to_be_visible()
    assert proposed() == f"{QA}Ask first. Then wait."
    assert Document.objects.get(pk=qa.pk).head.source == QA
    assert not Draft.objects.exists()
