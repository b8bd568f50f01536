"""What comes of a review: suggestions that are applied, and verdicts."""

from agents.definition.anchors import Lines
from agents.models import Comment, ProposedText, Review
from agents.operations.reviewing import comment, finish_review
from tests.views.proposing import proposed
from tests.views.reviewing import FILES, LINE, NEW, ONE, change_again, file_of, latest, reread


def test_lines_that_were_changed_in_the_form_are_suggested(as_vera, proposal, change):
    posted = {"change": change.pk, "on": f"R{LINE}", "words": "", "to": "now", "suggestion": "You test.\r\nTwice."}
    as_vera.post(f"{ONE}comment/", posted)

    assert Comment.objects.get().suggestion == "You test.\nTwice."
    assert "Suggested change" in file_of(as_vera.get(FILES))


def test_lines_that_were_left_as_they_are_suggest_nothing(as_vera, proposal, change):
    posted = {"change": change.pk, "on": "R9", "words": "Hm", "to": "now", "suggestion": "You test all things."}
    as_vera.post(f"{ONE}comment/", posted)

    assert Comment.objects.get().suggestion is None


def test_a_suggestion_is_applied_once_and_credits_both(as_ben, proposal, change, said):
    for _ in range(2):
        answer = as_ben.post(f"{ONE}apply/", {"comment": said.pk}, follow=True)

    text = ProposedText.objects.filter(change=change).last()
    assert latest(change) == NEW.replace("You test all things.", "You test all things that changed.")
    assert (text.author.username, [one.username for one in text.credited.all()]) == ("ben", ["vera"])
    assert ProposedText.objects.filter(change=change).count() == 2
    assert "Applied in iteration 2." in answer.text


def test_a_batch_is_one_iteration(as_ben, proposal, change, said, vera):
    more = comment(
        proposal,
        words="",
        by=vera,
        iteration=1,
        change=change,
        side="new",
        lines=Lines(15, 15),
        suggestion="- Ask twice",
    )

    as_ben.post(f"{ONE}apply/", {"comment": [said.pk, more.pk]})

    assert reread(proposal).iteration == 2
    assert "that changed." in latest(change)
    assert "- Ask twice" in latest(change)


def test_readers_apply_nothing_and_learn_why(as_rita, said, change):
    assert as_rita.post(f"{ONE}apply/", {"comment": said.pk}).status_code == 403
    assert "Whoever wrote the proposal, or a reviewer, can apply it." in as_rita.get(FILES).text
    assert latest(change) == NEW


def test_pending_comments_are_said_with_the_verdict(client, proposal, change, vera, rita):
    client.force_login(vera)
    client.post(f"{ONE}comment/", {"change": change.pk, "on": "R9", "words": "Waits", "to": "review"})
    client.force_login(rita)
    assert "Waits" not in client.get(FILES).text
    client.force_login(vera)
    assert "1 comment</b> of yours waits" in client.get(FILES).text

    client.post(f"{ONE}review/", {"verdict": "changes", "words": "See there.", "iteration": 1, "seen": ""})

    client.force_login(rita)
    assert "Waits" in client.get(FILES).text
    assert "Wants changes" in client.get(ONE).text


def test_a_review_posted_twice_is_one(as_vera, proposal):
    for _ in range(3):
        as_vera.post(f"{ONE}review/", {"verdict": "approve", "words": "", "iteration": 1, "seen": ""})

    assert Review.objects.count() == 1


def test_nobody_approves_what_they_wrote(client, qa, vera):
    proposed(qa, NEW, by=vera)
    client.force_login(vera)

    answer = client.post(f"{ONE}review/", {"verdict": "approve", "words": "Typed", "iteration": 1, "seen": ""})

    assert answer.status_code == 403
    assert "somebody else has to judge it" in answer.text
    assert "Typed" in answer.text
    assert not Review.objects.exists()


def test_an_author_may_not_approve_anybodys(as_ben, qa, vera):
    proposed(qa, NEW, by=vera)

    assert as_ben.post(f"{ONE}review/", {"verdict": "approve", "words": "", "iteration": 1}).status_code == 403


def test_an_approval_of_another_iteration_is_refused(as_vera, proposal, ben):
    change_again(proposal, NEW + "\nMore.\n", by=ben)

    answer = as_vera.post(f"{ONE}review/", {"verdict": "approve", "words": "", "iteration": 1, "seen": ""})

    assert answer.status_code == 422
    assert "changed since you looked at it" in answer.text


def test_an_approval_falls_when_the_text_changes(as_vera, proposal, vera, ben):
    finish_review(proposal, verdict="approve", words="", iteration=1, by=vera)
    change_again(proposal, NEW + "\nMore.\n", by=ben)

    text = as_vera.get(ONE).text

    assert "Approved an earlier version" in text
    assert "needs one approval" in text
