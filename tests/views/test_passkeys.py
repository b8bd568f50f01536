"""Passkeys without a browser: named, removed, refused.  See also tests/browser/test_passkeys.py."""

import json

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from agents import limits
from tests.passkeys import add_passkey

PAGE = "/account/two-factor/"
ADD = "/account/two-factor/passkeys/add/"
SIGN_IN = "/account/sign-in/passkey/"


def question(response) -> dict:
    return response.context["js_data"]["creation_options"]["publicKey"]


@pytest.fixture
def laptop(ada):
    return add_passkey(ada, "Laptop")


@pytest.fixture
def known(as_ada, ada, laptop, monkeypatch):
    """Ada, who confirmed a moment ago that it is her."""
    import time

    session = as_ada.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(ada.pk)
    session.save()
    return as_ada


def at(passkey, what: str) -> str:
    return f"{PAGE}passkeys/{passkey.pk}/{what}/"


def test_each_is_told_with_its_name_and_what_it_can(as_ada, ada, laptop):
    add_passkey(ada, "Old key", names_its_person=False)

    text = as_ada.get(PAGE).text

    assert text.index("Laptop") < text.index("Signs you in by itself") < text.index("Old key")
    assert "Second step after the password" in text


def test_a_new_one_is_asked_to_name_its_person_and_is_none_of_the_old(known, laptop):
    asked = question(known.get(ADD))

    assert asked["authenticatorSelection"]["residentKey"] == "preferred"
    assert [one["id"] for one in asked["excludeCredentials"]] == [laptop.data["credential"]["id"]]
    assert asked["rp"] == {"id": "testserver", "name": "agentsite"}
    assert asked["user"]["displayName"] == "Ada"


def test_the_browser_gives_the_first_name(known):
    page = known.get(ADD, HTTP_USER_AGENT="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")

    assert 'value="Firefox on Linux"' in page.text


ANSWER = '{"id": "AAAA", "rawId": "AAAA", "type": "public-key", "response": '
MALFORMED = [
    "",
    "no json",
    "{}",
    "[]",
    "1",
    "null",
    "[" * 100_000,
    ANSWER + '{"userHandle": "OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5"}}',
    '{"id": 1}',
    '{"rawId": "AAAA"}',
    '{"id": "AAAA", "rawId": "AAAA", "type": "public-key"}',
    ANSWER + '{"userHandle": 1}}',
    ANSWER + '{"userHandle": "MQ", "clientDataJSON": "AAAA"}}',
    ANSWER + '"AAAA"}',
    ANSWER + '{"clientDataJSON": "e30", "attestationObject": "oA"}}',
    '{"id": "A\\u0000", "rawId": "é", "type": "public-key", "response": {"userHandle": "_w"}}',
]


@pytest.mark.parametrize("credential", MALFORMED)
def test_what_is_no_passkey_is_refused(known, ada, credential):
    response = known.post(ADD, {"name": "x", "credential": credential})

    assert response.status_code == 422
    assert ada.authenticator_set.count() == 1


def test_one_that_answers_an_older_question_is_refused_in_words(known, ada):
    credential = add_passkey(ada, "made elsewhere").data["credential"]
    ada.authenticator_set.filter(data__name="made elsewhere").delete()
    known.get(ADD)

    response = known.post(ADD, {"name": "x", "credential": json.dumps(credential)})

    assert "The passkey was not accepted" in response.text


def test_it_is_renamed(known, laptop):
    known.post(at(laptop, "name"), {"name": "Work laptop"})

    assert Authenticator.objects.get(pk=laptop.pk).wrap().name == "Work laptop"


@pytest.mark.parametrize("name", ["", "x" * 61])
def test_a_name_must_be_one(known, laptop, name):
    assert known.post(at(laptop, "name"), {"name": name}).status_code == 422
    assert Authenticator.objects.get(pk=laptop.pk).wrap().name == "Laptop"


def test_the_last_one_is_removed_with_the_recovery_codes(known, ada, laptop):
    RecoveryCodes.activate(ada)
    assert "only the link that" in known.get(at(laptop, "remove")).text

    known.post(at(laptop, "remove"))

    assert not ada.authenticator_set.exists()


@pytest.mark.parametrize("what", ["name", "remove"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_that_of_somebody_else_is_not_there(as_ben, laptop, what, method):
    assert getattr(as_ben, method)(at(laptop, what), {"name": "mine"}).status_code == 404
    assert Authenticator.objects.get(pk=laptop.pk).wrap().name == "Laptop"


def test_signing_in_asks_for_anybody_s_and_wants_to_be_sure_who_it_is(client, laptop):
    asked = client.get(SIGN_IN, HTTP_ACCEPT="application/json").json()["request_options"]["publicKey"]

    assert asked["allowCredentials"] == []
    assert asked["userVerification"] == "required"


@pytest.mark.parametrize("credential", MALFORMED)
def test_one_nobody_has_leads_back_and_keeps_where_to_go(client, laptop, credential):
    client.get(SIGN_IN, HTTP_ACCEPT="application/json")

    response = client.post(SIGN_IN, {"credential": credential, "next": "/settings/"})

    assert response["Location"] == "/account/sign-in/?passkey=unknown&next=%2Fsettings%2F"
    assert client.get("/settings/").status_code == 302


@pytest.mark.parametrize(
    ("host", "says", "way"),
    [
        ("127.0.0.1:8000", "opened by a number", f"http://localhost:8000{ADD}"),
        ("[::1]:8000", "opened by a number", f"http://localhost:8000{ADD}"),
        ("192.0.2.1", "by its name instead", ""),
    ],
)
def test_where_the_page_was_opened_by_a_number_it_says_so(known, settings, host, says, way):
    settings.ALLOWED_HOSTS = ["*"]

    text = known.get(ADD, HTTP_HOST=host).text

    assert says in text
    assert way in text
    assert "data-passkey=" not in text


def test_adding_and_removing_is_logged(known, laptop, caplog, ada):
    with caplog.at_level("INFO", logger="agents.account"):
        known.post(at(laptop, "remove"))

    assert [record.getMessage() for record in caplog.records if record.name == "agents.account"] == ["passkey.removed"]


def test_questions_are_limited(client, laptop):
    for _ in range(limits.SIGN_IN_REQUESTS):
        assert client.get(SIGN_IN, HTTP_ACCEPT="application/json").status_code == 200

    assert client.get(SIGN_IN, HTTP_ACCEPT="application/json").status_code == 429


UNKNOWN = "This passkey is not one of yours here"


def test_one_that_does_not_confirm_it_is_oneself_says_so(known, laptop):
    response = known.post("/account/again/passkey/", {"credential": '{"id": 1}'})

    assert response.status_code == 422
    assert UNKNOWN in response.text


def test_one_that_is_no_second_step_says_so(client, ada, team, laptop):
    ada.set_password("a long enough sentence")
    ada.save()
    client.post("/account/sign-in/", {"login": "ada", "password": "a long enough sentence"})

    response = client.post("/account/sign-in/code/", {"credential": '{"id": 1}'})

    assert response.status_code == 422
    assert UNKNOWN in response.text
    assert client.get("/settings/").status_code == 302


def test_many_ask_no_more_of_the_database(as_ada, ada, django_assert_max_num_queries):
    for at in range(12):
        add_passkey(ada, f"Key {at}")

    with django_assert_max_num_queries(8):
        as_ada.get(PAGE)
