"""Where an invitation's link leads."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core import mail

from agents.models import Invitation, Membership, Role, User
from agents.operations import invitations
from tests.access.asking import tables

PASSWORD = "violet harbour tractor"


@pytest.fixture
def sent(team, ada):
    return invitations.invite(team, role=Role.AUTHOR, by=ada, email="cleo@example.org")


def url(sent) -> str:
    return f"/invitation/?key={sent.key}"


def join(client, sent, **fields):
    typed = {"username": "cleo", "display_name": "Cleo", "email": "cleo@example.org", "password": PASSWORD}
    return client.post("/invitation/", typed | {"key": sent.key} | fields)


def test_it_says_who_invites_to_what_as_what(client, sent):
    text = client.get(url(sent)).text

    assert "Come into Platform team" in text
    assert "Ada invites you as author." in text
    assert 'value="cleo@example.org"' in text


def test_opening_it_changes_nothing(client, sent):
    before = tables()

    client.get(url(sent))
    client.head(url(sent))

    assert tables() == before


def test_somebody_new_makes_an_account_and_is_in(client, sent):
    response = join(client, sent)

    assert response.headers["Location"] == "/platform/"
    text = client.get("/platform/").text
    assert "You are in Platform team as author." in text
    assert get_user(client).username == "cleo"
    assert Membership.objects.get(user__username="cleo").role == Role.AUTHOR
    assert client.get("/elsewhere/").status_code == 404


def test_the_mailed_link_confirms_the_address(client, team, ada, settings):
    settings.MAIL_IS_CONFIGURED = True
    ada.set_password(PASSWORD)
    ada.save()
    client.post("/account/sign-in/", {"login": "ada", "password": PASSWORD})
    client.post("/platform/people/invite/", {"role": "10", "email": "cleo@example.org"})
    client.post("/sign-out/")
    link = re.search(r"http://testserver(\S+)", mail.outbox[-1].body)[1]

    page = client.get(link).text
    hidden = dict(re.findall(r'name="(key|mailed)" value="([^"]+)"', page))
    assert hidden.keys() == {"key", "mailed"}
    typed = {"username": "cleo", "email": "cleo@example.org", "password": PASSWORD}
    client.post("/invitation/", hidden | typed)

    assert EmailAddress.objects.get(email="cleo@example.org").verified


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"username": "ADA"}, "taken"),
        ({"username": "a b"}, "Use up to 40"),
        ({"username": ""}, "Choose a username."),
        ({"display_name": "a\nb"}, "more than one line"),
        ({"display_name": "\u202eA"}, "cannot be seen"),
        ({"display_name": "x" * 81}, "80"),
        ({"email": "nobody"}, "valid email"),
        ({"password": "short"}, "too short"),
        ({"password": ""}, "Choose a password."),
        ({"password": "cleo@example.org"}, "Password"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_kept(client, sent, fields, said):
    response = join(client, sent, **fields)

    assert response.status_code == 422
    assert said in response.text
    assert PASSWORD not in response.text
    assert not User.objects.filter(username="cleo").exists()
    assert client.get(url(sent)).status_code == 200


def test_an_address_somebody_has_leads_to_signing_in(client, sent, ben):
    User.objects.filter(pk=ben.pk).update(email="cleo@example.org")

    response = join(client, sent)

    assert response.status_code == 409
    assert "Sign in with it" in response.text
    assert f"/account/sign-in/?next=%2Finvitation%2F%3Fkey%3D{sent.key}" in response.text


def test_who_has_an_account_signs_in_and_comes_back(client, sent, eve):
    eve.set_password(PASSWORD)
    eve.save()
    page = client.get(url(sent)).text
    sign_in = re.search(r'href="(/account/sign-in/[^"]+)"', page)[1]

    back = client.post(sign_in, {"login": "eve", "password": PASSWORD, "next": url(sent)})

    assert back.headers["Location"] == url(sent)
    assert "You are signed in as <b>Eve</b>" in client.get(url(sent)).text


def test_who_is_signed_in_comes_in_with_one_button(as_eve, sent, eve):
    response = as_eve.post("/invitation/", {"key": sent.key}, follow=True)

    assert "You are in Platform team as author." in response.text
    assert Membership.objects.get(user=eve, team__slug="platform").role == Role.AUTHOR


def test_who_is_in_already_is_led_there(as_ben, sent):
    response = as_ben.post("/invitation/", {"key": sent.key}, follow=True)

    assert "You are in Platform team already." in response.text
    assert Invitation.objects.get().accepted_at is None


@pytest.mark.parametrize("key", ["", "never", "a" * 5_000, "%00", "%ff"])
def test_a_link_that_never_was_says_so(client, sent, key):
    response = client.get(f"/invitation/?key={key}")

    assert response.status_code == 410
    assert "no such invitation" in response.text
    assert client.post("/invitation/", {"key": key, "username": "cleo", "password": PASSWORD}).status_code == 410


def test_a_used_link_says_so(client, sent):
    join(client, sent)
    client.post("/sign-out/")

    assert "accepted already" in client.get(url(sent)).text
    assert join(client, sent, username="late", email="").status_code == 410
    assert not User.objects.filter(username="late").exists()


def test_the_key_is_kept_in_no_page_of_the_browser(client, sent):
    response = client.get(url(sent))

    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] == "same-origin"
