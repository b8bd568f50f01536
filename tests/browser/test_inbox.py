"""Who is asked hears of it, in the inbox and by mail; somebody without an account reviews by a link."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from agents.models import Comment, Notice
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import propose
from tests.browser.looks import flaws

TEXT = "Say what failed, with the line."


@pytest.fixture
def proposal(qa, ben, vera):
    return propose(qa.team, [edit_of(qa, f"{qa.head.source}\n{TEXT}\n", base=qa.head)], title="Say what failed", by=ben)


def toast(page):
    return page.locator("#toasts")


def test_a_review_is_asked_heard_of_and_led_to(page_as, proposal, vera):
    page = page_as(vera)
    page.goto("/platform/")
    expect(page.get_by_text("asks for your review")).to_be_visible()

    page.get_by_role("link", name="Inbox 1 unread").click()
    sentence = page.get_by_role("button", name="Unread: Ben asks for a review of #1 “Say what failed”")
    expect(sentence).to_be_visible()
    assert flaws(page) == []
    assert Notice.objects.filter(person=vera, read_at=None).count() == 1
    sentence.click()

    expect(page).to_have_url(re.compile("/platform/proposals/1/$"))
    expect(page.get_by_role("link", name="Inbox", exact=True)).to_be_visible()
    assert Notice.objects.filter(person=vera, read_at=None).count() == 0


def test_all_is_marked_read_and_taken_back_by_a_key(page_as, proposal, vera):
    page = page_as(vera)
    page.goto("/inbox/")
    page.get_by_role("button", name="Mark all as read").click()
    expect(toast(page)).to_contain_text("1 notice is marked as read.")
    page.wait_for_load_state()

    page.keyboard.press("z")

    expect(page.locator("#main").get_by_text("1 unread", exact=True)).to_be_visible()


def test_the_list_is_walked_by_keys(page_as, proposal, vera):
    page = page_as(vera)
    page.goto("/inbox/")
    page.wait_for_load_state()
    page.keyboard.press("j")
    expect(page.locator(".told").first).to_be_focused()

    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/proposals/1/"))


def test_mail_arrives_and_its_link_leads_there(page_as, proposal, vera, settings):
    settings.MAIL_IS_CONFIGURED = True
    EmailAddress.objects.create(user=vera, email="vera@example.org", verified=True, primary=True)
    page = page_as(vera)
    page.goto("/settings/notices/")
    expect(page.get_by_text("vera@example.org")).to_be_visible()
    assert flaws(page) == []

    call_command("mail", address="http://site.invalid")

    (message,) = mail.outbox
    path = re.search(r"http://site\.invalid(\S+)", message.body)[1]
    page.goto(path)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Say what failed")


def test_following_is_a_press_and_tells(page_as, qa, ada, ben):
    from agents.operations.documents import save_document

    page = page_as(ben)
    page.goto("/platform/agents/qa/")
    page.get_by_role("button", name="Follow", exact=True).click()
    expect(page.get_by_role("button", name="Following")).to_be_visible()

    save_document(qa, f"{qa.head.source}\n{TEXT}\n", base=qa.head, by=ada)
    page.goto("/inbox/")

    expect(page.get_by_role("button", name="Unread: Ada saved agents/qa.md as v2")).to_be_visible()


def test_somebody_without_an_account_reviews_by_link(page, browser, live_server, proposal, ben):
    page.goto("/platform/proposals/1/")
    page.get_by_role("link", name="Let them review by link").click()
    page.get_by_role("textbox", name="For whom").fill("Gil")
    page.get_by_text("Read and comment", exact=True).click()
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_role("textbox", name="Link").input_value()
    assert flaws(page) == []

    stranger = browser.new_context()
    guest = stranger.new_page()
    guest.goto(address)
    expect(guest.get_by_role("heading", level=1)).to_have_text("Say what failed")
    expect(guest.get_by_text(TEXT)).to_be_visible()
    expect(guest.get_by_role("navigation")).to_have_count(0)
    assert flaws(guest) == []
    guest.get_by_role("textbox", name="Your name").fill("Gil")
    guest.get_by_role("textbox", name="Comment").fill("Which *line*?")
    guest.get_by_role("button", name="Send comment").click()
    expect(guest.get_by_text("Your comment is there.")).to_be_visible()
    guest.locator("summary").filter(has_text="Reply").click()
    guest.locator("details").get_by_label("Your name").fill("Gil")
    guest.locator("details").get_by_label("Reply").last.fill("And which file?")
    guest.get_by_role("button", name="Send reply").click()
    expect(guest.get_by_text("And which file?")).to_be_visible()
    assert flaws(guest) == []
    assert Comment.objects.filter(is_guest=True).count() == 2

    page.goto("/platform/proposals/1/")
    expect(page.get_by_text("Guest", exact=True).first).to_be_visible()
    page.goto("/platform/proposals/1/links/")
    page.get_by_role("button", name="Take back the link Gil").click()
    expect(page.locator("#main .todo")).to_contain_text("Taken back")

    guest.reload()
    expect(guest.get_by_role("heading", level=1)).to_have_text("This link leads nowhere")
    assert flaws(guest) == []
    stranger.close()
