"""The own password: what it has to be, changing it, choosing a first one, and getting a new one by mail."""

import csv
import json
import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from agents import limits
from agents.models import Session, User
from agents.operations.people import issue_link

OLD = "correct horse battery"
NEW = "several words of mine"
CHANGE = "/account/password/"
FIRST = "/account/password/first/"
FORGOTTEN = "/account/password/reset/"


@pytest.fixture
def ada(ada):
    ada.email = "ada@example.org"
    ada.set_password(OLD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


def is_signed_in(client) -> bool:
    return client.get("/settings/").status_code == 200


def change(client, *, old=OLD, new=NEW, again=None):
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new if again is None else again})


def link_in(message) -> str:
    return re.search(r"http://testserver(/\S+)", message.body)[1]


# What a password has to be


@pytest.mark.parametrize(
    "password",
    [
        "xkq vbn mtrw",  # twelve
        "k" + "xq7 " * 31 + "zzz",  # a hundred and twenty-eight
        "aaaaabbbbbbccccccdddd",
        "only small letters",
        "päßwörtér über ümlaut",
        "       spaces count    ",
        "agents of the north sea",
        "🦊 🐢 🐙 🦉 🐳 🐝 of mine",
    ],
)
def test_any_long_password_will_do(ada, password):
    validate_password(password, ada)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("xkq vbn mtr", "too short"),
        ("x" * 129, "too long"),
        ("123456789012", "try this password first"),
        ("Qwertyuiop123", "try this password first"),
        ("agentsite2024!", "try this password first"),
        ("Claude-Claude-1", "try this password first"),
        ("ClaudeAgents!!", "try this password first"),
        ("ada@example.org", "too much like your name"),
        ("adaexample.org1", "too much like your name"),
    ],
)
def test_what_others_would_guess_will_not(ada, password, why):
    with pytest.raises(ValidationError, match=why):
        validate_password(password, ada)


def test_a_name_is_no_password(ada):
    ada.username = "margarethe.huber"

    with pytest.raises(ValidationError, match="too much like your name"):
        validate_password("Margarethe.Huber1", ada)


def test_a_long_password_counts_to_its_end(as_ada, ada):
    longest = "k" + "xq7 " * 31 + "zzz"
    assert len(longest) == limits.PASSWORD_MOST

    assert change(as_ada, new=longest).status_code == 302

    ada.refresh_from_db()
    assert ada.check_password(longest)
    assert not ada.check_password(longest[:-1])


# Changing it


def test_a_changed_password_keeps_this_session_and_ends_the_others(as_ada, ada):
    other = Client()
    other.force_login(ada)
    assert is_signed_in(other)

    assert change(as_ada)["Location"] == "/settings/"

    assert is_signed_in(as_ada)
    assert not is_signed_in(other)
    ada.refresh_from_db()
    assert ada.check_password(NEW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"old": "not hers at all"}, "This is not your password."),
        ({"again": "several words of hers"}, "This is not the same as above."),
        ({"new": "short", "again": "short"}, "too short"),
    ],
)
def test_a_mistake_changes_nothing(as_ada, ada, typed, said):
    response = change(as_ada, **typed)

    assert response.status_code == 422
    assert said in response.text
    ada.refresh_from_db()
    assert ada.check_password(OLD)


def test_the_person_is_told_by_mail(as_ada, sends_mail, mailoutbox):
    change(as_ada)

    (message,) = mailoutbox
    assert message.to == ["ada@example.org"]
    assert message.subject == "Your password was changed"
    assert "127.0.0.1" in message.body


def test_without_mail_nothing_is_sent(as_ada, mailoutbox):
    change(as_ada)

    assert mailoutbox == []


# A first one, and one after a link


def test_who_has_no_password_chooses_one(client, ben):
    client.force_login(ben)
    assert client.get(CHANGE)["Location"] == FIRST

    response = client.post(FIRST, {"password1": NEW, "password2": NEW})

    assert response["Location"] == "/settings/"
    assert is_signed_in(client)
    ben.refresh_from_db()
    assert ben.check_password(NEW)


def test_who_has_a_password_is_asked_for_it(as_ada, ada):
    assert as_ada.get(FIRST)["Location"] == CHANGE
    assert as_ada.post(FIRST, {"password1": NEW, "password2": NEW})["Location"] == CHANGE

    ada.refresh_from_db()
    assert ada.check_password(OLD)


def test_a_link_stands_for_the_forgotten_password_for_a_while(client, ada, team, settings):
    client.post("/welcome/", {"key": issue_link(ada)})
    assert client.get(CHANGE)["Location"] == FIRST

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert client.get(FIRST)["Location"] == CHANGE

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    client.post(FIRST, {"password1": NEW, "password2": NEW})
    ada.refresh_from_db()
    assert ada.check_password(NEW)


# By mail


def test_a_mailed_link_gives_a_new_password_once(client, ada, team, sends_mail, mailoutbox):
    elsewhere = Client()
    elsewhere.force_login(ada)

    client.post(FORGOTTEN, {"email": "ADA@example.org"})
    link = link_in(mailoutbox[0])
    form = client.get(link, follow=True)
    page = form.redirect_chain[-1][0]
    done = client.post(page, {"password1": NEW, "password2": NEW})

    assert mailoutbox[0].to == ["ada@example.org"]
    assert done["Location"] == "/"
    assert is_signed_in(client)
    assert not is_signed_in(elsewhere)
    again = Client().get(link)
    assert again.status_code == 403
    assert "This link does not work" in again.text
    assert [message.subject for message in mailoutbox] == ["Choose a new password", "Your password was changed"]


def test_a_mailed_link_is_good_for_an_hour(client, ada, team, sends_mail, mailoutbox, monkeypatch):
    from allauth.account.forms import EmailAwarePasswordResetTokenGenerator

    client.post(FORGOTTEN, {"email": "ada@example.org"})
    link = link_in(mailoutbox[0])
    now = timezone.now().replace(tzinfo=None)

    monkeypatch.setattr(EmailAwarePasswordResetTokenGenerator, "_now", lambda self: now + timedelta(minutes=59))
    assert client.get(link, follow=True).status_code == 200

    monkeypatch.setattr(EmailAwarePasswordResetTokenGenerator, "_now", lambda self: now + timedelta(minutes=61))
    assert Client().get(link, follow=True).status_code == 403


def test_opening_a_mailed_link_spends_nothing(client, ada, sends_mail, mailoutbox):
    client.post(FORGOTTEN, {"email": "ada@example.org"})
    link = link_in(mailoutbox[0])

    Client().get(link, follow=True)

    assert client.get(link, follow=True).status_code == 200


def test_the_answer_is_the_same_for_an_unknown_address(client, ada, sends_mail, mailoutbox):
    known = client.post(FORGOTTEN, {"email": "ada@example.org"}, follow=True)
    unknown = client.post(FORGOTTEN, {"email": "who@example.org"}, follow=True)

    assert (known.status_code, known.redirect_chain) == (unknown.status_code, unknown.redirect_chain)
    assert known.text == unknown.text
    assert len(mailoutbox) == 1


def test_nobody_who_was_let_go_gets_a_link(client, ada, sends_mail, mailoutbox):
    User.objects.update(is_active=False)

    client.post(FORGOTTEN, {"email": "ada@example.org"})

    assert mailoutbox == []


def test_without_mail_the_page_says_whom_to_ask(client, ada, mailoutbox):
    assert "Ask an owner of your team" in client.get(FORGOTTEN).text
    assert client.post(FORGOTTEN, {"email": "ada@example.org"}).status_code == 403
    assert mailoutbox == []


def hostile_names(shared):
    with open(shared / "badinput/manifest.tsv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        if row["kind"] in ("header", "author"):
            name, _, line = row["path"].partition("#")
            if line:
                given = json.loads((shared / "badinput" / name).read_text(encoding="utf-8").split("\n")[int(line)])
                yield given if isinstance(given, str) else json.dumps(given)


@pytest.mark.shared
def test_no_name_gets_into_the_head_of_a_mail(client, ada, sends_mail, mailoutbox, shared, settings):
    settings.ACCOUNT_RATE_LIMITS = False
    names = ["Ada\r\nBcc: evil@example.org", "Ada\x85Subject: x", "Ada\u2028X: y", *hostile_names(shared)]
    for name in names:
        ada.display_name = name.replace("\x00", "")[:80]
        ada.save()
        mailoutbox.clear()

        client.post(FORGOTTEN, {"email": "ada@example.org"}, headers={"User-Agent": "x"})

        (message,) = mailoutbox
        assert message.subject == "Choose a new password"
        assert message.recipients() == ["ada@example.org"]
        assert {name.lower() for name in dict(message.message())} <= {
            "content-type", "mime-version", "content-transfer-encoding", "subject", "from", "to", "date", "message-id",
        }  # fmt: skip


def test_mail_is_plain_text(client, ada, sends_mail, mailoutbox):
    ada.display_name = "<b>Ada</b> & co"
    ada.save()

    client.post(FORGOTTEN, {"email": "ada@example.org"})

    assert mailoutbox[0].alternatives == []
    assert "Hello <b>Ada</b> & co," in mailoutbox[0].body
    assert Session.objects.count() == 0
