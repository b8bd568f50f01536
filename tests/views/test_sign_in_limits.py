"""How often one may try: each figure holds at the limit, and one more is answered 429 with a time to wait."""

import pytest
from allauth.account.models import EmailAddress

from agents import limits

SIGN_IN = "/account/sign-in/"
AGAIN = "/account/again/"
FORGOTTEN = "/account/password/reset/"
PASSWORD = "correct horse battery"


@pytest.fixture
def ada(ada):
    ada.email = "ada@example.org"
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


def try_it(client, login="ada", password="wrong password", address="192.0.2.1"):
    return client.post(SIGN_IN, {"login": login, "password": password}, REMOTE_ADDR=address).status_code


def test_an_account_is_tried_ten_times_however_it_is_named_and_from_wherever(client, ada):
    names = ["ada", "ADA", "ada@example.org", "Ada@Example.org", " ada"]
    tries = [try_it(client, names[at % 5], address=f"192.0.2.{at}") for at in range(10)]

    assert tries == [422] * 10
    assert try_it(client, address="192.0.2.99") == 429
    assert try_it(client, password=PASSWORD, address="192.0.2.98") == 429


def test_an_address_tries_ten_times_whomever(client, ada):
    assert [try_it(client, f"nobody{at}") for at in range(10)] == [422] * 10

    assert try_it(client, "nobody10") == 429
    assert try_it(client, password=PASSWORD) == 429
    assert try_it(client, password=PASSWORD, address="192.0.2.2") == 302


def test_who_is_refused_for_the_address_uses_up_no_account(client, ada):
    for at in range(10):
        try_it(client, f"nobody{at}")
    for _ in range(15):
        assert try_it(client) == 429

    assert try_it(client, password=PASSWORD, address="192.0.2.2") == 302


def test_the_whole_site_has_a_limit(client, ada, monkeypatch):
    monkeypatch.setattr(limits, "SIGN_IN_SITE_TRIES", 20)

    assert [try_it(client, f"n{at}", address=f"192.0.2.{at}") for at in range(20)] == [422] * 20

    assert try_it(client, password=PASSWORD, address="192.0.2.50") == 429


def test_who_is_right_is_not_counted(client, ada):
    for _ in range(11):
        assert try_it(client, password=PASSWORD) == 302
        client.logout()


def test_a_form_sent_too_often_is_refused(client, ada):
    for at in range(limits.SIGN_IN_REQUESTS):
        assert client.post(SIGN_IN, {"login": ""}).status_code == 422, at

    assert client.post(SIGN_IN, {"login": ""}).status_code == 429


def test_what_the_browser_claims_about_its_address_counts_for_nothing(client, ada):
    for at in range(10):
        client.post(
            SIGN_IN,
            {"login": f"nobody{at}", "password": "x"},
            headers={"X-Forwarded-For": f"203.0.113.{at}", "X-Real-IP": f"203.0.113.{at}"},
        )

    response = client.post(SIGN_IN, {"login": "nobody", "password": "x"}, headers={"X-Forwarded-For": "203.0.113.99"})

    assert response.status_code == 429


def test_what_our_proxy_tells_about_the_address_counts(client, ada, settings):
    settings.PROXY_HOPS = 1
    for at in range(10):
        client.post(SIGN_IN, {"login": f"n{at}", "password": "x"}, headers={"X-Forwarded-For": "203.0.113.7"})

    def asked_from(address):
        given = {"login": "nobody", "password": "x"}
        return client.post(SIGN_IN, given, headers={"X-Forwarded-For": address}).status_code

    assert asked_from("203.0.113.7") == 429
    assert asked_from("203.0.113.8") == 422


def test_behind_a_socket_there_is_no_address_and_one_can_sign_in(client, ada):
    assert try_it(client, password=PASSWORD, address="") == 302


def test_the_page_says_when_to_try_again(client, ada):
    for at in range(10):
        try_it(client, f"nobody{at}")

    response = client.post(SIGN_IN, {"login": "ada", "password": PASSWORD}, REMOTE_ADDR="192.0.2.1")

    assert response["Retry-After"] == "300"
    assert "Wait five minutes" in response.text
    assert "Content-Security-Policy" in response


def test_reading_the_page_is_never_refused(client, ada):
    for _ in range(40):
        assert client.get(SIGN_IN).status_code == 200


def test_a_reset_gives_an_account_its_tries_back(client, ada, sends_mail, mailoutbox):
    import re

    for at in range(11):
        try_it(client, address=f"192.0.2.{at}")
    client.post(FORGOTTEN, {"email": "ada@example.org"})
    page = client.get(re.search(r"http://testserver(/\S+)", mailoutbox[0].body)[1])["Location"]
    client.post(page, {"password1": "several words of mine", "password2": "several words of mine"})
    client.logout()

    assert try_it(client, password="several words of mine", address="192.0.2.99") == 302


def test_five_mails_a_day_go_to_one_address(client, ada, sends_mail, mailoutbox):
    asked = [client.post(FORGOTTEN, {"email": "ada@example.org"}) for _ in range(limits.RESET_MAILS)]
    assert [response.status_code for response in asked] == [302] * 5

    refused = client.post(FORGOTTEN, {"email": "Ada@example.org"})

    assert (refused.status_code, refused["Retry-After"]) == (429, "86400")
    assert len(mailoutbox) == 5


def test_asking_for_an_unknown_address_is_refused_just_as_often(client, ada, sends_mail):
    asked = [client.post(FORGOTTEN, {"email": "who@example.org"}).status_code for _ in range(6)]

    assert asked == [302] * 5 + [429]


def test_the_password_is_asked_again_ten_times(client, ada, team):
    client.force_login(ada)

    tries = [client.post(AGAIN, {"password": "wrong password"}).status_code for _ in range(10)]

    assert tries == [422] * 10
    assert client.post(AGAIN, {"password": PASSWORD}).status_code == 429
