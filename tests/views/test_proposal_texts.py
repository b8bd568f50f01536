"""Change by hand what is proposed of a file, or take the file out of the proposal."""

import pytest

from agents.operations.proposal_merging import merge
from agents.operations.proposed_changes import archiving_of
from agents.operations.proposing import propose, revise
from agents.operations.reviewing import finish_review
from agents.queries.proposals import current_texts, standing
from tests.hostile import unsound
from tests.views.proposing import add, change_of, edit

MORE = "- Say what failed\n"


@pytest.fixture
def proposal(qa, ben):
    changes = [edit(qa, qa.head.source + MORE), add("agents/new.md", "---\r\nname: new\r\n---\r\n")]
    return propose(qa.team, changes, title="Test more", by=ben)


def address(proposal, path="agents/qa.md", word="edit") -> str:
    place = f"/platform/proposals/{proposal.number}/changes/{change_of(proposal, path).pk}/"
    return f"{place}{word}/" if word else place


def text_of(proposal, path="agents/qa.md"):
    proposal.refresh_from_db()
    return current_texts(proposal)[change_of(proposal, path).pk]


def test_its_author_finds_the_way_there_and_the_text_as_it_is_proposed(as_ben, proposal):
    changes = as_ben.get("/platform/proposals/1/changes/").text

    assert 'href="/platform/agents/qa/edit/?proposal=1">Edit' in changes
    assert f'href="{address(proposal, "agents/new.md")}">Edit' in changes
    assert "name: new" in as_ben.get(address(proposal, "agents/new.md")).text


def test_a_new_text_is_a_new_iteration_and_the_approval_falls(as_ben, proposal, vera):
    finish_review(proposal, verdict="approve", words="", iteration=1, by=vera)
    was = text_of(proposal)
    sent = {"base": was.pk, "source": was.source.replace("failed", "broke"), "note": "As asked"}

    page = as_ben.post(address(proposal), sent, follow=True).text

    assert "Proposed as iteration 2." in page
    now = text_of(proposal)
    assert (now.iteration, now.source, now.note) == (2, was.source.replace("failed", "broke"), "As asked")
    assert standing(proposal).approvals == []


def test_line_ends_stay_whatever_the_browser_sends(as_ben, proposal):
    was = text_of(proposal, "agents/new.md")
    sent = {"base": was.pk, "source": "---\r\nname: newer\r\n---\r\n"}

    as_ben.post(address(proposal, "agents/new.md"), sent)

    assert text_of(proposal, "agents/new.md").source == "---\r\nname: newer\r\n---\r\n"


def test_what_others_proposed_meanwhile_is_merged(as_ben, proposal, vera):
    was = text_of(proposal)
    revise(was.change, was.source.replace("You test things.", "You test."), base_text=was, by=vera)

    as_ben.post(address(proposal), {"base": was.pk, "source": f"{was.source}- And why\n"})

    assert text_of(proposal).source == was.source.replace("You test things.", "You test.") + "- And why\n"


def test_where_both_changed_a_line_both_are_shown_and_nothing_is_lost(as_ben, proposal, vera):
    was = text_of(proposal)
    theirs = revise(was.change, was.source.replace("failed", "broke"), base_text=was, by=vera)
    sent = {"base": was.pk, "source": was.source.replace("failed", "went wrong")}

    answer = as_ben.post(address(proposal), sent)

    assert answer.status_code == 409
    assert "Vera changed the proposed text at the same place." in answer.text
    assert "- Say what went wrong" in answer.text
    assert "- Say what broke" in answer.text
    assert text_of(proposal).source == theirs.source
    assert f'name="base" value="{theirs.pk}"' in answer.text
    as_ben.post(address(proposal), sent | {"base": theirs.pk})
    assert "went wrong" in text_of(proposal).source


def test_the_same_text_is_no_iteration_and_one_that_cannot_be_kept_is_refused(as_ben, proposal):
    was = text_of(proposal)

    same = as_ben.post(address(proposal), {"base": was.pk, "source": was.source}, follow=True)
    refused = as_ben.post(address(proposal), {"base": was.pk, "source": "a\0b"})

    assert "Nothing was changed" in same.text
    assert refused.status_code == 422
    assert text_of(proposal).pk == was.pk


def test_a_file_is_taken_out_but_not_the_last_one(as_ben, proposal):
    assert "Take it out" in as_ben.get(address(proposal, word="")).text
    answer = as_ben.post(address(proposal, "agents/new.md", "drop"), follow=True)

    assert "agents/new.md is no longer part of #1. That is iteration 2." in answer.text
    assert "Take it out" not in as_ben.get(address(proposal, word="")).text
    last = as_ben.post(address(proposal, word="drop"))
    assert last.status_code == 422
    assert "This is the only change of the proposal." in last.text


def test_what_goes_to_the_archive_has_no_text_to_change(as_ben, qa, tone, ben):
    archived = propose(qa.team, [archiving_of(qa), edit(tone, "# Tone\n")], title="Away", by=ben)

    page = as_ben.get(address(archived)).text

    assert f'{address(archived)}">Edit' not in as_ben.get("/platform/proposals/1/changes/").text
    assert "<textarea" not in page.split("<main")[1]
    assert "It goes to the archive as it is." in page


def test_of_one_that_ended_nothing_is_changed(as_ben, proposal, vera):
    finish_review(proposal, verdict="approve", words="", iteration=1, by=vera)
    merge(proposal, iteration=1, by=vera)

    for answer in (as_ben.get(address(proposal)), as_ben.post(address(proposal), {"source": "x"})):
        assert answer.status_code == 409
        assert "What it proposes stays as it was" in answer.text


def test_a_hostile_text_is_shown_as_it_is_written(as_ben, proposal):
    was = text_of(proposal)
    hostile = "</textarea><script>alert(1)</script>"
    revise(was.change, hostile, base_text=was, by=proposal.author)

    assert unsound(as_ben.get(address(proposal))) == []


def test_the_preview_shows_what_is_typed_and_keeps_nothing(as_ben, proposal):
    was = text_of(proposal, "agents/new.md")
    sent = {
        "base": was.pk,
        "source": "---\nname: new\ndescription: Helps.\n---\n# Role\n<script>x</script>\n",
        "preview": "1",
    }
    place = address(proposal, "agents/new.md")
    assert "Claude Code would skip this file" in as_ben.get(place).text

    page = as_ben.post(place, sent)
    part = as_ben.post(place, sent, headers={"HX-Request": "true"})

    assert "description: Helps." in page.text
    for answer in (page, part):
        assert answer.status_code == 200
        assert "Claude Code will load this file" in answer.text
        assert ">Role</h1>" in answer.text
        assert "<script>x" not in answer.text
    assert "<html" not in part.text
    assert text_of(proposal, "agents/new.md") == was
