"""What proposals need of a person on Home, as verbs: review, continue, answer, merge."""

import re

import pytest

from agents.models import Change, Proposal, Review, Team, Viewed
from agents.operations.proposing import revise
from agents.operations.reviewing import comment, finish_review
from agents.queries.proposals import current_texts
from tests.proposed import proposal_of
from tests.views.proposing import change_of, proposed

HOME = "/platform/"
Verdict = Review.Verdict


@pytest.fixture
def proposal(qa, ben, vera):
    return proposed(qa, qa.head.source + "\n- More\n", by=ben)


def verbs(client):
    """The buttons of proposals on Home: what they say, and of which."""
    return re.findall(r'aria-label="(Review|Continue review|Answer|Merge) #(\d+)"', client.get(HOME).text)


def test_a_review_is_asked_by_name_with_how_much_there_is_to_read(as_vera, proposal):
    text = as_vera.get(HOME).text

    assert verbs(as_vera) == [("Review", "1")]
    assert "Ben asks for your review" in text
    assert "1 file." in text
    assert 'href="/platform/proposals/1/changes/"' in text
    assert "One proposal waits for your review." in text


def test_who_began_goes_on(as_vera, proposal, vera):
    comment(proposal, words="Why?", by=vera, iteration=1, is_pending=True)
    assert verbs(as_vera) == [("Continue review", "1")]

    change = change_of(proposal)
    Viewed.objects.create(person=vera, change=change, blob_id=current_texts(proposal)[change.pk].blob_id)
    assert "1 of 1 file viewed." in as_vera.get(HOME).text


def test_a_file_that_changed_since_is_not_viewed(as_vera, proposal, vera, ben, qa):
    change = change_of(proposal)
    text = current_texts(proposal)[change.pk]
    Viewed.objects.create(person=vera, change=change, blob_id=text.blob_id)
    revise(change, text.source + "- Else\n", base_text=text, by=ben)

    assert "viewed." not in as_vera.get(HOME).text
    assert verbs(as_vera) == [("Review", "1")]


def test_who_opened_it_answers_what_reviewers_want(as_ben, proposal, vera):
    assert verbs(as_ben) == []

    finish_review(proposal, verdict=Verdict.CHANGES, words="No.", iteration=1, by=vera)

    assert verbs(as_ben) == [("Answer", "1")]
    assert "Vera wants changes" in as_ben.get(HOME).text


def test_what_is_approved_is_merged_by_who_may(client, proposal, ada, ben, vera):
    finish_review(proposal, verdict=Verdict.APPROVE, words="", iteration=1, by=vera)

    client.force_login(vera)
    assert verbs(client) == [("Merge", "1")]
    assert "approved by Vera" in client.get(HOME).text
    client.force_login(ben)
    assert verbs(client) == []


def test_nothing_is_needed_of_who_may_only_read_and_of_what_has_ended(client, proposal, rita, vera):
    client.force_login(rita)
    assert verbs(client) == []

    Proposal.objects.update(state=Proposal.State.CLOSED)
    client.force_login(vera)
    assert verbs(client) == []


def test_of_many_five_are_named_and_what_is_ones_own_beside(as_vera, qa, ben, vera, django_assert_max_num_queries):
    own = proposal_of(qa, by=vera, title="Mine")
    finish_review(own, verdict=Verdict.CHANGES, words="No.", iteration=1, by=qa.team.members.get(username="ada"))
    for number in range(8):
        proposal_of(qa, by=ben, title=f"Number {number}")

    with django_assert_max_num_queries(12):
        found = verbs(as_vera)

    assert [verb for verb, _ in found] == ["Answer"] + ["Review"] * 5
    assert "See all 8" in as_vera.get(HOME).text
    assert Change.objects.count() == 9


def test_what_is_written_in_a_title_is_inert(as_vera, qa, ben):
    proposal_of(qa, by=ben, title="<script>alert(1)</script>\u200b")

    text = as_vera.get(HOME).text

    assert "<script>alert" not in text
    assert "‹U+200B›" in text


def test_where_nobody_has_to_approve_it_waits_to_be_merged(as_ada, qa, ada, vera, team):
    made = proposed(qa, qa.head.source + "\n- More\n", by=ada)
    assert verbs(as_ada) == []

    Team.objects.filter(pk=team.pk).update(approvals=0)
    assert verbs(as_ada) == [("Merge", "1")]
    assert "nobody else has to approve it" in as_ada.get(HOME).text

    finish_review(made, verdict=Verdict.CHANGES, words="No.", iteration=1, by=vera)
    assert verbs(as_ada) == [("Answer", "1")]
