"""People are told what concerns them: once, in the same transaction, and never what is not theirs to know."""

import pytest
from django.db import transaction
from django.utils import timezone

from agents.models import Follow, Notice, NoticeChoice, Proposal, Review
from agents.operations import notices
from agents.operations.audit import record
from agents.operations.comment_edits import edit_comment
from agents.operations.conflicts import tell as tell_conflicts
from agents.operations.documents import archive_document, rename_document, save_document
from agents.operations.inbox import choose_ways, follow, mark_all_read, mark_read, mark_unread_again, unfollow
from agents.operations.proposal_merging import merge
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import ask_for_review, close, propose, revise
from agents.operations.reviewing import comment, finish_review
from agents.queries import inbox
from tests.conftest import QA
from tests.proposed import comment_on, proposal_of, review_of, text_of

Kind, Way, Verdict = Notice.Kind, NoticeChoice.Way, Review.Verdict


@pytest.fixture
def proposal(qa, ben, vera):
    """Ben's, waiting for the reviewers: Vera and Ada."""
    return proposal_of(qa, by=ben)


def told(user):
    """What the person was told, the newest first."""
    return [(notice.kind, notice.sentence) for notice in Notice.objects.filter(person=user)]


def test_a_review_is_asked_of_everybody_who_may_give_one(proposal, ada, ben, vera, rita):
    notices.review_asked(proposal, by=ben)

    sentence = "Ben asks for a review of #1 “Test on branches”"
    assert told(vera) == told(ada) == [(Kind.ASKED, sentence)]
    assert told(ben) == told(rita) == []


def test_who_wrote_a_text_of_it_is_not_asked(proposal, ada, ben, vera):
    text_of(proposal.changes.get(), "Other.\n", by=vera, iteration=2)

    notices.review_asked(proposal, by=ben)

    assert told(vera) == []
    assert len(told(ada)) == 1


def test_a_step_is_told_once_however_often_it_is_tried(proposal, ada, ben):
    for _ in range(3):
        notices.review_asked(proposal, by=ben)

    assert len(told(ada)) == 1


def test_who_left_or_was_deactivated_is_told_nothing(proposal, ada, ben, vera):
    vera.memberships.all().delete()
    ada.is_active = False
    ada.save()

    notices.review_asked(proposal, by=ben)
    notices.tell(proposal.team, Kind.MENTIONED, [vera.pk, ada.pk], sentence="x", key="x", actor=ben)

    assert Notice.objects.count() == 0


def test_what_is_rolled_back_was_told_to_nobody(proposal, ben):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        notices.review_asked(proposal, by=ben)
        raise ZeroDivisionError

    assert Notice.objects.count() == 0


def test_a_comment_is_told_to_the_author_of_the_proposal(proposal, ada, ben, vera):
    comment = comment_on(proposal, by=vera)

    notices.commented(comment)

    assert told(ben) == [(Kind.COMMENTED, "Vera comments on #1 “Test on branches”")]
    assert Notice.objects.get().comment == comment
    assert told(vera) == told(ada) == []


def test_nobody_is_told_what_they_did_themselves(proposal, ben):
    notices.commented(comment_on(proposal, "Well, @ben.", by=ben))

    assert told(ben) == []


def test_an_answer_is_told_to_everybody_in_the_thread(proposal, ada, ben, vera, rita):
    root = comment_on(proposal, by=vera)
    comment_on(proposal, by=ada, replies_to=root)

    notices.commented(comment_on(proposal, by=ben, replies_to=root))

    assert told(vera) == told(ada) == [(Kind.COMMENTED, "Ben answers you in #1 “Test on branches”")]
    assert told(rita) == []


def test_members_who_are_mentioned_are_told_so_and_nothing_else(proposal, ben, rita, eve):
    notices.commented(comment_on(proposal, "@Rita, @eve and @nobody: look. So @ben.", by=proposal.team.members.first()))

    assert told(rita) == [(Kind.MENTIONED, "Ada mentions you in #1 “Test on branches”")]
    assert told(ben) == [(Kind.MENTIONED, "Ada mentions you in #1 “Test on branches”")]
    assert told(eve) == []


def test_who_wants_no_mentions_still_hears_of_comments_on_what_is_theirs(proposal, ben, vera):
    choose_ways(ben, {Kind.MENTIONED: Way.NOWHERE})

    notices.commented(comment_on(proposal, "@ben?", by=vera))

    assert [kind for kind, _ in told(ben)] == [Kind.COMMENTED]


def test_a_pending_comment_is_told_to_nobody_until_the_review_is_finished(proposal, ben, vera, rita):
    review = review_of(proposal, by=vera, verdict=Verdict.CHANGES, words="Not yet.", is_finished=False)
    comment = comment_on(proposal, "What do you say, @rita?", by=vera, review=review)
    notices.commented(comment)
    assert Notice.objects.count() == 0

    review.finished_at = timezone.now()
    review.save()
    notices.reviewed(review)

    assert told(ben) == [(Kind.VERDICT, "Vera requests changes to #1 “Test on branches”: Not yet.")]
    assert told(rita) == [(Kind.MENTIONED, "Vera mentions you in #1 “Test on branches”")]


def test_a_review_is_one_notice_for_each_however_much_it_says(proposal, ben, vera):
    root = comment_on(proposal, by=ben)
    review = review_of(proposal, by=vera, words="@ben")
    for _ in range(5):
        comment_on(proposal, "@ben", by=vera, review=review, replies_to=root)

    notices.reviewed(review)

    assert told(ben) == [(Kind.VERDICT, "Vera approves #1 “Test on branches”: @ben")]


def test_a_comment_of_a_guest_is_told_but_mentions_nobody(proposal, ben, rita):
    notices.commented(comment_on(proposal, "@rita and @ben", guest_name="Gil"))

    assert told(ben) == [(Kind.COMMENTED, "Gil (guest) comments on #1 “Test on branches”")]
    assert told(rita) == []


def test_who_approved_hears_once_that_it_counts_no_longer(proposal, ada, ben, vera):
    review_of(proposal, by=vera)
    review_of(proposal, by=ada)
    review_of(proposal, by=ada, verdict=Verdict.CHANGES)
    for iteration in (2, 3):
        proposal.iteration = iteration
        proposal.save()
        notices.iteration_raised(proposal, by=ben)

    assert told(vera) == [(Kind.STALE, "Ben changed #1 “Test on branches”, so your approval no longer counts")]
    again = "Ben changed #1 “Test on branches”, where you asked for changes: look again"
    assert told(ada) == [(Kind.ASKED, again)]


@pytest.mark.parametrize(("state", "verb"), [(Proposal.State.MERGED, "merged"), (Proposal.State.CLOSED, "closed")])
def test_the_author_hears_how_it_ended(proposal, ada, ben, state, verb):
    proposal.state, proposal.ended_at = state, timezone.now()

    notices.ended(proposal, by=ada)

    assert told(ben) == [(Kind.ENDED, f"Ada {verb} #1 “Test on branches”")]


def test_a_conflict_is_told_once_for_an_iteration(proposal, ada, ben):
    for _ in range(2):
        notices.conflicted(proposal, by=ada)

    assert told(ben) == [(Kind.CONFLICT, "#1 “Test on branches” conflicts with what Ada saved")]


def test_a_proposal_to_what_one_follows_is_told(proposal, qa, ben, rita):
    follow(qa, by=rita)

    notices.review_asked(proposal, by=ben)

    assert told(rita) == [(Kind.FOLLOWED, "Ben proposes to change what you follow: #1 “Test on branches”")]


def test_every_change_of_what_one_follows_is_told(qa, ada, ben, rita):
    follow(qa, by=rita)
    follow(qa, by=ben)
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ben)
    qa.refresh_from_db()
    rename_document(qa, "agents/tester.md", by=ada)
    archive_document(qa, by=ada)

    assert [sentence for _, sentence in told(rita)] == [
        "Ada archived agents/tester.md",
        "Ada renamed agents/tester.md",
        "Ben saved agents/qa.md as v2",
    ]
    assert len(told(ben)) == 2
    assert Notice.objects.filter(person=rita).first().document_id == qa.pk


def test_what_wrote_nothing_is_no_change(qa, team, ada, rita):
    follow(qa, by=rita)

    record(team, ada, "export.zip", subject="2 files")

    assert told(rita) == []


def test_following_twice_is_following_once_and_can_be_ended(qa, ada, rita):
    follow(qa, by=rita)
    follow(qa, by=rita)
    assert Follow.objects.count() == 1

    unfollow(qa, by=rita)
    save_document(qa, qa.head.source + "More.\n", base=qa.head, by=ada)

    assert told(rita) == []


def test_a_title_cannot_break_the_sentence(proposal, ben, vera):
    proposal.title = "One\r\nBcc: eve@example.org\u2028\u202etwo" + "x" * 400
    notices.commented(comment_on(proposal, by=vera))

    sentence = told(ben)[0][1]
    assert sentence.startswith("Vera comments on #1 “One Bcc: eve@example.org ‹U+202E›two")
    assert len(sentence) == 300


def test_reading_can_be_taken_back(proposal, ada, ben, vera):
    for number in range(3):
        notices.tell(proposal.team, Kind.ASKED, [vera.pk], sentence="x", key=f"{number}", actor=ben)
    first, _, last = Notice.objects.order_by("pk")
    mark_read(first)

    count, moment = mark_all_read(vera, up_to=last.pk)
    assert (count, inbox.unread(vera)) == (2, 0)

    assert mark_unread_again(vera, read_at=moment) == 2
    assert inbox.unread(vera) == 2


def test_what_came_meanwhile_stays_unread(proposal, ben, vera):
    for number in range(2):
        notices.tell(proposal.team, Kind.ASKED, [vera.pk], sentence="x", key=f"{number}", actor=ben)

    mark_all_read(vera, up_to=Notice.objects.order_by("pk").first().pk)

    assert inbox.unread(vera) == 1


def test_of_a_team_one_left_nothing_is_in_the_inbox(proposal, ben, vera):
    notices.review_asked(proposal, by=ben)
    assert inbox.unread(vera) == 1

    vera.memberships.all().delete()

    assert (inbox.unread(vera), inbox.notices(vera).count()) == (0, 0)


def test_a_default_needs_no_row(ben):
    choose_ways(ben, {Kind.ASKED: Way.DIGEST, Kind.ENDED: Way.INBOX})
    assert NoticeChoice.objects.count() == 1
    assert inbox.ways(ben)[Kind.ASKED] == Way.DIGEST

    choose_ways(ben, {Kind.ASKED: Way.MAIL})

    assert NoticeChoice.objects.count() == 0


def test_who_needs_to_review_what(proposal, qa, ada, ben, vera, rita, eve):
    proposal_of(qa, by=ben, title="Not ready", state=Proposal.State.DRAFT)

    def needing(user):
        return [one.title for one in inbox.needing_review_by(qa.team, user)]

    assert needing(vera) == needing(ada) == ["Test on branches"]
    assert needing(ben) == needing(rita) == needing(eve) == []

    review_of(proposal, by=vera, is_finished=False)
    assert needing(vera) == ["Test on branches"]
    Review.objects.update(finished_at=timezone.now())
    assert needing(vera) == []

    proposal.iteration = 2
    proposal.save()
    text_of(proposal.changes.get(), "Ada's.\n", by=ada, iteration=2)
    assert (needing(vera), needing(ada)) == (["Test on branches"], [])


CHANGED = QA.replace("You test", "On branches you test")


def proposed(qa, by, **more):
    return propose(qa.team, [edit_of(qa, CHANGED, base=qa.head)], title="Branches", by=by, **more)


def test_the_steps_of_a_proposal_tell_by_themselves(qa, ada, ben, vera):
    proposal = proposed(qa, ben, is_draft=True)
    assert Notice.objects.count() == 0

    ask_for_review(proposal, by=ben)
    said = comment(proposal, words="Why?", by=vera, iteration=1)
    finish_review(proposal, verdict=Verdict.APPROVE, words="", iteration=1, by=vera)
    text = proposal.changes.get().texts.get()
    revise(text.change, CHANGED + "More.\n", base_text=text, by=ben)
    edit_comment(said, words="Why, @ada?", by=vera)
    close(Proposal.objects.get(), by=ada)

    assert [kind for kind, _ in told(vera)] == [Kind.STALE, Kind.ASKED]
    assert [kind for kind, _ in told(ben)] == [Kind.ENDED, Kind.VERDICT, Kind.COMMENTED]
    assert [kind for kind, _ in told(ada)] == [Kind.MENTIONED, Kind.ASKED]


def test_a_merge_is_told_to_the_author_and_to_who_follows(qa, ada, ben, vera, rita):
    follow(qa, by=rita)
    proposal = proposed(qa, ben)
    finish_review(proposal, verdict=Verdict.APPROVE, words="", iteration=1, by=vera)

    merge(proposal, iteration=1, by=ada)

    assert told(ben)[0] == (Kind.ENDED, "Ada merged #1 “Branches”")
    assert told(rita)[0] == (Kind.FOLLOWED, "Ada merged #1 Branches")


def test_who_cannot_be_merged_any_more_hears_of_it_after_the_save(qa, ada, ben, django_capture_on_commit_callbacks):
    proposed(qa, ben)
    first = qa.head

    with django_capture_on_commit_callbacks(execute=True):
        save_document(qa, QA.replace("Tests what", "Checks what"), base=first, by=ada)
    assert Kind.CONFLICT not in [kind for kind, _ in told(ben)]

    qa.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        save_document(qa, QA.replace("You test", "Sometimes you test"), base=first, by=ada)
    assert told(ben)[0] == (Kind.CONFLICT, "#1 “Branches” conflicts with what Ada saved")


def test_a_proposal_that_ended_conflicts_with_nothing(qa, ada, ben):
    proposal = proposed(qa, ben)
    save_document(qa, QA.replace("You test", "Sometimes you test"), base=qa.head, by=ada)
    close(proposal, by=ben)

    tell_conflicts(qa.team, [qa.pk], by=ada)

    assert told(ben) == []
