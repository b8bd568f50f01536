"""The demo team: what is in it, and that nothing of it is left behind."""

import pytest

from agents.models import Comment, Document, Event, Notice, Proposal, User
from agents.operations.demo import add_demo, remove_demo
from agents.operations.demo_proposal import EDITS
from agents.operations.proposal_merging import merge
from agents.operations.reviewing import apply_suggestions
from agents.queries.proposals import current_texts, standing


@pytest.fixture
def demo(ada):
    return add_demo(by=ada)


@pytest.fixture
def proposal(demo):
    return Proposal.objects.select_related("team").get(team=demo)


def test_its_proposal_holds_every_edit_that_is_written_down(proposal):
    texts = {text.change.path: text.source for text in current_texts(proposal).values()}

    assert texts.keys() == EDITS.keys()
    for path, edits in EDITS.items():
        before = Document.objects.get(team=proposal.team, path=path).head.source
        for old, new in edits:
            assert before.count(old) == 1
            assert new in texts[path]


def test_it_gives_a_tool_and_a_relation(client, ada, proposal):
    client.force_login(ada)

    text = " ".join(client.get("/demo/proposals/1/changes/").text.split())

    assert "This gives qa WebFetch." in text
    assert "It names" in text
    assert "Its name or description changes" in text


def test_one_person_takes_it_from_the_suggestion_to_the_merge(ada, proposal):
    suggestion = Comment.objects.get(proposal=proposal, suggestion__isnull=False)

    iteration = apply_suggestions([suggestion], by=ada)
    proposal.refresh_from_db()
    assert standing(proposal).may_merge
    merge(proposal, iteration=iteration, by=ada)

    assert "in `tests/data`" in Document.objects.get(team=proposal.team, slug="qa").head.source


def test_a_question_is_answered_and_the_inbox_tells_of_it(ada, proposal):
    asked = Comment.objects.get(proposal=proposal, field="tools")

    assert asked.is_guest
    assert asked.replies.get().author == ada
    assert Notice.objects.filter(person=ada, proposal=proposal, read_at=None).count() == 2


def test_nobody_comes_with_it_and_nothing_of_it_is_seen_after(client, ada, proposal):
    assert list(User.objects.all()) == [ada]
    client.force_login(ada)

    assert remove_demo(by=ada)

    assert client.get("/demo/proposals/1/").status_code == 404
    assert "Let qa follow up" not in client.get("/inbox/").text
    assert add_demo(by=ada) == proposal.team
    assert client.get("/demo/proposals/1/").status_code == 200


def test_adding_it_twice_changes_nothing(ada, demo):
    before = Event.objects.count()

    assert add_demo(by=ada) == demo

    assert Event.objects.count() == before
    assert Proposal.objects.count() == 1
