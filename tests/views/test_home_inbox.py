"""What one was told and has not read stands on Home."""

import pytest

from agents.models import Notice
from agents.operations.people import create_team
from agents.operations.reviewing import comment, finish_review
from agents.queries.inbox import notices
from tests.views.proposing import proposed

HOME = "/platform/"


@pytest.fixture
def proposal(qa, ben, vera):
    made = proposed(qa, qa.head.source + "\n- More\n", by=ben, title="Say more")
    comment(made, words="Which more?", by=vera, iteration=1)
    finish_review(made, verdict="approve", words="Fine.", iteration=1, by=vera)
    return made


def inbox_of(answer) -> str:
    """The inbox of a Home, without the rest."""
    return answer.text.split('aria-labelledby="told"')[1].split("</section>")[0]


def test_the_unread_of_one_proposal_stands_together_and_leads_there(as_ben, proposal):
    told = inbox_of(as_ben.get(HOME))

    assert "#1 Say more" in told
    assert "Which more?" in told
    assert "Vera approves it" in told
    assert told.count("<li") == 1
    assert 'href="/inbox/?team=platform"' in told


def test_what_is_marked_as_read_there_is_gone_from_it(as_ben, ben, proposal):
    for notice in notices(ben):
        answer = as_ben.post(f"/inbox/{notice.pk}/read/", {"next": HOME}, follow=True)
        assert answer.redirect_chain[-1][0] == HOME

    assert 'aria-labelledby="told"' not in as_ben.get(HOME).text


def test_other_teams_and_other_people_are_left_out(as_ben, ben, vera, proposal):
    other = create_team("Other", slug="other", by=ben)
    Notice.objects.filter(person=ben).update(team=other)

    assert 'aria-labelledby="told"' not in as_ben.get(HOME).text


def test_of_many_the_newest_four_are_shown(as_ben, qa, ben, vera, django_assert_max_num_queries):
    for number in range(6):
        made = proposed(qa, f"{qa.head.source}\n- {number}\n", by=ben, title=f"Number {number}")
        comment(made, words="Hm", by=vera, iteration=1)

    with django_assert_max_num_queries(12):
        told = inbox_of(as_ben.get(HOME))

    assert [f"Number {number}" in told for number in range(6)] == [False, False, True, True, True, True]
