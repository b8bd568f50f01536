"""Rename, archive and restore."""

import re

import pytest

from agents.operations.documents import archive_document, create_document

URL = "/platform/agents/qa/"


def test_a_document_gets_another_name_and_folder(as_ben, qa):
    response = as_ben.post(f"{URL}rename/", {"name": "tester", "folder": "web"}, follow=True)

    qa.refresh_from_db()
    assert qa.path == "agents/web/tester.md"
    assert response.redirect_chain[-1][0] == "/platform/agents/tester/"
    assert "agents/qa.md is now agents/web/tester.md." in response.text
    assert qa.head.message == "Renamed from agents/qa.md"


def test_the_form_shows_what_stands_there(as_ben, team, ada):
    create_document(team, kind="agent", path="agents/web/Front End.md", source="x", by=ada)

    text = as_ben.get("/platform/agents/front-end/rename/").text

    assert 'value="Front End"' in text
    assert 'value="web"' in text


def test_an_imported_name_may_stay_while_the_folder_changes(as_ben, team, ada):
    document = create_document(team, kind="agent", path="agents/web/Front End.md", source="x", by=ada)

    as_ben.post("/platform/agents/front-end/rename/", {"name": "Front End", "folder": ""})

    document.refresh_from_db()
    assert document.path == "agents/Front End.md"


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("", ""),
        ("Not Good", ""),
        ("edit", ""),
        ("con", ""),
        ("x", "../.."),
        ("x", ".git"),
        ("x\0", ""),
        ("x" * 300, ""),
    ],
)
def test_a_bad_name_is_refused_and_kept_in_the_form(as_ben, qa, name, folder):
    response = as_ben.post(f"{URL}rename/", {"name": name, "folder": folder})

    assert response.status_code == 422
    assert response.context["form"].errors
    qa.refresh_from_db()
    assert qa.path == "agents/qa.md"


def test_a_taken_name_is_a_conflict(as_ben, qa, team, ada):
    create_document(team, kind="agent", path="agents/git.md", source="x", by=ada)

    response = as_ben.post(f"{URL}rename/", {"name": "git", "folder": ""})

    assert response.status_code == 409
    assert "exists already" in response.text
    assert 'value="git"' in response.text


def test_the_same_name_changes_nothing(as_ben, qa):
    response = as_ben.post(f"{URL}rename/", {"name": "qa", "folder": ""}, follow=True)

    assert "Nothing was changed." in response.text
    assert qa.revisions.count() == 1


def test_an_archived_document_is_not_renamed(as_ben, qa, ada):
    archive_document(qa, by=ada)

    response = as_ben.post(f"{URL}rename/", {"name": "tester", "folder": ""})

    assert response.status_code == 409
    assert "Restore it to change it." in response.text


def test_archiving_offers_the_way_back(as_vera, qa):
    response = as_vera.post(f"{URL}archive/", follow=True)

    qa.refresh_from_db()
    assert qa.is_archived
    assert "Archived qa." in response.text
    undo = re.search(r'action="(/platform/activity/\d+/undo/)"', response.text)[1]

    assert as_vera.post(undo, follow=True).redirect_chain[-1][0] == URL
    qa.refresh_from_db()
    assert not qa.is_archived


def test_restoring_brings_it_back(as_vera, qa, ada):
    archive_document(qa, by=ada)

    response = as_vera.post(f"{URL}restore/", follow=True)

    qa.refresh_from_db()
    assert not qa.is_archived
    assert response.redirect_chain[-1][0] == URL


@pytest.mark.parametrize("page", ["rename/", "archive/", "restore/"])
def test_a_reader_may_not(as_rita, qa, page):
    assert as_rita.post(URL + page, {"name": "x"}).status_code == 403


@pytest.mark.parametrize("page", ["rename/", "archive/", "restore/"])
def test_strangers_learn_nothing(as_eve, qa, page):
    assert as_eve.post(URL + page, {"name": "x"}).status_code == 404


@pytest.mark.parametrize("page", ["rename/", "archive/", "restore/"])
def test_who_is_signed_out_is_asked_to_sign_in(client, qa, page):
    assert client.post(URL + page).status_code == 302


@pytest.mark.parametrize("page", ["archive/", "restore/"])
def test_a_change_is_never_a_link(as_ben, qa, page):
    assert as_ben.get(URL + page).status_code == 405
