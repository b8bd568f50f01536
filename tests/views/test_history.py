"""The versions of a document."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from agents.models import Document
from agents.operations.documents import archive_document, rename_document, save_document
from agents.operations.proposal_merging import merge
from agents.operations.proposed_changes import archiving_of
from agents.operations.proposing import propose
from agents.operations.reviewing import finish_review
from tests.views.proposing import add, proposed

URL = "/platform/agents/qa/"


@pytest.fixture
def three(qa, ada, ben):
    """qa with three versions; the second is Ben's."""
    second = save_document(qa, f"{qa.head.source}\nSecond\n", base=qa.head, by=ben, message="Say when to stop")
    save_document(qa, f"{qa.head.source}\nThird\n", base=second, by=ada)
    return Document.objects.select_related("head").get(pk=qa.pk)


@pytest.mark.parametrize("line", ["tool: Read", "name: [unclosed"])
def test_problems_of_the_current_version_lead_to_their_fixes_and_of_older_ones_nowhere(as_ada, qa, ada, line):
    broken = qa.head.source.replace("model: sonnet", line)
    head = save_document(qa, broken, base=qa.head, by=ada)

    current = as_ada.get(f"{URL}v/2/")
    assert current.status_code == 200
    assert f'href="{URL}edit/#' in current.text
    save_document(qa, broken + "More.\n", base=head, by=ada)
    older = as_ada.get(f"{URL}v/2/")
    assert older.status_code == 200
    assert 'id="notes"' in older.text
    assert f'href="{URL}edit/#' not in older.text


def test_every_version_is_listed_newest_first(as_rita, three):
    text = as_rita.get(f"{URL}history/").text

    assert text.index("/v/3/") < text.index("/v/2/") < text.index("/v/1/")
    assert "Say when to stop" in text
    assert "Ben" in text
    assert "Current" in text
    assert "/restore/" not in text


def test_a_version_says_which_proposal_made_it_and_who_approved_which_text(as_rita, qa, ada, ben, vera):
    proposal = proposed(qa, f"{qa.head.source}\nProposed\n", by=ben)
    for reviewer in (vera, ada):
        finish_review(proposal, verdict="approve", words="", iteration=1, by=reviewer)
    merge(proposal, iteration=1, by=vera)
    blob = Document.objects.get(pk=qa.pk).head.blob_id

    newest, first = as_rita.get(f"{URL}history/").text.split("<li data-row>")[1:]
    page = as_rita.get(f"{URL}v/2/").text

    for text in (newest, page):
        assert '<a class="link num" href="/platform/proposals/1/">#1</a>, approved by Vera and Ada' in text
        assert blob in text
    assert "approved by" not in first
    assert qa.head.blob_id in first


def test_a_version_that_was_only_archived_by_a_proposal_is_not_its_work(as_rita, qa, ben, vera):
    added = add("agents/tester.md", qa.head.source.replace("name: qa", "name: tester"))
    proposal = propose(qa.team, [archiving_of(qa), added], title="Another", by=ben)
    finish_review(proposal, verdict="approve", words="", iteration=1, by=vera)
    merge(proposal, iteration=1, by=vera)

    archived = as_rita.get(f"{URL}history/")
    assert archived.status_code == 200
    assert "approved by" not in archived.text
    assert "approved by Vera" in as_rita.get("/platform/agents/tester/history/").text


def test_each_version_says_what_it_changed(as_rita, three, ada):
    source = three.head.source.replace("tools: Read, Grep, Bash", "tools: Read").replace("Third\n", "")
    save_document(three, source, base=three.head, by=ada)

    row = as_rita.get(f"{URL}history/").text.split("<li data-row>")[1]

    assert "/v/4/" in row
    assert '<span class="chip">Tools</span>' in row
    assert '−1<span class="vh"> removed</span>' in row
    assert '<span class="vh"> added</span>' not in row
    assert f'href="{URL}compare/3...4/"' in row


def test_a_rename_is_in_the_list(as_rita, three, ada):
    rename_document(three, "agents/tester.md", by=ada)

    text = as_rita.get("/platform/agents/tester/history/").text

    assert 'renamed from <span class="mono">agents/qa.md</span>' in text


def test_two_versions_can_be_chosen_in_the_list(as_rita, three):
    text = as_rita.get(f"{URL}history/").text

    assert f'action="{URL}compare/"' in text
    assert 'name="a" value="2" aria-label="Compare from v2" title="Compare from v2" checked' in text
    assert 'name="b" value="3" aria-label="Compare to v3" title="Compare to v3" checked' in text


def test_a_single_version_offers_no_comparison(as_rita, qa):
    assert "compare" not in as_rita.get(f"{URL}history/").text.split("<main")[1].replace("css/compare.css", "")


def test_what_changed_is_told_from_memory_the_second_time(as_rita, three):
    with CaptureQueriesContext(connection) as first:
        as_rita.get(f"{URL}history/")
    with CaptureQueriesContext(connection) as second:
        as_rita.get(f"{URL}history/")

    assert len(second) < len(first)


def test_a_version_stays_at_its_address(as_rita, three):
    text = as_rita.get(f"{URL}v/2/").text

    assert "This is an older version." in text
    assert "Second" in text
    assert "Third" not in text
    assert "This is an older version." not in as_rita.get(f"{URL}v/3/").text


def test_a_version_has_its_source(as_rita, three):
    assert (
        '<li id="L2"><a class="no" href="#L2" tabindex="-1">2</a><code>name: qa</code></li>'
        in as_rita.get(f"{URL}v/1/?view=source").text
    )


def test_restoring_makes_a_new_version_of_the_old_text(as_ben, three):
    response = as_ben.post(f"{URL}v/1/restore/", follow=True)

    three.refresh_from_db()
    assert three.head.number == 4
    assert three.head.source == three.revisions.get(number=1).source
    assert three.head.message == "Restored v1"
    assert "Restored v1 as v4." in response.text
    assert re.search(r'action="/platform/activity/\d+/undo/"', response.text)
    assert "/platform/agents/qa/compare/3...4/" in response.text


def test_restoring_what_stands_there_changes_nothing(as_ben, three):
    response = as_ben.post(f"{URL}v/3/restore/", follow=True)

    assert three.revisions.count() == 3
    assert "Nothing was changed." in response.text


def test_an_archived_document_keeps_its_text(as_ben, three, ada):
    archive_document(three, by=ada)

    response = as_ben.post(f"{URL}v/1/restore/", follow=True)

    assert three.revisions.count() == 3
    alert = response.text.partition('role="alert"')[2].partition('id="toasts"')
    assert "is in the archive" in alert[0]  # what could not be done stays in the page
    assert "is in the archive" not in alert[2]


@pytest.mark.parametrize("number", ["0", "4", "99999999999999999999"])
def test_an_unknown_version_is_not_found(as_ben, three, number):
    assert as_ben.get(f"{URL}v/{number}/").status_code == 404
    assert as_ben.post(f"{URL}v/{number}/restore/").status_code == 404


@pytest.mark.parametrize("page", ["x", "0", "-1", "99", "%00"])
def test_any_page_number_is_a_page(as_rita, three, page):
    assert as_rita.get(f"{URL}history/?page={page}").status_code == 200


def test_queries_do_not_grow_with_the_versions(as_rita, three, ada, django_assert_max_num_queries):
    with django_assert_max_num_queries(10) as few:
        as_rita.get(f"{URL}history/")
    head = three.head
    for number in range(20):
        head = save_document(three, f"{head.source}{number}\n", base=head, by=ada)

    with django_assert_max_num_queries(10) as many:
        as_rita.get(f"{URL}history/")

    assert len(many) <= len(few) + 1  # the numbers beside the navigation are counted anew after a write


def test_a_reader_may_not_restore(as_rita, three):
    assert as_rita.post(f"{URL}v/1/restore/").status_code == 403


def test_a_restore_is_never_a_link(as_ben, three):
    assert as_ben.get(f"{URL}v/1/restore/").status_code == 405


def test_strangers_learn_nothing(as_eve, three):
    for path in ("history/", "v/1/"):
        assert as_eve.get(URL + path).status_code == 404
    assert as_eve.post(f"{URL}v/1/restore/").status_code == 404


def test_who_is_signed_out_is_asked_to_sign_in(client, three):
    for path in ("history/", "v/1/"):
        assert client.get(URL + path).status_code == 302
