"""What holds for every answer of the site, whatever was asked."""

import pytest

from agents.models import Document, Event, Revision, Team, User

PAGES = ["/", "/welcome/", "/settings/", "/platform/", "/platform/activity/", "/nowhere/", "/healthz"]


@pytest.mark.parametrize("address", PAGES)
def test_it_carries_the_strict_policy(as_ada, address):
    response = as_ada.get(address)

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert response.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(("given", "kept"), [("abc-1.2_3", True), ("a b", False), ("x" * 65, False), ("<b>", False)])
def test_a_request_id_is_taken_only_when_well_formed(client, given, kept):
    response = client.get("/healthz", headers={"X-Request-ID": given})

    assert (response.headers["X-Request-ID"] == given) is kept


def test_a_page_for_people_is_never_stored(as_ada):
    assert as_ada.get("/platform/").headers["Cache-Control"] == "no-store"


def test_an_oversized_body_is_refused_unread(as_ada, monkeypatch):
    monkeypatch.setattr("agents.limits.REQUEST_BYTES", 1_000)

    response = as_ada.post("/settings/", {"display_name": "x" * 2_000})

    assert response.status_code == 413
    assert "Content-Security-Policy" in response.headers


def test_a_foreign_host_is_refused(as_ada):
    assert as_ada.get("/platform/", headers={"Host": "evil.invalid"}).status_code == 400


def test_forwarded_headers_mean_nothing(as_ada):
    response = as_ada.get("/", headers={"X-Forwarded-Host": "evil.invalid", "X-Forwarded-Proto": "https"})

    assert "evil.invalid" not in response.headers["Location"]


def test_writes_without_a_token_are_refused(ada, team, qa):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ada)
    for page in ("/settings/", "/platform/agents/qa/archive/", "/platform/live/", "/sign-out/"):
        assert strict.post(page, headers={"HX-Request": "true"}).status_code == 403


def test_reading_changes_nothing(as_ada, qa, tone):
    def everything():
        return [list(model.objects.order_by("pk").values()) for model in (Document, Revision, Event, Team, User)]

    before = everything()
    for page in PAGES:
        as_ada.get(page)

    assert everything() == before
