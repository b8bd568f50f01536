"""Who looks after a document and when it is read again: set in steps that are recorded and can be taken back."""

from datetime import date

import pytest

from agents.models import Document, Event, Membership
from agents.operations.archiving import archive_documents, restore_documents
from agents.operations.care import CareRefused, confirm_reviewed, set_care, take_back
from agents.operations.documents import rename_document, save_document
from agents.operations.undoing import AlreadyUndone
from agents.operations.verifying import verify
from agents.queries import steps

MARCH = date(2027, 3, 3)
JUNE = date(2027, 6, 3)


def care(document):
    document.refresh_from_db()
    return document.owner, document.review_by


def test_an_owner_and_a_date_are_one_step_of_many(qa, tone, ada, ben):
    step = set_care([qa, tone], owner=ben, review_by=MARCH, by=ada)

    assert (care(qa), care(tone)) == ((ben, MARCH), (ben, MARCH))
    assert Event.objects.filter(action__startswith="care.").get() == step
    assert step.sentence == "Ada set owner and review date of 2 documents: owner Ben, review by 3 March 2027"
    assert step.is_of_many


def test_what_is_not_given_stays(qa, ada, ben):
    first = set_care([qa], owner=ben, by=ada)
    second = set_care([qa], review_by=MARCH, by=ada)
    third = set_care([qa], owner=None, by=ada)

    assert care(qa) == (None, MARCH)
    assert [one.sentence for one in (first, second, third)] == [
        "Ada set the owner of agents/qa.md: owner Ben",
        "Ada set the review date of agents/qa.md: review by 3 March 2027",
        "Ada set the owner of agents/qa.md: nobody owns it",
    ]


def test_the_record_holds_before_and_after(qa, ada, ben):
    set_care([qa], owner=ben, by=ada)
    step = set_care([qa], owner=ada, review_by=MARCH, by=ben)

    assert step.details["care"] == [
        {
            "document": qa.pk,
            "before": {"owner": ben.pk, "review_by": None},
            "after": {"owner": ada.pk, "review_by": "2027-03-03"},
        }
    ]
    assert step.details["people"] == {str(ben.pk): "Ben", str(ada.pk): "Ada"}


def test_what_is_so_already_is_no_step(qa, ada):
    set_care([qa], owner=ada, by=ada)
    count = Event.objects.count()

    assert set_care([qa], owner=ada, by=ada) is None
    assert set_care([], owner=ada, by=ada) is None
    assert Event.objects.count() == count


def test_only_who_may_write_in_the_team_can_be_made_owner(qa, ada, ben, rita, eve):
    ben.is_active = False
    ben.save()

    for who in (rita, eve, ben):
        with pytest.raises(CareRefused, match=r"cannot own it\. Choose an author"):
            set_care([qa], owner=who, by=ada)
    assert care(qa) == (None, None)


def test_confirming_says_who_and_when_and_sets_the_next_date(qa, ada, ben):
    set_care([qa], review_by=MARCH, by=ada)

    step = confirm_reviewed(qa, by=ben, next=JUNE)

    assert care(qa) == (None, JUNE)
    assert qa.reviewed_by == ben
    assert None is not qa.reviewed_at <= step.created_at
    assert step.sentence == "Ben reviewed agents/qa.md: next review by 3 June 2027"


def test_the_text_and_its_versions_are_as_before(qa, ada):
    head = qa.head

    set_care([qa], owner=ada, review_by=MARCH, by=ada)
    confirm_reviewed(qa, by=ada, next=JUNE)

    qa.refresh_from_db()
    assert (qa.head, qa.revisions.count()) == (head, 1)


def test_care_outlives_a_save_a_rename_and_the_archive(qa, ada, ben):
    set_care([qa], owner=ben, review_by=MARCH, by=ada)
    confirm_reviewed(qa, by=ben, next=JUNE)

    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)
    rename_document(qa, "agents/tester.md", by=ada)
    archive_documents([qa], by=ada)
    restore_documents([qa], by=ada)

    assert care(qa) == (ben, JUNE)
    assert qa.reviewed_by == ben


def test_a_step_is_taken_back_and_done_again(qa, tone, ada, ben):
    set_care([qa], owner=ben, by=ada)
    step = set_care([qa, tone], owner=ada, review_by=MARCH, by=ada)

    back = take_back(step, by=ada)
    assert (care(qa), care(tone)) == ((ben, None), (None, None))
    assert (back.action, back.undoes) == ("step.undone", step)

    again = take_back(back, by=ada)
    assert (care(qa), care(tone)) == ((ada, MARCH), (ada, MARCH))
    assert again.action == "step.redone"
    with pytest.raises(AlreadyUndone):
        take_back(step, by=ada)


def test_a_confirmation_is_taken_back(qa, ada):
    set_care([qa], review_by=MARCH, by=ada)

    take_back(confirm_reviewed(qa, by=ada, next=JUNE), by=ada)

    assert care(qa) == (None, MARCH)
    assert (qa.reviewed_at, qa.reviewed_by) == (None, None)


def test_what_somebody_said_since_is_not_overwritten(qa, tone, ada, ben):
    step = set_care([qa, tone], owner=ada, by=ada)
    set_care([qa], owner=ben, by=ben)

    take_back(step, by=ada)

    assert (care(qa)[0], care(tone)[0]) == (ben, None)


def test_an_owner_who_left_does_not_come_back_by_an_undo(qa, ada, ben):
    set_care([qa], owner=ben, by=ada)
    step = set_care([qa], owner=ada, by=ada)
    Membership.objects.filter(user=ben).delete()

    with pytest.raises(CareRefused):
        take_back(step, by=ada)
    assert care(qa)[0] == ada


def test_ways_back_are_known_of_steps_of_care(qa, tone, ada, ben):
    first = set_care([qa], owner=ben, by=ada)
    second = set_care([qa, tone], owner=ada, by=ada)

    assert steps.ways_back([first, second]) == ({second.pk}, set())
    back = take_back(second, by=ada)
    assert steps.ways_back([first, second, back]) == ({first.pk, back.pk}, {second.pk})


def test_a_person_who_is_gone_leaves_documents_without_owner(qa, ada, ben):
    set_care([qa], owner=ben, by=ada)

    ben.delete()

    assert care(qa)[0] is None
    assert Document.objects.filter(pk=qa.pk).exists()
    assert [one.broken for one in verify()] == [""]
