"""The own e-mail address: one for each person, confirmed by a mail where mail is sent."""

import re

import pytest
from allauth.account.models import EmailAddress

from agents.models import User

PAGE = "/account/mail/"
AGAIN = "/account/again/"
PASSWORD = "correct horse battery"


@pytest.fixture
def ada_signed_in(client, ada, team):
    """Signed in by password, a moment ago."""
    ada.set_password(PASSWORD)
    ada.save()
    client.post("/account/sign-in/", {"login": "ada", "password": PASSWORD})
    return client


def add(client, email):
    return client.post(PAGE, {"action_add": "1", "email": email})


def link_in(message) -> str:
    return re.search(r"http://testserver(/\S+)", message.body)[1]


def test_without_mail_it_is_kept_and_said_to_be_unconfirmed(ada_signed_in, ada):
    assert "without being confirmed" in ada_signed_in.get(PAGE).text

    page = ada_signed_in.post(PAGE, {"action_add": "1", "email": "Ada@Example.org"}, follow=True)

    ada.refresh_from_db()
    address = EmailAddress.objects.get(user=ada)
    assert ada.email == address.email == "ada@example.org"
    assert (address.primary, address.verified) == (True, False)
    assert "Nobody confirmed the address" in page.text


def test_without_mail_a_new_one_takes_the_place_of_the_old(ada_signed_in, ada):
    add(ada_signed_in, "ada@example.org")
    add(ada_signed_in, "ada@example.com")

    assert [address.email for address in EmailAddress.objects.filter(user=ada)] == ["ada@example.com"]


def test_without_mail_nobody_takes_anothers(ada_signed_in, ada, eve):
    User.objects.filter(pk=eve.pk).update(email="eve@example.org")

    response = add(ada_signed_in, "EVE@example.org")

    assert response.status_code == 422
    assert "Somebody else here uses this address." in response.text


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a@b", "a@b.org\r\nBcc: x@example.org", "\x00@b.org"])
def test_what_is_no_address_is_refused(ada_signed_in, ada, email):
    assert add(ada_signed_in, email).status_code == 422
    assert not EmailAddress.objects.exists()


def test_with_mail_it_counts_when_the_link_was_used(ada_signed_in, ada, sends_mail, mailoutbox):
    page = ada_signed_in.post(PAGE, {"action_add": "1", "email": "ada@example.org"}, follow=True).text
    assert "A mail is on its way to <b>ada@example.org</b>" in page
    ada.refresh_from_db()
    assert ada.email == ""

    link = link_in(mailoutbox[0])
    assert "ada@example.org" in ada_signed_in.get(link).text
    assert not EmailAddress.objects.get().verified
    ada_signed_in.post(link)

    ada.refresh_from_db()
    assert ada.email == "ada@example.org"
    assert EmailAddress.objects.get().verified
    assert ada_signed_in.get(link).status_code == 403


def test_the_old_address_is_told_of_the_new_one(ada_signed_in, ada, sends_mail, mailoutbox):
    for email in ("ada@example.org", "ada@example.com"):
        add(ada_signed_in, email)
        ada_signed_in.post(link_in(mailoutbox[-1]))

    assert [(message.to, message.subject) for message in mailoutbox][-1] == (
        ["ada@example.org"],
        "Your e-mail address was changed",
    )
    assert [address.email for address in EmailAddress.objects.all()] == ["ada@example.com"]


def test_an_address_that_waits_can_be_forgotten(ada_signed_in, ada, sends_mail, mailoutbox):
    add(ada_signed_in, "ada@example.org")

    ada_signed_in.post(PAGE, {"action_remove": "", "email": "ada@example.org"})

    assert not EmailAddress.objects.exists()


def test_a_made_up_link_confirms_nothing(client, db):
    assert client.get("/account/mail/confirm/made-up:key/").status_code == 403


def test_after_a_while_the_password_is_asked_again_and_what_was_typed_is_kept(ada_signed_in, ada, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    asked = add(ada_signed_in, "ada@example.org")
    assert asked["Location"] == f"{AGAIN}?next=%2Faccount%2Fmail%2F"
    assert not EmailAddress.objects.exists()

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    wrong = ada_signed_in.post(asked["Location"], {"password": "wrong password"})
    right = ada_signed_in.post(asked["Location"], {"password": PASSWORD})

    assert wrong.status_code == 422
    assert "This is not your password." in wrong.text
    assert right.status_code == 302
    assert EmailAddress.objects.get().email == "ada@example.org"


def test_who_has_just_signed_in_is_not_asked(ada_signed_in, ada):
    assert add(ada_signed_in, "ada@example.org")["Location"] == PAGE


def test_a_session_without_a_known_beginning_is_asked(as_ada, ada):
    ada.set_password(PASSWORD)
    ada.save()
    as_ada.force_login(ada)

    assert add(as_ada, "ada@example.org")["Location"].startswith(AGAIN)


def test_who_has_no_password_is_not_asked_for_it(as_ada, ada):
    assert add(as_ada, "ada@example.org")["Location"] == PAGE


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_confirming_never_leads_out_of_the_site(ada_signed_in, where):
    response = ada_signed_in.post(f"{AGAIN}?next={where}", {"password": PASSWORD})

    assert response["Location"] == "/"


def test_reading_the_page_writes_nothing(as_ada, ada):
    User.objects.filter(pk=ada.pk).update(email="ada@example.org")

    page = as_ada.get(PAGE)

    assert "ada@example.org" in page.text
    assert not EmailAddress.objects.exists()
