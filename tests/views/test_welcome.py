"""The first minute: the link, the first page, the demo."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agents.models import AccessLink, Document, Team
from agents.operations.people import first_owner, issue_link

WELCOME = "/welcome/"


@pytest.fixture
def key(db):
    return issue_link(first_owner())


def test_opening_the_link_spends_nothing(client, key):
    response = client.get(WELCOME, {"key": key})

    assert response.status_code == 200
    assert key in response.text
    assert AccessLink.objects.get().used_at is None


def test_the_link_signs_in_once(client, key):
    first = client.post(WELCOME, {"key": key})
    client.logout()
    second = client.post(WELCOME, {"key": key})

    assert (first.status_code, first["Location"]) == (302, WELCOME)
    assert second.status_code == 403
    assert "used already or is too old" in second.text


def test_an_old_link_signs_nobody_in(client, key):
    AccessLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert client.post(WELCOME, {"key": key}).status_code == 403


def test_only_the_newest_link_works(client, key):
    newer = issue_link(first_owner())

    assert client.post(WELCOME, {"key": key}).status_code == 403
    assert client.post(WELCOME, {"key": newer}).status_code == 302


def test_the_key_is_not_kept_in_clear(key):
    assert key not in AccessLink.objects.get().key_hash


def test_without_a_link_the_page_says_how_to_get_one(client, db):
    response = client.get(WELCOME, follow=True)

    assert response.status_code == 200
    assert "agentsite up" in response.text


def test_an_empty_site_offers_three_ways_to_begin(client, db):
    client.force_login(first_owner())

    response = client.get(WELCOME)

    for name, arguments in [("add-demo", []), ("import", ["team"]), ("new-document", ["team", "agents"])]:
        assert reverse(name, args=arguments) in response.text


def test_who_has_a_library_goes_home(as_ada, qa):
    assert as_ada.get(WELCOME, follow=True).redirect_chain[-1] == ("/platform/", 302)


def test_pages_send_strangers_to_sign_in(client, team):
    response = client.get("/platform/")

    assert (response.status_code, response["Location"]) == (302, "/account/sign-in/?next=/platform/")


def test_htmx_is_told_to_load_the_page_to_sign_in(client, team):
    response = client.get("/platform/", headers={"HX-Request": "true"})

    assert response.status_code == 401
    assert response["HX-Redirect"].startswith("/account/sign-in/")


def test_the_demo_comes_and_goes_and_comes_back(as_ada, qa):
    as_ada.post("/welcome/demo/")
    assert Document.objects.filter(team__slug="demo").count() == 8
    assert as_ada.get("/demo/").status_code == 200

    as_ada.post("/demo/remove-demo/")
    assert as_ada.get("/demo/").status_code == 404

    as_ada.post("/welcome/demo/")
    assert as_ada.get("/demo/").status_code == 200
    assert Team.objects.filter(slug="demo").count() == 1


def test_a_real_team_cannot_be_removed_as_a_demo(as_ada, qa):
    as_ada.post("/platform/remove-demo/")

    assert as_ada.get("/platform/").status_code == 200


def test_authors_cannot_add_the_demo(as_ben):
    assert as_ben.post("/welcome/demo/").status_code == 403


def test_signing_out_needs_a_post_and_ends_the_session(as_ada):
    assert as_ada.get("/sign-out/").status_code == 405

    as_ada.post("/sign-out/")

    assert as_ada.get("/platform/").status_code == 302


def test_the_demo_has_exactly_one_flaw(as_ada):
    as_ada.post("/welcome/demo/")

    skipped = Document.objects.filter(team__slug="demo", verdict=Document.Verdict.SKIPPED)
    noted = Document.objects.filter(team__slug="demo", verdict=Document.Verdict.NOTED)

    assert [document.name for document in skipped] == ["information"]
    assert not noted
