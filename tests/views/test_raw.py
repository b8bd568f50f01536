"""The file itself, for people and scripts."""

import pytest

from agents.definition.blob import blob_id
from agents.operations.documents import archive_document, create_document

URL = "/platform/agents/qa.md"


def test_the_file_is_what_was_saved_byte_for_byte(as_rita, team, ada):
    source = "\ufeff---\r\nname: x\r\n---\r\nNo last line end\u2028\u00e9"
    create_document(team, kind="agent", path="agents/x.md", source=source, by=ada)

    response = as_rita.get("/platform/agents/x.md")

    assert response.content == source.encode()
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"


def test_the_etag_is_the_blob_id(as_ada, qa):
    assert as_ada.get(URL).headers["ETag"] == f'"{blob_id(qa.head.source)}"'


@pytest.mark.parametrize("sent", ['"{}"', 'W/"{}"', '"other", "{}"', "*"])
def test_who_has_the_file_already_gets_no_second_copy(as_ada, qa, sent):
    response = as_ada.get(URL, headers={"If-None-Match": sent.format(qa.head.blob_id)})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == f'"{qa.head.blob_id}"'


def test_who_has_an_older_file_gets_this_one(as_ada, qa):
    assert as_ada.get(URL, headers={"If-None-Match": '"older"'}).status_code == 200


def test_only_the_head_can_be_asked_for(as_ada, qa):
    response = as_ada.head(URL)

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Length"] == str(len(qa.head.source.encode()))


def test_the_browser_may_neither_guess_nor_run_anything(as_ada, qa):
    headers = as_ada.get(URL).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-cache"


def test_the_file_is_shown_or_saved_under_its_own_name(as_ada, qa):
    assert as_ada.get(URL).headers["Content-Disposition"] == 'inline; filename="qa.md"'
    assert as_ada.get(f"{URL}?download").headers["Content-Disposition"] == 'attachment; filename="qa.md"'


def test_an_archived_document_can_still_be_read(as_ada, qa, ada):
    archive_document(qa, by=ada)

    assert as_ada.get(URL).status_code == 200


def test_a_guideline_is_a_file_too(as_rita, tone):
    assert as_rita.get("/platform/guidelines/tone.md").content == tone.head.source.encode()


def test_strangers_learn_nothing(as_eve, qa):
    assert as_eve.get(URL).status_code == 404


def test_nobody_writes_through_it(as_ada, qa):
    assert as_ada.post(URL).status_code == 405
