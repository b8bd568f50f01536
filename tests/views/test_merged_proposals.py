"""The page of a proposal that was merged: what it says, and where it leads on to."""

import pytest

from agents.models import Document, Proposal
from agents.operations.documents import archive_document
from agents.operations.proposal_merging import merge
from agents.operations.reviewing import finish_review
from agents.operations.undoing import undo
from tests.views.proposing import change_of, proposed

URL = "/platform/proposals/"
ONE = f"{URL}1/"


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, f"{qa.head.source}\n- Say what failed\n", by=ben)


@pytest.fixture
def merging(proposal, vera):
    """The step that merged it."""
    finish_review(proposal, verdict="approve", words="Fine.", iteration=1, by=vera)
    return merge(proposal, iteration=1, by=vera)


def main(answer) -> str:
    return answer.content.decode().split("<main")[1]


def test_it_leads_to_an_export_of_just_these_files(as_vera, merging, qa, tone):
    text = main(as_vera.get(ONE))

    assert f'href="/platform/export/?ids={qa.pk}"' in text
    assert "Export this file" in text
    assert 'href="/platform/export/"' in text
    chosen = as_vera.get(f"/platform/export/?ids={qa.pk}").content.decode()
    assert f'value="{qa.pk}" id="f{qa.pk}" checked' in chosen
    assert f'value="{tone.pk}" id="f{tone.pk}">' in chosen


def test_what_is_in_the_archive_by_now_is_not_among_them(as_vera, merging, qa, ada):
    archive_document(Document.objects.get(pk=qa.pk), by=ada)

    text = main(as_vera.get(ONE))

    assert "?ids=" not in text
    assert 'href="/platform/export/"' in text


def test_it_names_the_step_and_whoever_took_that_back(as_vera, merging, ada):
    step = f'href="/platform/activity/{merging.pk}/"'
    assert f"{step}>one step that can be undone</a>" in main(as_vera.get(ONE))

    undoing = undo(merging, by=ada)
    text = main(as_vera.get(ONE))

    assert "Ada undid that" in text
    assert f'href="/platform/activity/{undoing.pk}/"' in text
    assert "?ids=" not in text
    assert "revert/" not in text


def test_done_again_it_leads_to_the_export_again(as_vera, merging, ada, qa):
    undo(undo(merging, by=ada), by=ada)

    text = main(as_vera.get(ONE))

    assert "undid that" not in text
    assert f"?ids={qa.pk}" in text


def test_what_was_merged_is_taken_back_by_a_proposal_once(as_vera, merging):
    assert f'action="{ONE}revert/"' in as_vera.get(ONE).text

    for _ in range(2):
        answer = as_vera.post(f"{ONE}revert/", {"once": "a1b2"}, follow=True)

    assert Proposal.objects.count() == 2
    assert 'takes back&nbsp;<a class="link" href="/platform/proposals/1/">#1</a>' in answer.text
    assert "Say what failed" in as_vera.get(f"{URL}2/changes/").text


def test_a_request_that_was_taken_back_by_its_reviewer_is_past(as_vera, proposal, vera):
    finish_review(proposal, verdict="changes", words="No.", iteration=1, by=vera)
    assert "Wants changes" in main(as_vera.get(ONE))

    finish_review(proposal, verdict="approve", words="Well.", iteration=1, by=vera)
    text = main(as_vera.get(ONE))

    assert "Wants changes" not in text
    assert "Wanted changes" in text


def test_an_applied_suggestion_reads_as_a_sentence(as_vera, proposal, vera, ben):
    from agents.definition.anchors import Lines
    from agents.operations.reviewing import apply_suggestions, comment

    place = {"change": change_of(proposal), "side": "new", "lines": Lines(9, 9)}
    said = comment(proposal, words="", by=vera, iteration=1, suggestion="You test all.", **place)
    apply_suggestions([said], by=ben)

    text = " ".join(main(as_vera.get(ONE)).split())

    assert '<b>Ben</b> changed <span class="mono">agents/qa.md</span>: Suggested by Vera.' in text
