"""What stands in a mail, and the link in it that stops such mails without signing in."""

import re
from email import message_from_bytes, policy

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.management import call_command
from django.test import Client

from agents.models import Notice, NoticeChoice
from agents.operations import notices
from agents.operations.documents import save_document
from agents.operations.inbox import choose_ways, follow
from agents.operations.reviewing import comment, finish_review
from agents.queries.inbox import ways
from tests.proposed import comment_on, proposal_of
from tests.views.proposing import change_of

SITE = "https://agents.example.org"
Kind, Way = Notice.Kind, NoticeChoice.Way


@pytest.fixture(autouse=True)
def site_sends_mail(sends_mail):
    """Everything here is mailed."""


@pytest.fixture
def proposal(qa, ben, vera):
    for user in (ben, vera):
        EmailAddress.objects.create(user=user, email=f"{user.username}@example.org", verified=True, primary=True)
    return proposal_of(qa, by=ben)


def sent():
    call_command("mail", address=SITE)
    return mail.outbox


def parts(message):
    raw = message_from_bytes(message.message().as_bytes(), policy=policy.default)
    return raw.get_body(["plain"]).get_content(), raw.get_body(["html"]).get_content()


def test_a_review_is_one_mail_with_its_words_and_all_its_comments(proposal, vera):
    about = {"by": vera, "iteration": 1, "is_pending": True}
    comment(proposal, words="Which\u200bbranch?", change=change_of(proposal), side="new", **about)
    comment(proposal, words="Otherwise good.", **about)
    finish_review(proposal, verdict="changes", words="Nearly.", iteration=1, by=vera)

    (message,) = sent()

    text, html = parts(message)
    assert message.subject == "[Platform team] #1 Test on branches"
    assert "Vera requests changes to #1 “Test on branches”: Nearly." in text
    assert "agents/qa.md:\n> Which‹U+200B›branch?\n" in text
    assert "> Otherwise good.\n" in text
    assert "<blockquote>Which‹U+200B›branch?<br></blockquote>" in html


def test_what_the_sentence_has_no_room_for_stands_below_it(proposal, vera):
    finish_review(proposal, verdict="changes", words="One.\n\n" + "Two. " * 100 + "Three.", iteration=1, by=vera)

    text, html = parts(sent()[0])

    assert "> One.\n> \n> Two." in text
    assert "Three." in text
    assert "<strong>Vera requests changes to it: One. Two." in html


def test_of_a_long_review_the_first_comments_stand_in_it(proposal, vera):
    for number in range(12):
        comment(proposal, words=f"Number {number}.", by=vera, iteration=1, is_pending=True)
    finish_review(proposal, verdict="comment", words="", iteration=1, by=vera)

    (message,) = sent()

    assert "> Number 9." in message.body
    assert "> Number 10." not in message.body
    assert "and 2 more comments" in message.body


def test_what_a_reviewer_has_not_said_yet_is_in_no_mail(proposal, vera):
    comment(proposal, words="Not yet said", by=vera, iteration=1, is_pending=True)
    notices.commented(comment_on(proposal, "Said", by=vera))

    (message,) = sent()

    assert "Not yet said" not in message.body


@pytest.mark.parametrize(
    ("kind", "verb"),
    [(Kind.ASKED, "Review it"), (Kind.MENTIONED, "Read and answer"), (Kind.ENDED, "Open the proposal")],
)
def test_it_has_one_button_that_says_what_to_do(proposal, vera, ben, kind, verb):
    choose_ways(vera, {Kind.ENDED: Way.MAIL})
    for key in "ab":
        notices.tell(proposal.team, kind, [vera.pk], sentence=f"Told {key}", key=key, actor=ben, proposal=proposal)

    _, html = parts(sent()[0])

    assert re.findall(r'class="go" href="([^"]*)">([^<]*)<', html) == [(f"{SITE}/platform/proposals/1/", verb)]


def test_a_digest_stands_by_proposals_and_documents(proposal, qa, tone, ada, ben, vera):
    from datetime import timedelta

    choose_ways(vera, {Kind.ASKED: Way.DIGEST, Kind.MENTIONED: Way.DIGEST})
    follow(tone, by=vera)
    notices.review_asked(proposal, by=ben)
    save_document(tone, tone.head.source + "More.\n", base=tone.head, by=ada)
    notices.commented(comment_on(proposal, "What says @vera?", by=ben))
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(created_at=notice.created_at - timedelta(hours=25))

    text, html = next(parts(message) for message in sent() if message.to == ["vera@example.org"])

    assert re.findall(r"<h1>([^<]*)</h1>", html) == ["#1 Test on branches", "guidelines/tone.md"]
    order = ["Ben asks for a review", "Ben mentions you", "Platform team: guidelines/tone.md", "Ada saved"]
    assert sorted(order, key=text.index) == order


# Stopping them


@pytest.fixture
def stop(proposal, ben, vera):
    """The link in a mail to Vera about a review that is asked of her."""
    notices.review_asked(proposal, by=ben)
    header = sent()[0].extra_headers
    assert header["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return header["List-Unsubscribe"].strip("<>").removeprefix(SITE)


def test_one_click_of_the_mail_program_stops_these_mails_and_no_others(stop, vera):
    before = ways(vera)

    answer = Client(enforce_csrf_checks=True).post(stop, {"List-Unsubscribe": "One-Click"})

    assert "This comes to your inbox only from now on" in answer.text
    assert ways(vera) == before | {Kind.ASKED: Way.INBOX}


def test_looking_at_it_stops_nothing(client, stop, vera):
    before = ways(vera)

    assert "Stop these mails?" in client.get(stop).text
    assert ways(vera) == before


def test_it_brings_nothing_back_that_was_switched_off(client, stop, vera):
    choose_ways(vera, {Kind.ASKED: Way.NOWHERE})

    client.post(stop)

    assert ways(vera)[Kind.ASKED] == Way.NOWHERE


def test_it_keeps_what_else_was_chosen(client, stop, vera):
    choose_ways(vera, {Kind.ENDED: Way.MAIL})

    client.post(stop)

    assert ways(vera)[Kind.ENDED] == Way.MAIL


def test_who_is_gone_and_what_we_did_not_sign_mean_nothing(client, stop, vera):
    for address in (stop[:-2] + "/", "/inbox/stop/x/", "/inbox/stop/W1tdLFtdXQ:1:x/"):
        assert client.post(address).status_code == 404, address

    vera.is_active = False
    vera.save()
    assert client.post(stop).status_code == 404


def test_its_address_is_told_to_nobody(client, stop):
    answer = client.get(stop)

    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    assert "vera" not in answer.text.casefold()
