"""The editor opened from a proposal edits what is proposed: saved there as its next iteration, merged, never lost."""

import re

import pytest

from agents.models import Draft, Proposal
from agents.operations.documents import save_document
from agents.operations.proposed_changes import archiving_of, edit_of
from agents.operations.proposing import close, propose, revise
from agents.queries.proposals import current_texts
from tests.conftest import QA
from tests.views.test_proposing import OPUS, PROPOSE, SHEET, heads

EDITOR = "/platform/agents/qa/edit/"
DRAFT = "/platform/agents/qa/draft/"
RED = OPUS.replace("green", "red")


@pytest.fixture
def proposal(team, qa, ben):
    return propose(team, [edit_of(qa, OPUS, base=qa.head)], title="Opus", by=ben)


def text(number=1):
    (found,) = current_texts(Proposal.objects.get(number=number)).values()
    return found


def typed(source, *, of=None, **more):
    return {"base": "1", "source": source, "message": "Red", "sheet": SHEET, "text": str((of or text()).pk)} | more


def test_it_shows_the_proposed_text_and_one_way_to_save_it(as_ben, proposal):
    html = as_ben.get(f"{EDITOR}?proposal=1").text

    assert "model: opus" in html
    assert "Save to #1" in html
    assert f'name="text" value="{text().pk}"' in html
    assert 'data-action="Save"' not in html
    assert "data-dirty" not in html


def test_what_is_typed_becomes_the_next_iteration(as_ben, proposal, qa):
    answer = as_ben.post(PROPOSE, typed(RED), follow=True)

    assert "Put into #1 Opus, as iteration 2." in answer.text
    assert (text().source, text().iteration, text().note) == (RED, 2, "Red")
    assert heads() == {"agents/qa.md": QA}
    assert not Draft.objects.exists()


def test_the_same_text_makes_no_iteration(as_ben, proposal):
    assert "Nothing was changed" in as_ben.post(PROPOSE, typed(OPUS), follow=True).text
    assert text().iteration == 1


def test_what_others_proposed_meanwhile_is_merged(as_ben, proposal, vera):
    first = text()
    revise(first.change, f"{OPUS}More.\n", base_text=first, by=vera)

    as_ben.post(PROPOSE, typed(RED, of=first))

    assert text().source == f"{RED}More.\n"


def test_where_others_changed_the_same_place_one_chooses(as_ben, proposal, vera):
    first = text()
    theirs = revise(first.change, OPUS.replace("green", "blue"), base_text=first, by=vera)
    page = as_ben.post(PROPOSE, typed(RED, of=first))
    assert page.status_code == 409
    assert "color: blue" in page.text
    assert Draft.objects.get().source == RED

    (take,) = re.findall(r'name="(take-[^"]+)" value="ours"', page.text)
    seen = {"seen": str(theirs.pk)}
    assert as_ben.post(PROPOSE, typed(RED, of=first) | seen).status_code == 409
    as_ben.post(PROPOSE, typed(RED, of=first) | seen | {take: "ours"})

    assert (text().source, text().iteration) == (RED, 3)
    assert not Draft.objects.exists()


def test_a_choice_beside_an_older_text_is_merged_again(as_ben, proposal, vera):
    first = text()
    theirs = revise(first.change, OPUS.replace("green", "blue"), base_text=first, by=vera)
    page = as_ben.post(PROPOSE, typed(RED, of=first))
    (take,) = re.findall(r'name="(take-[^"]+)" value="ours"', page.text)
    revise(first.change, f"{theirs.source}More.\n", base_text=theirs, by=vera)

    as_ben.post(PROPOSE, typed(RED, of=first, seen=str(theirs.pk), **{take: "ours"}))

    assert text().source == f"{RED}More.\n"


def test_what_was_saved_is_brought_in_and_moves_the_base(as_ben, proposal, qa, ada):
    head = save_document(qa, f"{QA}Saved.\n", base=qa.head, by=ada)
    page = as_ben.post(EDITOR, typed(RED, bring="1")).text
    assert 'name="base" value="2"' in page
    assert "Save to #1" in page

    as_ben.post(PROPOSE, typed(f"{RED}Saved.\n", base="2"))

    assert (text().source, text().base) == (f"{RED}Saved.\n", head)


def test_what_conflicts_with_it_is_settled_and_saved_to_the_proposal(as_ben, proposal, qa, ada):
    head = save_document(qa, QA.replace("sonnet", "haiku"), base=qa.head, by=ada)
    page = as_ben.post(EDITOR, typed(OPUS, bring="1"))
    assert page.status_code == 409
    assert "Save the merged text to #1" in page.text
    assert "Save the merged text</button>" not in page.text
    (choice,) = set(re.findall(r'name="(choice-[^"]+)"', page.text))

    settled = typed(OPUS, base="2", propose="choices", **{"from": "1", choice: "ours"})
    as_ben.post(PROPOSE, settled)

    assert (text().source, text().base) == (OPUS, head)


def test_a_draft_of_it_opens_there_again(as_ben, proposal, qa):
    kept = as_ben.post(DRAFT, typed(RED), headers={"Accept": "application/json"}).json()

    html = as_ben.get(f"{EDITOR}?draft={kept['draft']}").text
    assert "Save to #1" in html
    assert "color: red" in html
    plain = as_ben.get(EDITOR).text
    assert "Save to #1" not in plain
    assert re.search(r'data-draft="\d+" data-held', plain)


def test_the_proposed_text_itself_is_no_draft(as_ben, proposal):
    assert as_ben.post(DRAFT, typed(OPUS), headers={"Accept": "application/json"}).json() == {"draft": None}
    assert as_ben.post(DRAFT, typed(OPUS)).headers["Location"] == f"{EDITOR}?proposal=1"


def test_where_the_proposal_ended_what_was_typed_is_proposed_anew(as_ben, proposal, ben):
    sent = typed(RED)
    close(proposal, by=ben)

    question = as_ben.post(PROPOSE, sent)

    assert question.status_code == 200
    assert "That proposal is not open any more" in question.text
    assert "red" in question.text
    assert Draft.objects.get().source == RED


def test_a_fix_and_the_preview_stay_in_the_proposal(as_ben, proposal):
    assert "Save to #1" in as_ben.post(EDITOR, typed(RED, preview="1")).text


def test_saving_without_a_button_of_the_editor_goes_there_too(as_ben, proposal):
    as_ben.post(EDITOR, typed(RED))

    assert text().source == RED
    assert heads() == {"agents/qa.md": QA}


def test_only_who_may_change_the_proposal_gets_there(as_ben, team, qa, ada):
    propose(team, [edit_of(qa, OPUS, base=qa.head)], title="Opus", by=ada)

    assert "Save to #1" not in as_ben.get(f"{EDITOR}?proposal=1").text
    assert "not yours to change" in as_ben.post(PROPOSE, typed(RED)).text
    assert text().iteration == 1


def test_a_reviewer_gets_there_and_is_told_what_it_means(as_vera, proposal):
    html = as_vera.get(f"{EDITOR}?proposal=1").text

    assert "Save to #1" in html
    assert "Nobody approves a proposal they wrote part of." in html


def test_a_proposal_without_the_file_is_chosen_at_the_question(as_ben, proposal, tone):
    html = as_ben.get("/platform/guidelines/tone/edit/?proposal=1").text
    assert 'name="proposal" value="1"' in html

    question = as_ben.post("/platform/guidelines/tone/propose/", {"base": "1", "source": "# T\n", "proposal": "1"})

    assert '<option value="1" selected>#1 Opus</option>' in question.text


def test_the_proposed_text_of_another_file_is_not_taken(as_ben, team, tone, qa, ben):
    other = propose(team, [edit_of(tone, "# T\n", base=tone.head)], title="Tone", by=ben)

    answer = as_ben.post(PROPOSE, typed(RED, of=text(other.number)))

    assert "not yours to change" in answer.text
    assert text(other.number).source == "# T\n"


@pytest.mark.parametrize("asked", ["x", "0", "99999999999999999", "-1"])
def test_a_proposal_there_is_not_opens_the_newest_version(as_ben, proposal, asked):
    assert "Save to" not in as_ben.get(f"{EDITOR}?proposal={asked}").text


def test_a_file_it_only_archives_opens_as_it_is(as_ben, team, qa, ben):
    propose(team, [archiving_of(qa)], title="Away", by=ben)

    assert "Save to #1" not in as_ben.get(f"{EDITOR}?proposal=1").text
