"""What is posted from a page that is behind: it is about what was looked at, or it is refused."""

import re

import pytest

from agents.models import Comment, Document, Proposal, ProposedText
from agents.operations.documents import save_document
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import add_change, close, revise
from agents.operations.reviewing import comment
from agents.queries.proposals import current_texts
from tests.conftest import QA
from tests.views.proposing import change_of, proposed

ONE = "/platform/proposals/1/"
FILES = f"{ONE}changes/"
NEW = QA.replace("You test things.", "You test all things.")
LINE = 9  # You test all things.


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, NEW, by=ben)


def revised(proposal, text, *, by):
    """The proposal with another text for its file: iteration 2."""
    before = current_texts(proposal)[change_of(proposal).pk]
    return revise(before.change, text, base_text=before, by=by)


@pytest.mark.parametrize("words", ["You test all things.", "Other words"])
def test_a_comment_is_on_the_lines_that_were_looked_at(as_vera, proposal, ben, words):
    number = re.search(rf'href="([^"]+&amp;on=R{LINE})"', as_vera.get(FILES).text)[1].replace("&amp;", "&")
    change = revised(proposal, f"---\n# Line\n{NEW.removeprefix('---')}", by=ben).change

    form = as_vera.get(number).text
    as_vera.post(
        f"{ONE}comment/",
        {"change": change.pk, "iteration": 1, "on": f"R{LINE}", "words": "Which?", "suggestion": words, "to": "now"},
    )

    said = Comment.objects.get()
    assert '<pre class="quoted">You test all things.' in form
    assert '<input type="hidden" name="iteration" value="1">' in form
    assert (said.iteration, said.first_line, said.quoted) == (1, LINE, "You test all things.\n")
    assert said.suggestion == (None if words == "You test all things." else words)


def test_a_tick_is_for_the_text_that_was_looked_at(as_vera, proposal, ben):
    looked_at = re.search(r'name="text" value="([0-9]+)"', as_vera.get(FILES).text)[1]
    change = revised(proposal, f"{NEW}\nMore.\n", by=ben).change

    as_vera.post(f"{FILES}{change.pk}/viewed/", {"text": looked_at})
    behind = as_vera.get(FILES).text
    as_vera.post(f"{FILES}{change.pk}/viewed/", {"text": ProposedText.objects.latest("pk").pk})

    assert "0 of 1 viewed" in behind
    assert "1 of 1 viewed" in as_vera.get(FILES).text


def test_a_choice_is_for_the_texts_it_was_made_of(client, qa, proposal, ada, ben, vera):
    save_document(qa, QA.replace("test things", "check things"), base=qa.head, by=ada)
    client.force_login(ben)
    page = client.post(f"{ONE}update/").text
    posted = dict(re.findall(r'name="(head-[0-9]+|iteration)" value="([0-9]+)"', page))
    change = revised(proposal, f"{NEW}\nMore.\n", by=vera).change

    answer = client.post(f"{ONE}update/", posted | {f"take-{change.pk}-0": "theirs", f"own-{change.pk}-0": "Typed"})

    assert (answer.status_code, " checked" in answer.text, "Typed" in answer.text) == (409, False, True)
    assert Document.objects.get(pk=qa.pk).head.number == 2
    assert ProposedText.objects.latest("iteration").source.endswith("More.\n")


def test_a_second_review_from_another_tab_is_kept(as_vera, proposal):
    posted = {"verdict": "comment", "iteration": 1, "seen": ""}
    as_vera.post(f"{ONE}review/", posted | {"words": "First"})

    again = as_vera.post(f"{ONE}review/", posted | {"words": "First"})
    other = as_vera.post(f"{ONE}review/", posted | {"words": "Typed in the other tab"})

    assert (again.status_code, other.status_code) == (302, 409)
    assert "Typed in the other tab</textarea>" in other.text
    assert f'name="seen" value="{proposal.reviews.get().pk}"' in other.text


def test_what_waits_can_be_sent_also_when_the_proposal_ended(as_vera, proposal, ben, vera):
    comment(proposal, words="Hm", by=vera, iteration=1, is_pending=True)
    close(proposal, by=ben)

    page = as_vera.get(ONE).text
    as_vera.post(f"{ONE}review/", {"verdict": "comment", "iteration": 1, "seen": "", "words": ""})

    assert "It has ended, so it is not judged any more" in page
    assert proposal.reviews.get().finished_at
    assert "data-finish" not in as_vera.get(ONE).text


def test_a_file_is_taken_out_once(client, team, proposal, tone, ben):
    change = add_change(proposal, edit_of(tone, "# Other\n", base=tone.head), by=ben)
    client.force_login(ben)

    answers = [client.post(f"{FILES}{change.pk}/drop/") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Proposal.objects.get().iteration == 3
