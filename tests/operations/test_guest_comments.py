"""What somebody with a link says: under their own name, which is nobody else's, and not too much."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents import limits
from agents.definition.anchors import Lines
from agents.models import Comment, Event, Notice, ProposedText, ReviewLink
from agents.operations.errors import OperationError, TextRefused
from agents.operations.guest_comments import TooManyComments, comment_as_guest
from agents.operations.review_links import make_link, revoke_link
from agents.operations.suggestions import apply_suggestions
from agents.queries.review import threads
from agents.queries.review_links import rows
from tests.proposed import comment_on, proposal_of, review_of

LINE = 9  # You test things.


@pytest.fixture
def proposal(qa, ben):
    return proposal_of(qa, by=ben)


@pytest.fixture
def link(proposal, ada):
    return make_link(proposal, may_comment=True, days=7, label="Gil", by=ada)[0]


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


def test_a_guest_suggests_other_words_for_lines(link, proposal, qa, ben):
    change = proposal.changes.get()
    said = comment_as_guest(
        link, name="Gil", words="", change=change, side="new", lines=Lines(LINE, LINE), suggestion="You test all.\n"
    )

    apply_suggestions([said], by=ben)

    text = ProposedText.objects.order_by("iteration").last()
    assert "You test all." in text.source
    assert (text.author, text.note) == (ben, "Suggested by Gil (guest)")
    assert list(text.credited.all()) == []


def test_the_record_says_by_which_link(link, proposal, ada):
    comment_as_guest(link, name="Gil", words="Why?")

    assert Event.objects.first().details["link"] == link.pk
    assert rows(proposal, makers={ada.pk})[0].comments == 1


@pytest.mark.parametrize("name", ["", "  ", "\u200b\u202e", "x" * 81])
def test_a_guest_says_who_they_are(link, name):
    with pytest.raises(OperationError, match=r"Say who you are|Shorten it"):
        comment_as_guest(link, name=name, words="Why?")


@pytest.mark.parametrize("name", ["Ben", "ben", " B\u200ben ", "Ｂｅｎ", "Ben.", "Ada"])
def test_nobody_comes_as_a_member_who_is_there(link, proposal, ada, name):
    comment_on(proposal, by=ada)

    with pytest.raises(OperationError, match="Somebody of the team is called"):
        comment_as_guest(link, name=name, words="Why?")


def test_a_name_says_nothing_of_who_else_is_in_the_team(link, proposal, ada, vera):
    comment_on(proposal, "Not yet", by=vera, review=review_of(proposal, by=vera, is_finished=False))

    assert comment_as_guest(link, name="Vera", words="Why?").said_by == "Vera (guest)"


def test_a_name_is_what_one_sees_of_it(link):
    assert comment_as_guest(link, name="G\u202ei\u200bl", words="Why?").author_name == "Gil"


def test_two_guests_may_bear_one_name(link):
    for _ in range(2):
        comment_as_guest(link, name="Gil", words="Why?")

    assert Comment.objects.count() == 2


@pytest.mark.parametrize("end", ["revoked", "expired"])
def test_a_link_that_ended_a_moment_ago_lets_nobody_write(link, ada, end):
    if end == "revoked":
        revoke_link(link, by=ada)
    else:
        ReviewLink.objects.update(expires_at=timezone.now())

    with pytest.raises(OperationError, match="lets nobody in any more"):
        comment_as_guest(link, name="Gil", words="Why?")
    assert not Comment.objects.exists()


def test_guests_leave_room_for_members(link, proposal, monkeypatch):
    monkeypatch.setattr(limits, "GUEST_COMMENTS_IN_ALL", 1)
    comment_as_guest(link, name="Gil", words="Why?")
    Comment.objects.update(created_at=timezone.now() - timedelta(days=2))

    with pytest.raises(TooManyComments, match="as much of this as it holds"):
        comment_as_guest(link, name="Gil", words="Why?")


def test_a_guest_mentions_nobody(link, vera):
    comment_as_guest(link, name="Gil", words="@vera and @ada, look.")

    assert not Notice.objects.filter(kind=Notice.Kind.MENTIONED).exists()
    assert not Notice.objects.filter(person=vera).exists()


def test_guests_read_nothing_that_is_pending(proposal, ada, link):
    pending = review_of(proposal, by=ada, is_finished=False)
    comment_on(proposal, "Not yet", by=ada, review=pending)
    comment_on(proposal, "Of nobody", guest_name="x", review=pending)
    comment_on(proposal, "For all", by=ada)

    assert [thread.first.words for thread in threads(proposal, for_=None)] == ["For all"]
