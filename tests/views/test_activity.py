"""The record as a page, narrowed, and as a file."""

import csv
import io
import json

import pytest

from agents.definition.invisible import spelled_out
from agents.models import Event
from agents.operations.archiving import archive_documents
from agents.operations.audit import record
from agents.operations.documents import archive_document, rename_document, restore_document, save_document

URL = "/platform/activity/"


def test_every_kind_of_write_is_told(as_ada, qa, ada):
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)
    rename_document(qa, "agents/tester.md", by=ada)
    archive_document(qa, by=ada)
    restore_document(qa, by=ada)

    text = as_ada.get(URL).text

    for phrase in ("added", "saved", "renamed", "archived", "restored"):
        assert phrase in text


def test_strangers_learn_nothing(as_eve, team):
    assert as_eve.get(URL).status_code == 404


def test_readers_may_look(as_rita):
    assert as_rita.get(URL).status_code == 200


def test_older_events_are_a_link_away(as_ada, team, ada):
    for number in range(60):
        record(team, ada, "document.saved", subject=f"agents/n{number}.md")

    first = as_ada.get(URL)
    second = as_ada.get(f"{URL}?{first.context['older']}")

    assert "agents/n59.md" in first.text
    assert "agents/n5.md" in second.text
    assert "agents/n59.md" not in second.text


def test_nonsense_in_the_address_shows_the_newest(as_ada, qa):
    for nonsense in ("abc", "-1", "9" * 40, "\u0661"):
        assert as_ada.get(URL, {"before": nonsense}).status_code == 200


def test_queries_do_not_grow(as_ada, team, ada, qa, django_assert_max_num_queries):
    for _ in range(40):
        record(team, ada, "document.saved", document=qa)

    with django_assert_max_num_queries(8):
        as_ada.get(URL)


def subjects(response):
    return [event.subject for event in response.context["events"]]


def rows(response):
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.fixture
def several(team, ada, ben, qa, tone):
    record(team, ben, "export.zip", subject="two files")
    record(team, None, "export.folder", subject="/srv/shop")
    record(team, ada, "view.saved", subject="Mine")


def test_the_address_narrows_by_person_kind_and_days(as_rita, several, ben):
    assert subjects(as_rita.get(URL, {"person": ben.pk})) == ["two files"]
    assert subjects(as_rita.get(URL, {"person": "agentsite"})) == ["/srv/shop"]
    assert subjects(as_rita.get(URL, {"kind": "exported"})) == ["/srv/shop", "two files"]
    assert subjects(as_rita.get(URL, {"kind": "exported", "person": ben.pk})) == ["two files"]
    assert subjects(as_rita.get(URL, {"kind": "other"})) == ["Platform team"]
    day = Event.objects.first().created_at.date().isoformat()
    assert len(subjects(as_rita.get(URL, {"since": day, "until": day}))) == 6
    empty = as_rita.get(URL, {"until": "2020-01-01"})
    assert (subjects(empty), "Nothing fits" in empty.text) == ([], True)


def test_what_cannot_be_asked_for_is_left_out(as_rita, several):
    for nonsense in (
        "person=x",
        "person=" + "9" * 40,
        "kind=x",
        "since=2020-13-01",
        "until=\u0661",
        "until=9999-12-31",
    ):
        assert len(subjects(as_rita.get(f"{URL}?{nonsense}"))) == 6
    assert subjects(as_rita.get(URL, {"person": "999999"})) == []


def test_older_pages_keep_what_was_asked_for(as_ada, team, ada, ben):
    for number in range(60):
        record(team, ben, "view.saved", subject=f"n{number}")
        record(team, ada, "view.saved", subject=f"other{number}")

    first = as_ada.get(URL, {"person": ben.pk})
    second = as_ada.get(f"{URL}?{first.context['older']}")

    assert subjects(first) + subjects(second) == [f"n{number}" for number in reversed(range(60))]


def test_a_document_shows_what_was_done_to_it_alone_and_with_others(as_rita, qa, tone, ada):
    archive_documents([qa, tone], by=ada)
    restore_document(tone, by=ada)

    page = as_rita.get("/platform/agents/qa/activity/")

    assert [event.action for event in page.context["events"]] == ["documents.archived", "document.created"]
    assert as_rita.get("/platform/agents/nobody/activity/").status_code == 404


def test_a_document_of_another_team_has_no_activity(as_eve, qa):
    for address in ("activity/", "activity/file/"):
        assert as_eve.get(f"/platform/agents/qa/{address}").status_code == 404
    assert as_eve.get(f"{URL}file/").status_code == 404


def test_files_hold_all_that_is_filtered(as_ada, team, several, qa, ada, monkeypatch):
    monkeypatch.setattr("agents.queries.activity.AT_ONCE", 2)
    saved = save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)

    table = rows(as_ada.get(f"{URL}file/", {"format": "csv"}))
    lines = b"".join(as_ada.get(f"{URL}file/", {"format": "jsonl"}).streaming_content).decode().splitlines()

    assert [int(row["number"]) for row in table] == [7, 6, 5, 4, 3, 2, 1]
    told = [json.loads(line) for line in lines]
    assert [one["hash"] for one in told] == [row["hash"] for row in table]
    assert told[0]["writes"] == [{"document": qa.pk, "before": saved.parent_id, "after": saved.pk}]
    assert json.loads(table[0]["writes"]) == told[0]["writes"]
    assert [row["subject"] for row in rows(as_ada.get(f"{URL}file/?kind=exported"))] == ["/srv/shop", "two files"]
    assert len(rows(as_ada.get("/platform/agents/qa/activity/file/"))) == 2


def test_files_are_for_reviewers(as_ben, qa):
    assert as_ben.get(f"{URL}file/").status_code == 403
    assert "activity/file" not in as_ben.get(URL).text


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1"])
def test_no_cell_is_a_formula(as_ada, team, ada, start):
    ada.display_name = start
    record(team, ada, "view.saved", subject=start)

    row = rows(as_ada.get(f"{URL}file/"))[0]

    assert row["subject"] == f"'{start}"
    assert row["person"] in (f"'{start}", spelled_out(start))


def test_hostile_names_stay_in_their_cells(as_ada, team, ada, shared):
    texts = [json.loads(line) for line in (shared / "badinput/strings/csv.jsonl").read_text().splitlines()]
    for text in texts:
        record(team, ada, "view.saved", subject=text)

    found = rows(as_ada.get(f"{URL}file/?kind=views"))

    assert len(found) == len(texts) > 10
    assert all(row["subject"] in (text, f"'{text}") for row, text in zip(reversed(found), texts, strict=True))
    assert not [row for row in found if row["subject"].startswith(("=", "+", "-", "@", "\t", "\r"))]
