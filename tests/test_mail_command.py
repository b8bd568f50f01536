"""Mail tells what the inbox tells: once, as one wants it, and never what is not one's to know."""

import json
import threading
from datetime import timedelta
from email import message_from_string, policy

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as project
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from agents.models import Notice, NoticeChoice
from agents.operations import notices
from agents.operations.documents import save_document
from agents.operations.inbox import choose_ways, follow, mark_read
from agents.operations.mailing import send_due, take_due
from tests.proposed import comment_on, proposal_of

SITE = "https://agents.example.org"
Kind, Way = Notice.Kind, NoticeChoice.Way


@pytest.fixture(autouse=True)
def sends_mail(settings):
    settings.MAIL_IS_CONFIGURED = True


@pytest.fixture
def proposal(qa, ben, vera):
    """Ben's; he and Vera have confirmed addresses."""
    for user in (ben, vera):
        EmailAddress.objects.create(user=user, email=f"{user.username}@example.org", verified=True, primary=True)
    return proposal_of(qa, by=ben)


def send():
    call_command("mail", address=SITE + "/")
    return mail.outbox


def raw(message):
    """The message as it goes out, read again."""
    return message_from_string(message.message().as_string(), policy=policy.default)


def let_pass(**time):
    for notice in Notice.objects.all():
        Notice.objects.filter(pk=notice.pk).update(created_at=notice.created_at - timedelta(**time))


def test_what_one_wants_to_hear_at_once_is_mailed_once(proposal, ben):
    notices.review_asked(proposal, by=ben)

    (message,) = send()
    send()

    assert len(mail.outbox) == 1
    assert message.to == ["vera@example.org"]
    assert message.subject == "[Platform team] #1 Test on branches"
    assert "Ben asks for a review of #1 “Test on branches”" in message.body
    assert f"{SITE}/platform/proposals/1/" in message.body
    assert f"{SITE}/settings/notices/" in message.body
    assert Notice.objects.get(person__username="vera").mailed_at


def test_it_is_text_and_html_with_nothing_to_fetch(proposal, vera):
    notices.commented(comment_on(proposal, "<img src=https://evil.invalid/x.png>\nSo & so", by=vera))

    (message,) = send()
    text, html = raw(message).get_body(["plain"]).get_content(), raw(message).get_body(["html"]).get_content()

    assert "> <img src=https://evil.invalid/x.png>\n> So & so\n" in text
    assert "&lt;img src=" in html
    for word in ("<img", 'src="', "url(", "<link", "<script", "@import"):
        assert word not in html


def test_everything_about_one_proposal_is_one_thread(proposal, vera, ben):
    for words in ("One", "Two"):
        notices.commented(comment_on(proposal, words, by=vera))
        send()

    first, second = [raw(message) for message in mail.outbox]
    assert first["References"] == second["References"] == first["In-Reply-To"]
    assert first["Message-ID"] != second["Message-ID"]
    assert first["Subject"] == second["Subject"]
    assert first["List-ID"] == "<platform.agents.example.org>"
    assert first["Auto-Submitted"] == "auto-generated"


def test_what_came_together_is_one_mail(proposal, vera, ben):
    for words in ("One", "Two"):
        notices.commented(comment_on(proposal, words, by=vera))

    (message,) = send()

    assert message.body.index("> One") < message.body.index("> Two")


def test_what_was_read_or_is_wanted_in_the_inbox_only_is_not_mailed(proposal, ben, vera, ada):
    notices.commented(comment_on(proposal, by=vera))
    mark_read(Notice.objects.get())
    choose_ways(ben, {Kind.MENTIONED: Way.INBOX})
    notices.commented(comment_on(proposal, "@ben", by=vera))
    notices.ended(proposal, by=ada)

    assert send() == []


@pytest.mark.parametrize("is_verified", [True, False])
def test_only_a_confirmed_address_is_written_to(proposal, ada, ben, is_verified):
    EmailAddress.objects.update(verified=is_verified)
    ada.email = "ada@example.org"
    ada.save()

    notices.review_asked(proposal, by=ben)

    assert [message.to for message in send()] == ([["vera@example.org"]] if is_verified else [])


def test_who_left_meanwhile_hears_nothing(proposal, ben, vera):
    notices.review_asked(proposal, by=ben)
    vera.memberships.all().delete()

    assert send() == []


def test_who_was_deactivated_meanwhile_and_a_removed_team_are_silent(proposal, ben, vera):
    notices.review_asked(proposal, by=ben)
    vera.is_active = False
    vera.save()
    assert send() == []

    vera.is_active = True
    vera.save()
    proposal.team.removed_at = timezone.now()
    proposal.team.save()
    assert send() == []


def test_a_digest_collects_a_day(proposal, qa, tone, ada, vera):
    for document in (qa, tone):
        follow(document, by=vera)
        save_document(document, document.head.source + "More.\n", base=document.head, by=ada)
    assert send() == []

    let_pass(hours=25)
    (message,) = send()

    assert message.subject == "2 notices of the last day"
    assert "Platform team: agents/qa.md\n\nAda saved agents/qa.md as v2\n" in message.body
    assert f"{SITE}/platform/guidelines/tone/" in message.body
    assert "References" not in message.extra_headers
    send()
    assert len(mail.outbox) == 1


def test_a_digest_takes_along_what_came_today(proposal, qa, ada, vera):
    follow(qa, by=vera)
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)
    let_pass(hours=25)
    qa.refresh_from_db()
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)

    assert send()[0].subject == "2 notices of the last day"


def test_what_waited_for_days_is_not_mailed_any_more(proposal, ben):
    notices.review_asked(proposal, by=ben)
    let_pass(days=4)

    assert send() == []


class Refusing(EmailBackend):
    """A mail server that refuses one address."""

    refused = "vera@example.org"

    def send_messages(self, messages):
        if any(self.refused in message.to for message in messages):
            raise ConnectionRefusedError("Nobody answers.")
        return super().send_messages(messages)


def test_a_mail_server_that_fails_is_said_and_tried_again(proposal, ben, vera, settings):
    notices.review_asked(proposal, by=ben)
    notices.commented(comment_on(proposal, by=vera))
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"

    with pytest.raises(CommandError, match="1 mail could not be sent and will be tried again: Nobody answers"):
        call_command("mail")
    assert [message.to for message in mail.outbox] == [["ben@example.org"]]

    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("mail")
    assert len(mail.outbox) == 1

    Notice.objects.update(mailing_at=timezone.now() - timedelta(minutes=11))
    call_command("mail")
    assert [message.to for message in mail.outbox] == [["ben@example.org"], ["vera@example.org"]]


def test_what_somebody_is_sending_is_left_to_them(proposal, ben):
    notices.review_asked(proposal, by=ben)
    taken = take_due(timezone.now())

    assert send() == []
    assert len(taken) == 1


@pytest.mark.django_db(transaction=True, available_apps=project.INSTALLED_APPS)
def test_many_at_once_send_nothing_twice(forget_search, proposal, ben, vera):
    for number in range(20):
        notices.tell(proposal.team, Kind.ASKED, [vera.pk], sentence=f"{number}", key=f"{number}", actor=ben)
    sent, start = [], threading.Barrier(6)

    def run():
        start.wait()
        sent.append(send_due(site=SITE).sent)
        connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(sent) == len(mail.outbox) == 20


def test_a_site_without_mail_says_so(db, settings):
    settings.MAIL_IS_CONFIGURED = False

    with pytest.raises(CommandError, match="sends no mail"):
        call_command("mail")


def test_nothing_to_send_is_said(db, capsys):
    call_command("mail")

    assert capsys.readouterr().out == "Nothing to send.\n"


HOSTILE = [
    "a\r\nBcc: eve@example.org",
    "a\nb",
    "a\r",
    "\u2028",
    "x\x0bSubject: y",
    "\u202egnp.exe",
    "x" * 500,
    "=?utf-8?q?=0D=0A?=",
]


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_anybody_wrote_adds_a_header(proposal, ben, vera, words):
    proposal.title, proposal.team.name, ben.display_name = words[:200], words[:80], words[:80]
    Notice.objects.all().delete()
    notices.review_asked(proposal, by=ben)
    proposal.save()
    proposal.team.save()

    (message,) = send()

    sent = raw(message)
    assert sent["Bcc"] is None
    assert sent["To"] == "vera@example.org"
    assert len(sent.get_all("Subject")) == 1
    assert len(message.subject) <= 150


def test_the_hostile_names_of_the_test_data_add_no_header(proposal, ben, vera, shared):
    for kind in ("author_names", "names", "xss_fields", "commit_meta"):
        lines = (shared / f"badinput/strings/{kind}.jsonl").read_text().splitlines()
        for number, line in enumerate(lines):
            value = json.loads(line)
            sentence = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            sentence = sentence.replace("\0", "").encode("utf-8", "ignore").decode()
            notices.tell(proposal.team, Kind.ASKED, [vera.pk], sentence=sentence, key=f"{kind}{number}", actor=ben)

    for message in send():
        sent = raw(message)
        assert set(sent.keys()) == {
            "Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID", "Auto-Submitted",
            "List-Unsubscribe", "List-Unsubscribe-Post", "List-ID",
        }  # fmt: skip
        assert "<script" not in sent.get_body(["html"]).get_content()
    assert len(mail.outbox) > 20
