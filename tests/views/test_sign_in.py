"""Signing in by name or address and password: who comes in, where it leads, and what nobody learns by trying."""

import csv
import json
import logging

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import identify_hasher

from agents.models import Session, User
from agents.operations.people import issue_link

PAGE = "/account/sign-in/"
PASSWORD = "correct horse battery"
HOSTILE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.example",
    "https:/evil.example",
    "/\t/evil.example",
    "\x00//evil.example",
    " //evil.example",
    "http://testserver/platform/",
]


@pytest.fixture
def ada_with_password(ada, team):
    ada.email = "ada@example.org"
    ada.set_password(PASSWORD)
    ada.save()
    EmailAddress.objects.create(user=ada, email=ada.email, primary=True, verified=True)
    return ada


def sign_in(client, login="ada", password=PASSWORD, **more):
    return client.post(PAGE, {"login": login, "password": password, **more})


def is_signed_in(client) -> bool:
    return client.get("/settings/").status_code == 200


@pytest.mark.parametrize("login", ["ada", "Ada", " ada ", "ada@example.org", "ADA@example.org"])
def test_one_signs_in_by_name_or_address(client, ada_with_password, login):
    response = sign_in(client, login)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_signed_in(client)


@pytest.mark.parametrize("login", ["ada", "ada@example.org", "nobody", "nobody@example.org", "", "\x00"])
def test_who_is_wrong_learns_nothing(client, ada_with_password, login):
    response = sign_in(client, login, "not her password")

    assert response.status_code == 422
    assert not is_signed_in(client)
    if login.strip("\x00"):
        assert "This name and password do not belong together." in response.text


def test_the_answer_is_the_same_for_known_and_unknown(client, ada_with_password):
    known = sign_in(client, "ada@example.org", "wrong password").text.replace("ada@example.org", "NAME")
    unknown = sign_in(client, "who@example.org", "wrong password").text.replace("who@example.org", "NAME")

    assert mask(known) == mask(unknown)


def mask(page: str) -> str:
    import re

    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", page)


@pytest.mark.parametrize("login", ["ada", "ada@example.org", "nobody", "nobody@example.org"])
def test_a_try_costs_one_hash_whoever_is_meant(client, ada_with_password, login, monkeypatch):
    hashed = []
    hasher = type(identify_hasher(ada_with_password.password))
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda self, *given: hashed.append(given) or encode(self, *given))

    sign_in(client, login, "wrong password")

    assert len(hashed) == 1


def test_who_is_not_active_gets_the_answer_of_a_wrong_password(client, ada_with_password):
    User.objects.update(is_active=False)

    response = sign_in(client)

    assert response.status_code == 422
    assert "do not belong together" in response.text


def test_a_name_that_looks_like_anothers_address_takes_nobodys_place(client, ada_with_password, eve):
    eve.username = "ada@example.org"
    eve.set_password("the password of eve")
    eve.save()

    sign_in(client, "ada@example.org")

    assert Session.objects.get(user__isnull=False).user == ada_with_password


def test_it_leads_to_where_one_wanted_to_go(client, ada_with_password):
    page = client.get("/platform/agents/?q=a", follow=True)
    assert 'name="next" value="/platform/agents/?q=a"' in page.text

    assert sign_in(client, next="/platform/agents/?q=a")["Location"] == "/platform/agents/?q=a"


@pytest.mark.parametrize("where", HOSTILE)
def test_it_never_leads_out_of_the_site(client, ada_with_password, where):
    assert client.get(PAGE, {"next": where}).status_code == 200

    assert sign_in(client, next=where)["Location"] == "/"
    assert client.get(PAGE, {"next": where})["Location"] == "/"


@pytest.mark.shared
def test_hostile_values_lead_nowhere_else(client, ada_with_password, shared):
    with open(shared / "badinput/manifest.tsv", encoding="utf-8", newline="") as file:
        rows = [
            row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if row["kind"] == "apiquery"
        ]
    assert rows
    client.force_login(ada_with_password)
    for row in rows:
        name, _, line = row["path"].partition("#")
        given = json.loads((shared / "badinput" / name).read_text(encoding="utf-8").split("\n")[int(line)])
        where = given if isinstance(given, str) else json.dumps(given)
        where = where.partition("next=")[2] or where

        response = client.get(PAGE, {"next": where})

        assert response.status_code == 302
        assert response["Location"].startswith("/"), row["id"]
        assert not response["Location"].startswith(("//", "/\\")), row["id"]


def test_who_is_signed_in_is_led_on(as_ada):
    assert as_ada.get(PAGE)["Location"] == "/"
    assert as_ada.get(PAGE, {"next": "/platform/"})["Location"] == "/platform/"


def test_the_form_is_there_when_anybody_has_a_password(client, ada):
    assert "agentsite up" in client.get(PAGE).text
    assert 'type="password"' not in client.get(PAGE).text

    ada.set_password(PASSWORD)
    ada.save()

    page = client.get(PAGE).text
    assert "agentsite up" in page
    assert 'autocomplete="username"' in page
    assert 'autocomplete="current-password"' in page


def test_the_page_of_the_link_leads_to_signing_in(client, db):
    assert client.get("/welcome/")["Location"] == PAGE


def test_a_new_session_begins_with_signing_in(client, ada_with_password):
    client.get(PAGE, {"next": "/platform/"})
    before = client.session.session_key

    sign_in(client)

    assert client.session.session_key != before
    assert Session.objects.get(user=ada_with_password).address == "127.0.0.1"


def test_nobody_makes_an_account_without_an_invitation(client, db):
    for response in (client.get("/account/sign-up/"), client.post("/account/sign-up/", {"username": "eve"})):
        assert response.status_code == 403
        assert "Ask an owner of a team for an invitation" in response.text
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "address", ["/account/sign-out/", "/account/mail/sent/", "/accounts/login/", "/account/signup/"]
)
def test_pages_of_the_library_that_nobody_looked_at_are_not_there(as_ada, address):
    assert as_ada.get(address).status_code == 404


def test_signing_out_leads_to_signing_in_and_clears_the_browser(as_ada):
    response = as_ada.post("/sign-out/")

    assert response["Location"] == PAGE
    assert "storage" in response["Clear-Site-Data"]


def test_what_happens_is_a_line_of_the_log(client, ada_with_password, caplog):
    with caplog.at_level(logging.INFO, "agents.account"):
        sign_in(client, "nobody", "wrong password")
        sign_in(client, "ada", "wrong password")
        sign_in(client)

    noted = [(record.action, record.user) for record in caplog.records if record.name == "agents.account"]
    assert noted == [
        ("sign-in.failed", "nobody"),
        ("sign-in.failed", ada_with_password.pk),
        ("sign-in.succeeded", ada_with_password.pk),
    ]
    assert PASSWORD not in caplog.text


def test_a_link_asks_for_the_second_factor(client, ada_with_password):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    TOTP.activate(ada_with_password, generate_totp_secret())
    assert Authenticator.objects.exists()

    response = client.post("/welcome/", {"key": issue_link(ada_with_password)})

    assert response["Location"] == "/account/sign-in/code/"
    assert not is_signed_in(client)
