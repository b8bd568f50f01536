"""A link lets somebody in who has no account: to one proposal, until a day, and nobody can find its key out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents import limits
from agents.models import Comment, Event, Notice, ReviewLink
from agents.operations.errors import OperationError, TextRefused
from agents.operations.iterations import ProposalEnded
from agents.operations.proposing import close, reopen
from agents.operations.review_links import TooManyComments, comment_as_guest, hash_of, make_link, revoke_link
from agents.queries.review_links import link_of, threads_of
from tests.proposed import comment_on, proposal_of, review_of


@pytest.fixture
def proposal(qa, ben):
    return proposal_of(qa, by=ben)


@pytest.fixture
def link(proposal, ada):
    return make_link(proposal, may_comment=True, days=7, label="Gil", by=ada)[0]


def test_the_key_is_kept_nowhere(proposal, ada):
    link, key = make_link(proposal, may_comment=False, days=1, label="Gil", by=ada)

    assert len(key) >= 43
    assert link.key_hash == hash_of(key)
    assert key not in str(list(ReviewLink.objects.values())) + str(list(Event.objects.values()))
    assert link_of(key) == link


def test_making_and_taking_back_are_recorded(proposal, link, ada):
    revoke_link(link, by=ada)
    revoke_link(link, by=ada)

    newest = Event.objects.filter(action__startswith="proposal.").order_by("-id")
    assert [event.action for event in newest[:2]] == ["proposal.unshared", "proposal.shared"]
    assert newest[1].sentence == "Ada made a link to #1 Test on branches: Gil"
    assert newest.count() == 2


@pytest.mark.parametrize("end", ["expired", "revoked", "closed", "team"])
def test_a_link_that_is_over_lets_nobody_in(proposal, ada, end):
    link, key = make_link(proposal, may_comment=False, days=1, by=ada)
    assert link_of(key)

    if end == "expired":
        ReviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "revoked":
        revoke_link(link, by=ada)
    elif end == "closed":
        close(proposal, by=ada)
    else:
        proposal.team.removed_at = timezone.now()
        proposal.team.save()

    assert link_of(key) is None


def test_a_reopened_proposal_lets_in_again(proposal, ada):
    _, key = make_link(proposal, may_comment=False, days=1, by=ada)
    close(proposal, by=ada)
    reopen(proposal, by=ada)

    assert link_of(key)


@pytest.mark.parametrize("key", ["", "x", "x" * 5000, "\0", "🔑", "%00"])
def test_a_key_that_is_none_opens_nothing(link, key):
    assert link_of(key) is None


@pytest.mark.parametrize("days", [0, -1, 2, 365])
def test_no_link_works_longer_than_it_should(proposal, ada, days):
    with pytest.raises(OperationError):
        make_link(proposal, may_comment=False, days=days, by=ada)


def test_a_proposal_that_ended_gets_no_link(proposal, ada):
    close(proposal, by=ada)

    with pytest.raises(ProposalEnded):
        make_link(proposal, may_comment=False, days=1, by=ada)


def test_there_are_not_many_links_at_a_time(proposal, ada, monkeypatch):
    monkeypatch.setattr(limits, "REVIEW_LINKS", 2)
    links = [make_link(proposal, may_comment=False, days=1, by=ada)[0] for _ in range(2)]

    with pytest.raises(OperationError, match="Take one back first"):
        make_link(proposal, may_comment=False, days=1, by=ada)
    revoke_link(links[0], by=ada)

    make_link(proposal, may_comment=False, days=1, by=ada)


def test_a_guest_comments_in_their_own_name(link, ben):
    said = comment_as_guest(link, name=" Gil  Gast ", words="Why?")

    assert (said.author, said.author_name, said.is_guest) == (None, "Gil Gast", True)
    assert Event.objects.first().sentence == "Gil Gast (guest) commented on #1 Test on branches"
    assert Notice.objects.get(person=ben).sentence == "Gil Gast (guest) comments on #1 “Test on branches”"


def test_a_guest_can_speak_of_a_file_and_answer(link, proposal, ada):
    first = comment_on(proposal, by=ada)

    about = comment_as_guest(link, name="Gil", words="Here.", change=proposal.changes.get())
    answer = comment_as_guest(link, name="Gil", words="So.", replies_to=first)

    assert about.change == proposal.changes.get()
    assert answer.replies_to == first


def test_a_form_sent_twice_says_it_once(link, monkeypatch):
    monkeypatch.setattr(limits, "GUEST_COMMENTS", 1)
    first = comment_as_guest(link, name="Gil", words="Why?", once="abc")

    assert comment_as_guest(link, name="Gil", words="Why?", once="abc") == first
    assert Comment.objects.count() == 1


def test_a_link_to_read_lets_nobody_write(proposal, ada):
    link, _ = make_link(proposal, may_comment=False, days=1, by=ada)

    with pytest.raises(OperationError, match="lets you read"):
        comment_as_guest(link, name="Gil", words="Why?")


def test_guests_write_so_often_and_so_much(link, monkeypatch):
    monkeypatch.setattr(limits, "GUEST_COMMENTS", 2)
    monkeypatch.setattr(limits, "GUEST_COMMENT_BYTES", 10)
    with pytest.raises(TextRefused):
        comment_as_guest(link, name="Gil", words="ä" * 6)
    for _ in range(2):
        comment_as_guest(link, name="Gil", words="Why?")

    with pytest.raises(TooManyComments):
        comment_as_guest(link, name="Gil", words="Why?")
    Comment.objects.update(created_at=timezone.now() - timedelta(minutes=61))

    comment_as_guest(link, name="Gil", words="Why?")


def test_guests_read_nothing_that_is_pending(proposal, ada, link):
    pending = review_of(proposal, by=ada, is_finished=False)
    comment_on(proposal, "Not yet", by=ada, review=pending)
    ada_is_gone = comment_on(proposal, "Of nobody", guest_name="x", review=pending)
    comment_on(proposal, "For all", by=ada)

    assert ada_is_gone.author_id is None
    assert [thread.first.words for thread in threads_of(proposal)] == ["For all"]
