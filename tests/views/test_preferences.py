"""What people choose for themselves."""

import pytest

from agents.models import User


def test_a_name_is_saved(as_ada, ada):
    response = as_ada.post("/settings/", {"display_name": "Ada Lovelace"})

    assert response.status_code == 302
    assert User.objects.get(pk=ada.pk).shown_name == "Ada Lovelace"


def test_a_name_that_is_too_long_is_refused_and_kept(as_ada):
    response = as_ada.post("/settings/", {"display_name": "x" * 81})

    assert response.status_code == 422
    assert "x" * 81 in response.text


def test_the_theme_alone_may_be_sent(as_ada, ada):
    as_ada.post("/settings/appearance/", {"theme": "dark", "next": "/platform/"})

    changed = User.objects.get(pk=ada.pk)
    assert (changed.theme, changed.density, changed.shortcuts) == ("dark", "comfortable", True)
    assert 'data-theme="dark"' in as_ada.get("/platform/").text


def test_the_whole_form_can_switch_shortcuts_off(as_ada, ada):
    as_ada.post("/settings/appearance/", {"whole": "1", "theme": "light", "density": "compact"})

    changed = User.objects.get(pk=ada.pk)
    assert (changed.theme, changed.density, changed.shortcuts) == ("light", "compact", False)
    assert 'data-shortcuts="off"' in as_ada.get("/platform/").text


def test_an_unknown_theme_changes_nothing(as_ada, ada):
    as_ada.post("/settings/appearance/", {"theme": "neon"})

    assert User.objects.get(pk=ada.pk).theme == "system"


@pytest.mark.parametrize("address", ["//evil.invalid", "https://evil.invalid", "/\\evil.invalid", "javascript:1"])
def test_it_never_leads_elsewhere(as_ada, address):
    response = as_ada.post("/settings/appearance/", {"theme": "dark", "next": address})

    assert response["Location"] == "/settings/"


def test_strangers_must_sign_in(client, db):
    assert client.get("/settings/").status_code == 302
