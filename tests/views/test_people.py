"""The page of a team's people: everybody sees who is there, owners change it."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from agents.models import Invitation, Membership, Role, User
from agents.operations import invitations
from tests.conftest import person

URL = "/platform/people/"
PASSWORD = "violet harbour tractor"


@pytest.fixture
def ada_signed_in(client, team, ada):
    """Ada, who has a password and just signed in with it."""
    ada.set_password(PASSWORD)
    ada.save()
    assert client.post("/account/sign-in/", {"login": "ada", "password": PASSWORD}).status_code == 302
    return client


def of(user) -> Membership:
    return Membership.objects.get(user=user, team__slug="platform")


def invite(client, **fields):
    return client.post(f"{URL}invite/", {"role": "20", "email": ""} | fields)


def link_in(response) -> str:
    return re.search(r'id="link" value="http://testserver(/invitation/\?key=[\w-]+)"', response.text)[1]


def test_everybody_sees_who_is_there(as_rita, ada, ben):
    text = as_rita.get(URL).text

    assert all(name in text for name in ("Ada", "Ben", "Rita", "Owner", "Author", "Reader"))
    assert "3 people are in Platform team." in text


def test_a_reader_has_no_buttons_but_to_leave(as_rita, ada, ben):
    invitations.invite(ada.teams.get(), role=Role.READER, by=ada, email="new@example.org")

    text = as_rita.get(URL).text

    assert "new@example.org" not in text
    assert "Invite somebody" not in text
    assert "/role/" not in text
    assert f"{URL}leave/" in text


def test_who_is_alone_sees_no_clutter(as_ada):
    text = as_ada.get(URL).text

    assert "You are alone in Platform team." in text
    assert "Leave…" not in text
    assert "/role/" not in text
    assert "Switch team" not in text


def test_the_first_invitation_asks_for_a_password_and_leads_back(as_ada, ada):
    response = invite(as_ada, role="30", email="new@example.org")

    assert not Invitation.objects.exists()
    assert response.headers["Location"].startswith("/account/password/first/?next=")
    page = as_ada.get(response.headers["Location"])
    assert "Choose a password first." in page.text
    back = as_ada.post(response.headers["Location"], {"password1": PASSWORD, "password2": PASSWORD})
    assert back.headers["Location"] == "/platform/people/?role=30&email=new%40example.org#invite"
    text = as_ada.get(back.headers["Location"]).text
    assert 'value="new@example.org"' in text
    assert re.search(r'value="30"[^>]*checked', text)
    assert "Hand this link over" in invite(as_ada, role="30").text
    assert Invitation.objects.get().role == Role.REVIEWER


def test_the_link_is_shown_once(ada_signed_in):
    response = invite(ada_signed_in, email="new@example.org")

    assert response.status_code == 200
    link = link_in(response)
    assert "Come into Platform team" in ada_signed_in.get(link).text
    again = ada_signed_in.get(URL).text
    assert link.partition("=")[2] not in again
    assert "new@example.org" in again
    assert mail.outbox == []


def test_it_is_mailed_where_there_is_mail(ada_signed_in, settings):
    settings.MAIL_IS_CONFIGURED = True

    response = invite(ada_signed_in, email="New@Example.org")

    (message,) = mail.outbox
    assert message.to == ["new@example.org"]
    assert message.subject == "Ada invites you to Platform team"
    assert f"http://testserver{link_in(response)}&mailed=" in message.body
    assert "as author" in message.body
    assert "mailed=" not in response.text


def test_names_from_before_they_were_checked_break_no_mail(ada_signed_in, settings, team, ada):
    settings.MAIL_IS_CONFIGURED = True
    User.objects.filter(pk=ada.pk).update(display_name="Ada\r\nBcc: eve@example.org")
    type(team).objects.filter(pk=team.pk).update(name="Team\nX: y")

    invite(ada_signed_in, email="new@example.org")

    (message,) = mail.outbox
    assert message.subject == "Ada‹U+000D› Bcc: eve@example.org invites you to Team X: y"
    assert message.recipients() == ["new@example.org"]


@pytest.mark.parametrize("fields", [{"role": "50"}, {"role": ""}, {"role": "x"}, {"email": "nobody"}])
def test_what_is_wrong_is_said_and_nobody_is_invited(ada_signed_in, fields):
    response = invite(ada_signed_in, **fields)

    assert response.status_code == 422
    assert "aria-invalid" in response.text or 'role="alert"' in response.text
    assert not Invitation.objects.exists()


def test_too_many_are_answered_429(ada_signed_in, monkeypatch):
    monkeypatch.setattr("agents.limits.INVITATIONS_A_DAY", 2)
    assert [invite(ada_signed_in).status_code for _ in range(3)] == [200, 200, 429]

    response = invite(ada_signed_in, email="kept@example.org")

    assert "2 invitations within a day" in response.text
    assert 'value="kept@example.org"' in response.text
    assert int(response.headers["Retry-After"]) > 86_000


def test_a_new_link_and_taking_back(ada_signed_in, team, ada):
    sent = invitations.invite(team, role=Role.READER, by=ada)

    response = ada_signed_in.post(f"{URL}invitations/{sent.invitation.pk}/new/")
    assert response.status_code == 200
    assert sent.key not in link_in(response)
    new = Invitation.objects.get(revoked_at=None)
    told = ada_signed_in.post(f"{URL}invitations/{new.pk}/revoke/", follow=True)
    assert "is taken back" in told.text
    assert ada_signed_in.get(link_in(response)).status_code == 410
    assert ada_signed_in.post(f"{URL}invitations/{new.pk}/revoke/").status_code == 410


def test_a_role_is_changed(as_ada, ben):
    response = as_ada.post(f"{URL}{of(ben).pk}/role/", {"role": "30", "is_security_reviewer": "on"}, follow=True)

    assert "Ben is a reviewer and a security reviewer." in response.text
    assert of(ben).role == Role.REVIEWER


def test_the_next_request_obeys_a_changed_role(as_ben, team, ben, ada, qa, client):
    assert as_ben.get("/platform/agents/qa/edit/").status_code == 200

    Membership.objects.filter(user=ben).update(role=Role.READER)
    assert as_ben.get("/platform/agents/qa/edit/").status_code == 403

    of(ben).delete()
    assert as_ben.get("/platform/").status_code == 404


@pytest.mark.parametrize("role", ["50", "0", "", "x"])
def test_a_role_there_is_not_changes_nothing(as_ada, ben, role):
    response = as_ada.post(f"{URL}{of(ben).pk}/role/", {"role": role})

    assert response.status_code == 422
    assert of(ben).role == Role.AUTHOR


def test_the_last_owner_is_told_so(as_ada, ada, ben):
    response = as_ada.post(f"{URL}{of(ada).pk}/role/", {"role": "20"})

    assert response.status_code == 409
    assert "Ada is the only owner of Platform team." in response.text
    left = as_ada.post(f"{URL}leave/")
    assert left.status_code == 409
    assert "only owner" in left.text


def test_a_member_is_removed_after_a_look(as_ada, ben):
    address = f"{URL}{of(ben).pk}/remove/"

    assert "Remove Ben from Platform team?" in as_ada.get(address).text
    response = as_ada.post(address, follow=True)

    assert "Ben is not in Platform team any more." in response.text
    assert not Membership.objects.filter(user=ben).exists()
    assert as_ada.post(address).status_code == 404


def test_who_leaves_is_told_where_they_are(as_ben):
    response = as_ben.post(f"{URL}leave/", follow=True)

    assert response.status_code == 403
    assert "You are not in a team" in response.text
    assert as_ben.get("/teams/").status_code == 200


def test_what_matters_asks_again_and_goes_on_where_it_was(ada_signed_in, ada, ben, settings):
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0

    asked = ada_signed_in.post(f"{URL}{of(ben).pk}/role/", {"role": "30"})
    assert asked.headers["Location"].startswith("/account/again/?next=")
    assert of(ben).role == Role.AUTHOR

    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
    done = ada_signed_in.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    assert "Ben is a reviewer." in done.text
    assert of(ben).role == Role.REVIEWER


def test_going_on_asks_for_permission_again(ada_signed_in, team, ada, ben, settings):
    Membership.objects.create(team=team, user=person("zoe"), role=Role.OWNER)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    asked = ada_signed_in.post(f"{URL}{of(ben).pk}/role/", {"role": "30"})
    Membership.objects.filter(user=ada).update(role=Role.REVIEWER)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900

    done = ada_signed_in.post(asked.headers["Location"], {"password": PASSWORD})

    assert done.status_code == 403
    assert of(ben).role == Role.AUTHOR


def test_names_are_shown_as_text(as_ada, ben):
    User.objects.filter(pk=ben.pk).update(display_name="<b>Ben</b>")

    assert "&lt;b&gt;Ben&lt;/b&gt;" in as_ada.get(URL).text


def test_queries_do_not_grow(as_ada, team, ada, django_assert_max_num_queries):
    for at in range(30):
        Membership.objects.create(team=team, user=person(f"p{at}"), role=Role.READER)
        Invitation.objects.create(
            team=team, role=10, key_hash=str(at), invited_by=ada, expires_at=timezone.now(), email=f"{at}@example.org"
        )

    with django_assert_max_num_queries(8):
        assert "31 people" in as_ada.get(URL).text


def test_who_has_several_teams_switches_from_everywhere(as_ada, ada, team):
    from agents.operations.teams import found_team

    found_team("Second", by=ada)

    text = as_ada.get("/platform/agents/").text
    assert "Switch team" in text
    assert 'data-action="Switch to Second"' in text
    assert "Switch to Platform team" not in text
