"""To take a step back can be proposed, whosever step it was and whatever was saved since."""

import pytest

from agents.models import Document, Event, Role, Team
from agents.operations.archiving import archive_documents
from agents.operations.documents import create_document, rename_document, save_document
from agents.operations.proposal_merging import merge
from agents.operations.reviewing import finish_review
from tests.conftest import QA
from tests.views.test_proposing import OPUS, asked_and_answered, heads, proposed


@pytest.fixture
def saved(qa, ada):
    """Ada's step, which set the model."""
    save_document(qa, OPUS, base=qa.head, by=ada)
    return Event.objects.first()


def undo(event) -> str:
    return f"/platform/activity/{event.pk}/undo/"


def test_an_author_proposes_to_undo_what_somebody_else_did(as_ben, saved):
    page = as_ben.get(f"/platform/activity/{saved.pk}/").text
    assert "Propose to undo" in page
    assert ">Undo</button>" not in page

    asked_and_answered(as_ben, undo(saved), {"propose": "1", "from": "step"})

    assert proposed() == {"agents/qa.md": ("edit", QA)}
    assert heads() == {"agents/qa.md": OPUS}


def test_what_was_saved_since_stays_when_it_is_merged(as_ben, saved, qa, ada, vera):
    qa.refresh_from_db()
    save_document(qa, f"{OPUS}Since.\n", base=qa.head, by=ada)

    asked_and_answered(as_ben, undo(saved), {"propose": "1"})
    proposal = qa.team.proposals.get()
    finish_review(proposal, verdict="approve", words="", iteration=1, by=vera)
    merge(proposal, iteration=1, by=vera)

    assert heads() == {"agents/qa.md": f"{QA}Since.\n"}


def test_a_step_of_many_is_one_proposal(as_ben, qa, team, ada):
    other = create_document(team, kind="agent", path="agents/boss.md", source=QA, by=ada)
    step = archive_documents([qa, other], by=ada)

    asked_and_answered(as_ben, undo(step), {"propose": "1"})

    assert {path: kind for path, (kind, _) in proposed().items()} == {
        "agents/boss.md": "restore",
        "agents/qa.md": "restore",
    }


def test_a_rename_goes_back_by_a_rename(as_ben, qa, ada):
    rename_document(qa, "agents/tester.md", by=ada)

    asked_and_answered(as_ben, undo(Event.objects.first()), {"propose": "1"})

    assert proposed() == {"agents/qa.md": ("rename", QA)}
    assert Document.objects.get().path == "agents/tester.md"


def test_of_what_stands_as_before_nothing_is_proposed(as_ben, saved, qa, ada):
    qa.refresh_from_db()
    save_document(qa, QA, base=qa.head, by=ada)

    question = as_ben.post(undo(saved), {"propose": "1"})

    assert question.status_code == 422
    assert "Nothing was proposed" in question.text


def test_who_may_not_save_is_not_led_to_an_undo_that_is_refused(as_ben, qa, ben, team):
    save_document(qa, OPUS, base=qa.head, by=ben)
    step = Event.objects.first()
    listed = "/platform/activity/"
    assert ">Undo</button>" in as_ben.get(listed).text

    Team.objects.filter(pk=team.pk).update(direct_save=Role.REVIEWER)

    assert ">Undo</button>" not in as_ben.get(listed).text
    assert ">Propose to undo</button>" in as_ben.get(listed).text
    assert ">Undo</button>" not in as_ben.get(f"/platform/activity/{step.pk}/").text
