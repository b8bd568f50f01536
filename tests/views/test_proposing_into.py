"""What is proposed joins a proposal that is open: one’s own, or for reviewers anybody’s; conflicts are chosen there."""

import re

import pytest

from agents.models import Proposal
from agents.operations.documents import create_document, save_document
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import propose
from agents.queries.proposals import current_texts
from tests.conftest import QA
from tests.views.test_proposing import OPUS, PROPOSE, asked_and_answered, hidden, posted

HAIKU = QA.replace("sonnet", "haiku")
INTO = {"proposal-into": "1", "proposal-title": ""}


@pytest.fixture
def mine(team, qa, ben):
    return propose(team, [edit_of(qa, OPUS, base=qa.head)], title="Opus", by=ben)


def texts(number=1) -> dict[str, str]:
    proposal = Proposal.objects.get(number=number)
    return {text.change.path: text.source for text in current_texts(proposal).values()}


def joined(client, address, fields, **said):
    return asked_and_answered(client, address, fields, **INTO, **said)


def test_a_second_agent_and_a_guideline_join_the_first(as_ben, mine, qa, tone, team, ada):
    boss = create_document(team, kind="agent", path="agents/boss.md", source=QA.replace("qa", "boss"), by=ada)

    joined(as_ben, "/platform/agents/boss/link/", {"to": "qa", "base": "1", "document": str(boss.pk), "propose": "1"})
    answer = joined(
        as_ben, "/platform/guidelines/tone/propose/", {"base": "1", "source": "# Tone\n"}, **{"proposal-reason": "So."}
    )

    assert answer.headers["Location"] == "/platform/proposals/1/"
    assert set(texts()) == {"agents/qa.md", "agents/boss.md", "guidelines/tone.md"}
    page = as_ben.get("/platform/proposals/1/", follow=True)
    assert "Put into #1 Opus, as iteration 3." in page.text
    assert [said.words for said in Proposal.objects.get().comments.all()] == ["It thinks longer.", "So."]


def test_the_proposal_of_the_address_is_chosen_already(as_ben, mine):
    page = as_ben.post(
        "/platform/agents/new/?proposal=1", {"name": "x", "description": "X.", "body": "X", "propose": "1"}
    )

    assert '<option value="1" selected>#1 Opus</option>' in page.text


def test_a_file_it_changes_already_is_merged(as_ben, mine, qa, ada):
    head = save_document(qa, f"{QA}Saved.\n", base=qa.head, by=ada)

    joined(as_ben, PROPOSE, posted(head.source.replace("green", "red"), base="2"))

    assert texts() == {"agents/qa.md": f"{OPUS.replace('green', 'red')}Saved.\n"}


def test_where_it_changes_the_same_place_one_chooses(as_ben, mine, qa):
    conflict = joined(as_ben, PROPOSE, posted(HAIKU))
    assert conflict.status_code == 409
    assert "#1 changes agents/qa.md at the same places" in conflict.text
    assert "model: opus" in conflict.text
    assert texts() == {"agents/qa.md": OPUS}

    sent = hidden(conflict)
    action, (take,) = sent.pop("")[0], re.findall(r'name="(proposal-take-[^"]+)" value="own"', conflict.text)
    unanswered = as_ben.post(action, sent | INTO | {"proposal-reason": "Cheaper."})
    assert (unanswered.status_code, "Cheaper." in unanswered.text) == (409, True)
    own = {take.replace("take", "own"): "model: inherit", take: "own"}
    made = as_ben.post(action, sent | INTO | own)

    assert made.status_code == 302
    assert texts() == {"agents/qa.md": QA.replace("sonnet", "inherit")}


def test_a_choice_is_kept_while_another_answer_is_wrong(as_ben, mine, qa):
    conflict = joined(as_ben, PROPOSE, posted(HAIKU))
    sent = hidden(conflict)
    action, (take,) = sent.pop("")[0], re.findall(r'name="(proposal-take-[^"]+)" value="own"', conflict.text)
    (seen,) = [name for name in sent if name.startswith("proposal-seen-")]

    again = as_ben.post(action, sent | INTO | {take: "ours", seen: "7"})

    assert again.status_code == 409
    assert re.search(f'name="{take}" value="ours" +checked', again.text)


def test_the_conflict_goes_into_a_new_proposal_instead(as_ben, mine, qa):
    conflict = joined(as_ben, PROPOSE, posted(HAIKU))
    sent = hidden(conflict)

    as_ben.post(sent.pop("")[0], sent | {"proposal-into": "", "proposal-title": "Haiku"})

    assert texts(2) == {"agents/qa.md": HAIKU}


@pytest.fixture
def adas(team, tone, ada):
    return propose(team, [edit_of(tone, "# A\n", base=tone.head)], title="Of Ada", by=ada)


def test_a_reviewer_puts_it_into_anybodys(as_vera, adas, qa):
    question = as_vera.post(PROPOSE, posted(OPUS)).text
    assert "#1 Of Ada" in question
    assert "Nobody approves a proposal they wrote part of." in question

    joined(as_vera, PROPOSE, posted(OPUS))

    assert set(texts()) == {"agents/qa.md", "guidelines/tone.md"}


def test_an_author_puts_nothing_into_somebody_elses(as_ben, adas, qa):
    assert "#1 Of Ada" not in as_ben.post(PROPOSE, posted(OPUS)).text

    answer = joined(as_ben, PROPOSE, posted(OPUS))

    assert answer.status_code == 422
    assert "is not open any more, or not yours to change" in answer.text
    assert set(texts()) == {"guidelines/tone.md"}


def test_a_double_click_puts_it_in_once(as_ben, mine, team):
    fields = {"name": "planner", "description": "Plans.", "body": "You plan.", "propose": "1"}
    sent = hidden(as_ben.post("/platform/agents/new/", fields))
    action = sent.pop("")[0]

    answers = [as_ben.post(action, sent | INTO) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert Proposal.objects.get().iteration == 2


def test_a_proposal_that_ended_meanwhile_says_so_and_keeps_what_was_typed(as_ben, mine):
    sent = hidden(as_ben.post(PROPOSE, posted(QA.replace("green", "red"))))
    Proposal.objects.update(state="closed")

    answer = as_ben.post(sent.pop("")[0], sent | INTO | {"proposal-reason": "Because red."})

    assert answer.status_code == 422
    assert "is not open any more" in answer.text
    assert "Because red." in answer.text
