"""Who is asked hears of it, in the inbox and by mail."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from playwright.sync_api import expect

from agents.models import Notice
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
