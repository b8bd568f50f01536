"""Somebody without an account reviews by a link: with keys, on a phone, without JavaScript, on paper."""

import pytest
from playwright.sync_api import expect

from agents.models import Comment
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import propose
from agents.operations.review_links import make_link
from tests.browser.looks import flaws

TEXT = "Say what failed, with the line."


@pytest.fixture
def proposal(qa, ben):
    source = qa.head.source.replace("tools: Read", "tools: WebFetch, Read")
    return propose(qa.team, [edit_of(qa, f"{source}\n{TEXT}\n", base=qa.head)], title="Say what failed", by=ben)


@pytest.fixture
def address(proposal, ada):
    return f"/review/{make_link(proposal, may_comment=True, days=7, by=ada)[1]}/"


@pytest.fixture
def guest(browser, live_server):
    """Opens a browser of somebody who never was here."""
    contexts = []

    def opened(**how):
        contexts.append(browser.new_context(base_url=live_server.url, **how))
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()


def test_an_owner_lets_somebody_review_by_link(page, guest, proposal):
    page.goto("/platform/proposals/1/")
    page.get_by_role("link", name="Let them review by link").click()
    page.get_by_role("textbox", name="For whom").fill("Gil")
    page.get_by_text("Read and comment", exact=True).click()
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_role("textbox", name="Link").input_value()
    assert flaws(page) == []

    theirs = guest()
    theirs.goto(address)
    expect(theirs.get_by_role("heading", level=1)).to_have_text("Say what failed")
    theirs.get_by_role("link", name="Changes").click()
    expect(theirs.get_by_text("This gives qa WebFetch.")).to_be_visible()
    expect(theirs.get_by_text(TEXT)).to_be_visible()
    theirs.wait_for_load_state()
    theirs.keyboard.press("n")
    theirs.keyboard.press("n")
    theirs.keyboard.press("c")
    form = theirs.locator("form.say")
    expect(form.get_by_role("textbox", name="Comment")).to_be_focused()
    assert flaws(theirs) == []
    theirs.keyboard.type("Which *line*?")
    form.get_by_role("textbox", name="Your name").fill("Gil")
    theirs.keyboard.press("Control+Enter")
    expect(theirs.locator(".cmt").get_by_text("By link, not a member")).to_be_visible()
    theirs.get_by_role("textbox", name="Reply to Gil (guest)").fill("And which file?")
    expect(theirs.get_by_role("textbox", name="Your name")).to_have_count(0)
    theirs.get_by_role("button", name="Reply").click()
    expect(theirs.get_by_text("And which file?")).to_be_visible()
    assert flaws(theirs) == []
    assert [said.author_name for said in Comment.objects.filter(is_guest=True)] == ["Gil", "Gil"]

    page.goto("/platform/proposals/1/changes/")
    expect(page.get_by_text("By link, not a member").first).to_be_visible()
    page.goto("/platform/proposals/1/links/")
    expect(page.locator("#main .todo")).to_contain_text("2 comments")
    page.get_by_role("button", name="Take back the link Gil").click()
    expect(page.locator("#main .todo")).to_contain_text("Taken back")

    theirs.reload()
    expect(theirs.get_by_role("heading", level=1)).to_have_text("This link was taken back")
    assert flaws(theirs) == []


def test_it_works_on_a_phone_without_javascript_and_on_paper(guest, address):
    page = guest(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page.goto(f"{address}changes/")
    page.get_by_role("link", name="Comment on agents/qa.md").click()
    page.get_by_role("spinbutton", name="First line").fill("3")
    page.get_by_role("textbox", name="Comment").fill("When is that?")
    page.get_by_role("textbox", name="Your name").fill("Gil")
    page.get_by_role("button", name="Comment", exact=False).click()
    expect(page.locator("tr.thread").get_by_text("When is that?")).to_be_visible()
    page.get_by_role("textbox", name="Reply to Gil (guest)").fill("Always?")
    page.get_by_role("button", name="Reply").click()
    expect(page.get_by_text("Always?")).to_be_visible()
    page.goto(address)
    expect(page.get_by_text("You write as Gil.")).to_be_visible()

    page.emulate_media(media="print")
    expect(page.get_by_text("When is that?")).to_be_visible()
    expect(page.get_by_role("button", name="Reply")).to_be_hidden()


def test_a_name_is_typed_once_though_there_are_many_forms(guest, address, proposal, ada):
    for words in ("One?", "Two?"):
        Comment.objects.create(
            proposal=proposal, author=ada, author_name="Ada", iteration=1, words=words, created_at=proposal.created_at
        )
    page = guest()
    page.goto(address)
    page.wait_for_load_state()
    first = page.locator("form.answer").first
    expect(first.get_by_role("textbox", name="Your name")).to_be_hidden()
    first.get_by_role("textbox", name="Reply to Ada").click()

    first.get_by_role("textbox", name="Your name").fill("Gil")

    expect(page.get_by_role("textbox", name="Your name").last).to_have_value("Gil")


def test_what_is_typed_is_kept_until_it_is_sent_and_previewed_as_it_will_be_read(guest, address):
    page = guest()
    page.goto(address)
    page.get_by_role("textbox", name="Comment").fill("Is it *so*?")
    page.get_by_role("button", name="Preview").last.click()
    expect(page.locator(".box-preview em")).to_have_text("so")
    page.reload()
    expect(page.get_by_text("was not sent. It is back.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Comment")).to_have_value("Is it *so*?")
    assert flaws(page) == []

    page.get_by_role("textbox", name="Your name").last.fill("Gil")
    page.get_by_role("button", name="Comment", exact=True).click()

    expect(page.get_by_text("By link, not a member")).to_be_visible()
    expect(page.get_by_text("was not sent")).to_have_count(0)
    assert address.split("/")[2] not in page.evaluate("JSON.stringify(localStorage)")
