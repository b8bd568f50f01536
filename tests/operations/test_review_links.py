"""A link lets somebody in who has no account: to one proposal, until a day, and nobody can find its key out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents import limits
from agents.models import Event, Membership, ReviewLink, Role
from agents.operations.errors import OperationError, TooOften
from agents.operations.iterations import ProposalEnded
from agents.operations.proposing import close, reopen
from agents.operations.review_links import hash_of, make_link, note_opened, revoke_link
from agents.queries.review_links import link_of, rows, why_shut
from tests.proposed import proposal_of


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


def why(key):
    return why_shut(link_of(key), is_made_by_able=True)


@pytest.mark.parametrize("end", ["expired", "revoked", "closed"])
def test_a_link_that_is_over_says_why_it_lets_nobody_in(proposal, ada, end):
    link, key = make_link(proposal, may_comment=False, days=1, by=ada)
    assert why(key) == ""

    if end == "expired":
        ReviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "revoked":
        revoke_link(link, by=ada)
    else:
        close(proposal, by=ada)

    assert why(key) == end


def test_a_link_of_a_team_that_is_gone_is_none(proposal, ada):
    _, key = make_link(proposal, may_comment=False, days=1, by=ada)
    proposal.team.removed_at = timezone.now()
    proposal.team.save()

    assert link_of(key) is None


def test_a_link_is_no_more_than_who_made_it_may(proposal, ada):
    _, key = make_link(proposal, may_comment=False, days=1, by=ada)

    assert why_shut(link_of(key), is_made_by_able=False) == "maker"


def test_a_reopened_proposal_lets_in_again(proposal, ada):
    _, key = make_link(proposal, may_comment=False, days=1, by=ada)
    close(proposal, by=ada)
    reopen(proposal, by=ada)

    assert why(key) == ""


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


def test_nobody_makes_links_without_end(proposal, ada, monkeypatch):
    monkeypatch.setattr(limits, "REVIEW_LINKS_A_DAY", 2)
    for _ in range(2):
        revoke_link(make_link(proposal, may_comment=False, days=1, by=ada)[0], by=ada)

    with pytest.raises(TooOften) as refused:
        make_link(proposal, may_comment=False, days=1, by=ada)
    assert 86_300 < refused.value.retry_after <= 86_401
    ReviewLink.objects.update(created_at=timezone.now() - timedelta(hours=25))

    make_link(proposal, may_comment=False, days=1, by=ada)


def test_an_owner_sees_when_a_link_was_opened_and_the_link_is_as_it_was(proposal, link, ada):
    before = ReviewLink.objects.values().get()
    assert rows(proposal, makers={ada.pk})[0].opened_at is None

    note_opened(link)

    opened = rows(proposal, makers={ada.pk})[0].opened_at
    assert timezone.now() - opened < timedelta(minutes=1)
    note_opened(link)
    assert rows(proposal, makers={ada.pk})[0].opened_at == opened  # a page more is no news
    assert ReviewLink.objects.values().get() == before


def test_links_that_let_in_stand_first(proposal, link, ada, vera):
    Membership.objects.filter(user=vera).update(role=Role.OWNER)
    shut = make_link(proposal, may_comment=False, days=1, by=vera)[0]

    found = rows(proposal, makers={ada.pk})

    assert [(row.link, row.why) for row in found] == [(link, ""), (shut, "maker")]
