"""Following a proposal: who wrote it does by itself, others by a press; who stopped hears only what asks for them."""

import pytest

from agents.models import Membership, Notice, OwnedPath, Review, Role
from agents.operations import notices
from agents.operations.inbox import follow_proposal
from agents.operations.iterations import begin_iteration
from agents.operations.proposal_states import close
from tests.proposed import comment_on, proposal_of, review_of, text_of

Kind, Verdict = Notice.Kind, Review.Verdict


@pytest.fixture
def proposal(qa, ben, vera):
    return proposal_of(qa, by=ben)


def told(user):
    return [(notice.kind, notice.sentence) for notice in Notice.objects.filter(person=user).order_by("pk")]


def everything(proposal, *, by):
    """A comment, a verdict, a new iteration and the end."""
    notices.commented(comment_on(proposal, "Why?", by=by))
    notices.reviewed(review_of(proposal, by=by, words="Fine."))
    begin_iteration(proposal, by=by, at=proposal.updated_at)
    close(proposal, by=by)


def test_who_follows_hears_of_all_that_happens(proposal, rita, vera):
    follow_proposal(proposal, by=rita, is_wanted=True)

    everything(proposal, by=vera)

    title = "#1 “Test on branches”"
    sentences = [f"Vera comments on {title}", f"Vera approves {title}: Fine.", f"Vera changed {title}"]
    assert told(rita) == [(Kind.FOLLOWED, sentence) for sentence in [*sentences, f"Vera closed {title}"]]


def test_who_wrote_it_hears_the_same_as_theirs_and_who_neither_did_hears_nothing(proposal, ben, rita, vera):
    everything(proposal, by=vera)

    assert [kind for kind, _ in told(ben)] == [Kind.COMMENTED, Kind.VERDICT, Kind.FOLLOWED, Kind.ENDED]
    assert told(rita) == told(vera) == []


def test_who_stopped_hears_only_what_asks_for_them(proposal, ben, ada, vera):
    root = comment_on(proposal, "Mine.", by=ben)
    follow_proposal(proposal, by=ben, is_wanted=False)

    notices.commented(comment_on(proposal, "And?", by=vera, replies_to=root))
    everything(proposal, by=vera)
    assert told(ben) == []

    notices.commented(comment_on(proposal, "Look, @ben.", by=vera))
    assert [kind for kind, _ in told(ben)] == [Kind.MENTIONED]


def test_who_stopped_is_still_asked_for_a_review(proposal, ben, vera):
    follow_proposal(proposal, by=vera, is_wanted=False)

    notices.review_asked(proposal, by=ben)

    assert [kind for kind, _ in told(vera)] == [Kind.ASKED]


def test_the_last_choice_counts(proposal, rita, vera):
    for is_wanted in (True, False, True):
        follow_proposal(proposal, by=rita, is_wanted=is_wanted)

    notices.commented(comment_on(proposal, "Why?", by=vera))

    assert len(told(rita)) == 1


def test_who_left_hears_no_more_of_what_they_followed(proposal, rita, vera):
    follow_proposal(proposal, by=rita, is_wanted=True)
    Membership.objects.filter(user=rita).delete()

    everything(proposal, by=vera)

    assert told(rita) == []


def test_whose_word_it_needs_above_all_is_told_so(qa, team, ada, ben, vera):
    team.security_reviewer = True
    team.save()
    Membership.objects.filter(user=ada).update(is_security_reviewer=True)
    OwnedPath.objects.create(team=team, pattern="agents/*", membership=Membership.objects.get(user=vera))
    wider = proposal_of(qa, by=ben, source=qa.head.source.replace("tools: Read", "tools: WebFetch, Read"))

    notices.review_asked(wider, by=ben)

    asks = "Ben asks for a review of #1 “Test on branches”"
    assert told(ada) == [(Kind.ASKED, f"{asks}, as security reviewer")]
    assert told(vera) == [(Kind.ASKED, f"{asks}, for you look after what it changes")]


def test_whom_the_reason_mentions_hears_of_it_and_a_reviewer_is_asked_only(proposal, rita, ben, vera):
    proposal.reason = "As @rita and @vera wished."

    notices.review_asked(proposal, by=ben)

    assert told(rita) == [(Kind.MENTIONED, "Ben mentions you in #1 “Test on branches”")]
    assert [kind for kind, _ in told(vera)] == [Kind.ASKED]


def test_an_owner_who_may_not_judge_is_asked_nothing(qa, team, ada, ben, vera, rita):
    OwnedPath.objects.create(team=team, pattern="agents/*", membership=Membership.objects.get(user=rita))

    notices.review_asked(proposal_of(qa, by=ben), by=ben)

    assert told(rita) == []
    assert len(told(vera)) == len(told(ada)) == 1


def test_a_co_author_is_an_author(proposal, rita, vera):
    Membership.objects.filter(user=rita).update(role=Role.AUTHOR)
    text_of(proposal.changes.get(), "Other.\n", by=rita, iteration=2)

    notices.commented(comment_on(proposal, "Why?", by=vera))

    assert [kind for kind, _ in told(rita)] == [Kind.COMMENTED]
