"""Many at the same moment: each proposal is merged whole or says what is in the way, and twice is once."""

import contextlib
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.conf import settings
from django.db import connection

from agents.definition.merge import merge as merge_texts
from agents.models import Document, Event, Membership, Proposal, Revision, Role
from agents.operations.documents import archive_document, create_document, restore_document, save_document
from agents.operations.errors import DocumentArchived, EditConflict
from agents.operations.proposal_merging import MergeRefused, merge, revert
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import propose
from agents.operations.reviewing import finish_review
from agents.operations.verifying import verify
from agents.queries.proposals import current_texts
from tests.conftest import QA, person

PROPOSALS, AGENTS, CLICKS = 20, 5, 100
pytestmark = [
    pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS),
    pytest.mark.usefixtures("forget_search"),
]


def at_once(steps):
    """Run each of ``steps`` in a thread of its own, all from the same moment on; return what they return."""
    meeting = threading.Barrier(len(steps))

    def run(step):
        try:
            meeting.wait(60)
            return step()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(steps)) as pool:
        return list(pool.map(run, steps))


@pytest.fixture
def agents(team, ada):
    text = QA + "".join(f"\n## Part {number}\n\nWords of part {number}.\n" for number in range(PROPOSALS))
    return [
        create_document(team, kind="agent", path=f"agents/a{number}.md", source=text, by=ada)
        for number in range(AGENTS)
    ]


@pytest.fixture
def reviewer(team):
    user = person("vera")
    Membership.objects.create(team=team, user=user, role=Role.REVIEWER)
    return user


def approved(team, changes, *, by, reviewer, title="T"):
    proposal = propose(team, changes, title=title, by=by)
    finish_review(proposal, verdict="approve", words="", iteration=1, by=reviewer)
    return proposal


def edited(text, number):
    """A place of its own for two of three; the third fight over the model."""
    if number % 3 == 0:
        return text.replace("model: sonnet", f"model: model-{number}")
    return text.replace(f"Words of part {number}.", f"Proposal {number} was here.")


def test_twenty_merged_at_once_are_each_whole_or_refused(team, agents, ben, reviewer):
    proposals = [
        approved(
            team,
            [edit_of(one, edited(one.head.source, number), base=one.head) for one in agents],
            by=ben,
            reviewer=reviewer,
            title=f"{number}",
        )
        for number in range(PROPOSALS)
    ]
    texts = {one.pk: {text.change.document_id: text for text in current_texts(one).values()} for one in proposals}

    def merged(proposal):
        try:
            return merge(proposal, iteration=1, by=reviewer)
        except MergeRefused as refused:
            return refused

    outcomes = at_once([lambda one=one: merged(one) for one in proposals])

    refused = [one for one in outcomes if isinstance(one, MergeRefused)]
    in_order = sorted((one for one in outcomes if isinstance(one, Event)), key=lambda event: event.number)
    assert len(refused) == len([number for number in range(PROPOSALS) if number % 3 == 0]) - 1
    assert all("conflicts in one place with v" in reason for one in refused for reason in one.reasons)
    assert all(len(one.reasons) == AGENTS for one in refused)
    assert all(event.writes.count() == AGENTS for event in in_order)

    by_number = {proposal.number: proposal for proposal in proposals}
    expected = {agent.pk: agent.head.source for agent in agents}
    for event in in_order:
        for pk, text in texts[by_number[event.details["proposal"]].pk].items():
            expected[pk] = merge_texts(text.base.source, text.source, expected[pk]).text
    assert dict(Document.objects.values_list("pk", "head__source")) == expected
    assert [one.broken for one in verify()] == [""]


def repeated(step):
    """What ``CLICKS`` clicks give, ten at the same moment."""
    return [made for _ in range(CLICKS // 10) for made in at_once([step] * 10)]


def test_a_hundred_clicks_propose_once(team, agents, ben):
    change = edit_of(agents[0], edited(agents[0].head.source, 1), base=agents[0].head)

    made = repeated(lambda: propose(team, [change], title="T", by=ben, once="one-form").pk)

    assert (len(made), len(set(made)), Proposal.objects.count()) == (CLICKS, 1, 1)
    assert Event.objects.filter(action="proposal.opened").count() == 1


def test_a_hundred_clicks_approve_once(team, agents, ben, reviewer):
    change = edit_of(agents[0], edited(agents[0].head.source, 1), base=agents[0].head)
    proposal = propose(team, [change], title="T", by=ben)

    made = repeated(lambda: finish_review(proposal, verdict="approve", words="Yes.", iteration=1, by=reviewer).pk)

    assert (len(made), len(set(made)), proposal.reviews.count()) == (CLICKS, 1, 1)
    assert Event.objects.filter(action="proposal.reviewed").count() == 1


def test_a_hundred_clicks_merge_once_and_revert_once(team, agents, ben, reviewer):
    changes = [edit_of(one, edited(one.head.source, 1), base=one.head) for one in agents]
    proposal = approved(team, changes, by=ben, reviewer=reviewer)

    merged = repeated(lambda: merge(proposal, iteration=1, by=reviewer).pk)
    proposal.refresh_from_db()
    reverted = repeated(lambda: revert(proposal, by=ben, once="one-form").pk)

    assert (len(merged), len(set(merged)), Revision.objects.count()) == (CLICKS, 1, 2 * AGENTS)
    assert (len(reverted), len(set(reverted)), Proposal.objects.count()) == (CLICKS, 1, 2)
    assert Event.objects.filter(action__in=["proposal.merged", "proposal.reverted"]).count() == 2


def test_numbers_have_no_gap_and_no_twin(team, agents, ben):
    change = edit_of(agents[0], edited(agents[0].head.source, 1), base=agents[0].head)

    made = at_once([lambda: propose(team, [change], title="T", by=ben).number] * PROPOSALS)

    assert sorted(made) == list(range(1, PROPOSALS + 1))


def test_who_saves_proposes_and_archives_at_once_never_waits_in_a_ring(team, agents, ben, ada):
    def heads():
        return list(Document.objects.select_related("head", "team").filter(team=team, archived_at=None).order_by("pk"))

    def save(number):
        one = heads()[0]
        save_document(one, f"{one.head.source}\nSaved {number}.\n", base=one.head, by=ada)

    def propose_all(number):
        propose(
            team, [edit_of(one, f"{one.head.source}\n{number}\n", base=one.head) for one in heads()], title="T", by=ben
        )

    def archive(number):
        one = agents[-1]
        (restore_document if number % 2 else archive_document)(one, by=ada)

    def again(step):
        for number in range(8):
            with contextlib.suppress(EditConflict, DocumentArchived):
                step(number)
        return True

    assert at_once([lambda step=step: again(step) for step in (save, propose_all, propose_all, archive)]) == [True] * 4
