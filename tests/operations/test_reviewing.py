"""Comments and verdicts: whose word counts, for which iteration, and that nobody judges what they wrote."""

import pytest

from agents import limits
from agents.definition.anchors import Lines
from agents.models import Document, Event, Membership, OwnedPath, Proposal, Role, Team, Viewed
from agents.operations.comment_places import PlaceRefused
from agents.operations.errors import OperationError, TextRefused
from agents.operations.iterations import NotForYou, ProposalEnded
from agents.operations.proposed_changes import edit_of
from agents.operations.proposing import back_to_draft, close, propose, revise
from agents.operations.reviewing import (
    SuggestionOutdated,
    apply_suggestions,
    comment,
    delete_comment,
    edit_comment,
    finish_review,
    mark_viewed,
    reopen_thread,
    resolve,
    set_aside,
    unmark_viewed,
)
from agents.queries.proposals import current_texts, is_author, standing, waiting_for
from tests.conftest import QA, person

OPUS = QA.replace("sonnet", "opus")
MODEL = Lines(OPUS.splitlines().index("model: opus") + 1, OPUS.splitlines().index("model: opus") + 1)


@pytest.fixture
def proposal(team, qa, ben):
    return propose(team, [edit_of(qa, OPUS, base=qa.head)], title="Opus", by=ben)


def fresh(proposal) -> Proposal:
    return Proposal.objects.select_related("team").get(pk=proposal.pk)


def text_of(proposal):
    (text,) = current_texts(fresh(proposal)).values()
    return text


def review(proposal, verdict, by, words="", iteration=0):
    return finish_review(
        proposal, verdict=verdict, words=words, iteration=iteration or fresh(proposal).iteration, by=by
    )


def edited(proposal, by, source):
    text = text_of(proposal)
    return revise(text.change, source, base_text=text, by=by)


def actions(team):
    found = Event.objects.filter(team=team, subject__startswith="#").order_by("id")
    return list(found.values_list("action", flat=True))


def test_one_approval_of_a_reviewer_lets_it_merge(proposal, vera):
    assert standing(proposal).reasons == ("It needs one approval by a reviewer who did not write it.",)

    approval = review(proposal, "approve", vera)

    found = standing(proposal)
    assert (found.word, found.approvals, found.may_merge) == ("approved", [approval], True)


def test_nobody_approves_what_they_wrote(proposal, ada, vera):
    edited(proposal, vera, f"{OPUS}More.\n")

    with pytest.raises(NotForYou, match="You wrote part of this"):
        review(proposal, "approve", vera)
    with pytest.raises(NotForYou):
        review(proposal, "changes", vera)
    assert is_author(proposal, vera)
    assert not is_author(proposal, ada)
    assert review(proposal, "comment", vera, "Hm.").verdict == "comment"


def test_an_owner_does_not_approve_their_own_proposal(team, qa, ada):
    mine = propose(team, [edit_of(qa, OPUS, base=qa.head)], title="Mine", by=ada)

    with pytest.raises(NotForYou):
        review(mine, "approve", ada)


def test_authors_and_readers_comment_but_do_not_judge(proposal, team, rita):
    writer = person("wim")
    Membership.objects.create(team=team, user=writer, role=Role.AUTHOR)

    for who in (rita, writer):
        with pytest.raises(NotForYou, match="Only reviewers"):
            review(proposal, "approve", who)
        assert review(proposal, "comment", who, "Nice.").finished_at


def test_an_approval_falls_with_the_next_iteration(proposal, vera, ben):
    approval = review(proposal, "approve", vera)

    edited(proposal, ben, f"{OPUS}More.\n")

    found = standing(fresh(proposal))
    assert (found.word, found.approvals, found.stale, found.may_merge) == ("in review", [], [approval], False)
    with pytest.raises(OperationError, match="changed since you looked"):
        review(proposal, "approve", vera, "Again", iteration=1)
    review(proposal, "approve", vera)
    assert standing(fresh(proposal)).may_merge


def test_an_approval_counts_while_its_reviewer_may_judge(proposal, team, vera):
    review(proposal, "approve", vera)
    membership = Membership.objects.get(team=team, user=vera)

    membership.role = Role.AUTHOR
    membership.save()
    assert not standing(proposal).may_merge

    membership.role = Role.REVIEWER
    membership.save()
    vera.is_active = False
    vera.save()
    assert not standing(proposal).may_merge


def test_a_request_for_changes_stands_until_its_reviewer_says_otherwise(proposal, ada, vera, ben):
    review(proposal, "approve", ada)
    request = review(proposal, "changes", vera, "Please not.")
    edited(proposal, ben, f"{OPUS}More.\n")
    review(proposal, "approve", ada)

    found = standing(fresh(proposal))
    assert (found.word, found.requested, found.reasons) == ("changes requested", [request], ("Vera asks for changes.",))

    review(proposal, "comment", vera, "Well.")
    assert standing(fresh(proposal)).may_merge


def test_who_asks_for_changes_takes_their_approval_back(proposal, vera):
    review(proposal, "approve", vera)
    review(proposal, "changes", vera)
    review(proposal, "comment", vera, "Hm.")

    assert standing(proposal).approvals == []


def test_an_owner_sets_a_request_aside_with_a_reason(proposal, team, ada, vera):
    request = review(proposal, "changes", vera)
    with pytest.raises(OperationError, match="Say why"):
        set_aside(request, reason=" ", by=ada)

    request = set_aside(request, reason="Vera is away.", by=ada)
    set_aside(request, reason="Again.", by=ada)

    assert standing(proposal).requested == []
    assert (request.set_aside_by_name, request.set_aside_reason) == ("Ada", "Vera is away.")
    assert actions(team) == ["proposal.opened", "proposal.reviewed", "review.set_aside"]
    assert not standing(proposal).may_merge


def test_the_same_verdict_twice_is_one(proposal, team, vera):
    reviews = {review(proposal, "approve", vera, "Good.").pk for _ in range(3)}

    assert len(reviews) == 1
    assert actions(team) == ["proposal.opened", "proposal.reviewed"]


def test_a_draft_and_an_ended_one_get_no_verdict(proposal, vera, ben):
    back_to_draft(proposal, by=ben)
    with pytest.raises(OperationError, match="draft"):
        review(proposal, "approve", vera)

    close(proposal, by=ben)
    with pytest.raises(ProposalEnded):
        review(proposal, "approve", vera)


def change_rule(team, **rule):
    Team.objects.filter(pk=team.pk).update(**rule)


def test_the_team_says_how_many_approvals_it_takes(proposal, team, ada, vera):
    change_rule(team, approvals=2)
    review(proposal, "approve", vera)
    assert standing(fresh(proposal)).reasons == ("It needs one more approval by a reviewer who did not write it.",)

    review(proposal, "approve", ada)
    assert standing(fresh(proposal)).may_merge

    change_rule(team, approvals=0)
    assert standing(fresh(proposal)).needed == 0


def test_wider_powers_need_a_security_reviewer(team, qa, ben, ada, vera):
    change_rule(team, security_reviewer=True)
    wider = propose(team, [edit_of(qa, QA.replace("Bash", "Bash, WebFetch"), base=qa.head)], title="W", by=ben)
    review(wider, "approve", vera)
    found = standing(fresh(wider))
    assert (found.needs_security, found.has_security, found.may_merge) == (True, False, False)
    assert found.reasons == ("It lets agents do more than before. A security reviewer has to approve it.",)

    Membership.objects.filter(user=ada).update(is_security_reviewer=True)
    review(wider, "approve", ada)

    assert standing(fresh(wider)).may_merge


def test_what_stays_as_strong_needs_none(proposal, team, vera):
    change_rule(team, security_reviewer=True)
    review(proposal, "approve", vera)

    assert standing(fresh(proposal)).may_merge


def test_the_owner_of_a_path_has_to_approve(proposal, team, ada, vera):
    owner = Membership.objects.get(team=team, user=ada)
    OwnedPath.objects.create(team=team, pattern="agents/**", membership=owner)
    review(proposal, "approve", vera)
    assert standing(fresh(proposal)).reasons == ("Ada has to approve it, as owner of agents/qa.md.",)

    review(proposal, "approve", ada)
    assert standing(fresh(proposal)).may_merge


def test_the_owner_of_a_document_has_to_approve_unless_they_wrote_it(proposal, qa, team, ada, vera, ben):
    review(proposal, "approve", vera)

    Document.objects.filter(pk=qa.pk).update(owner=ada)
    assert standing(fresh(proposal)).reasons == ("Ada has to approve it, as owner of agents/qa.md.",)

    Document.objects.filter(pk=qa.pk).update(owner=ben)
    assert standing(fresh(proposal)).may_merge


def test_what_waits_for_a_reviewer(proposal, team, qa, ada, vera, ben):
    def waiting(person):
        return list(waiting_for(Membership.objects.select_related("team").get(team=team, user=person)))

    assert (waiting(vera), waiting(ada), waiting(ben)) == ([proposal], [proposal], [])

    review(proposal, "approve", vera)
    assert (waiting(vera), waiting(ada)) == ([], [proposal])

    edited(proposal, ben, f"{OPUS}More.\n")
    assert waiting(vera) == [proposal]


def test_a_comment_keeps_the_words_it_speaks_of(proposal, team, rita):
    change = text_of(proposal).change

    said = comment(proposal, words="Why?", by=rita, change=change, iteration=1, side="new", lines=MODEL)
    old = comment(proposal, words="Hm.", by=rita, change=change, iteration=1, side="old", lines=MODEL)

    assert (said.quoted, old.quoted, said.first_line) == ("model: opus\n", "model: sonnet\n", MODEL.first)
    assert actions(team) == ["proposal.opened", "proposal.commented", "proposal.commented"]


def test_a_place_that_is_none_gets_no_comment(proposal, team, tone, ben, ada):
    change = text_of(proposal).change
    other = propose(team, [edit_of(tone, "x\n", base=tone.head)], title="T", by=ben).changes.get()

    for place in [
        {"change": change, "iteration": 2},
        {"change": other, "iteration": 1},
        {"change": change, "iteration": 1, "side": "new", "lines": Lines(1, 900)},
        {"change": change, "iteration": 1, "side": "new", "lines": Lines(3, 2)},
        {"change": change, "iteration": 1, "side": "", "lines": Lines(1, 1)},
        {"change": change, "iteration": 1, "side": "old", "lines": MODEL, "suggestion": "x"},
        {"iteration": 1, "lines": Lines(1, 1), "side": "new"},
    ]:
        with pytest.raises(PlaceRefused):
            comment(proposal, words="x", by=ada, **place)


def test_empty_and_endless_words_are_refused(proposal, ada):
    for words, refused in [(" ", OperationError), ("x" * (limits.COMMENT_BYTES + 1), TextRefused), ("\0", TextRefused)]:
        with pytest.raises(refused):
            comment(proposal, words=words, by=ada, iteration=1)


def test_an_answer_to_an_answer_is_in_the_same_thread(proposal, ada, ben):
    first = comment(proposal, words="Why?", by=ada, iteration=1)
    answer = comment(proposal, words="So.", by=ben, iteration=1, replies_to=first)

    assert comment(proposal, words="Oh.", by=ada, iteration=1, replies_to=answer).replies_to == first


def test_one_form_posted_twice_is_one_comment(proposal, team, ada):
    said = {comment(proposal, words="x", by=ada, iteration=1, once="abc").pk for _ in range(3)}

    assert len(said) == 1
    assert actions(team) == ["proposal.opened", "proposal.commented"]


def test_pending_comments_are_told_with_the_verdict(proposal, team, vera):
    said = [comment(proposal, words=words, by=vera, iteration=1, is_pending=True) for words in "ab"]
    edit_comment(said[0], words="A", by=vera)
    assert actions(team) == ["proposal.opened"]

    finished = review(proposal, "changes", vera)

    assert {one.review for one in proposal.comments.all()} == {finished}
    assert Event.objects.get(action="proposal.reviewed").details["comments"] == 2


def test_a_guest_comments_under_a_name(proposal):
    said = comment(proposal, words="Hello.", by=None, guest_name="Gus", iteration=1, is_pending=True)

    assert (said.author, said.author_name, said.is_guest, said.review) == (None, "Gus", True, None)


def test_comments_are_edited_deleted_resolved_and_reopened(proposal, team, ada, ben):
    said = comment(proposal, words="Why?", by=ada, iteration=1)
    answer = comment(proposal, words="So.", by=ben, iteration=1, replies_to=said)

    assert edit_comment(said, words="Why not?", by=ada).edited_at
    assert resolve(answer, by=ben).pk == said.pk
    assert resolve(said, by=ben).resolved_by_name == "Ben"
    assert reopen_thread(said, by=ada).resolved_at is None
    assert delete_comment(said, by=ada).words == ""
    delete_comment(said, by=ada)
    with pytest.raises(OperationError, match="deleted"):
        edit_comment(said, words="Back", by=ada)

    done = ["comment.edited", "comment.resolved", "comment.reopened", "comment.deleted"]
    assert actions(team)[3:] == done


def suggest(proposal, by, text, lines=MODEL, iteration=1):
    change = text_of(proposal).change
    return comment(
        proposal, words="", by=by, change=change, iteration=iteration, side="new", lines=lines, suggestion=text
    )


def test_suggestions_are_applied_as_one_iteration_that_credits_both(proposal, team, ada, vera, ben):
    first = suggest(proposal, vera, "model: haiku\n")
    last = suggest(proposal, ada, "Ask first.\nThen test.", Lines(9, 9))

    assert apply_suggestions([first, last], by=ben) == 2

    text = text_of(proposal)
    assert text.source == OPUS.replace("opus", "haiku").replace("You test things.", "Ask first.\nThen test.")
    assert (text.author, set(text.credited.all())) == (ben, {ada, vera})
    assert {one.applied_in for one in proposal.comments.all()} == {2}
    assert all(one.resolved_at for one in proposal.comments.all())
    assert apply_suggestions([first, last], by=ben) == 2
    assert actions(team)[-1] == "proposal.revised"
    assert review(proposal, "approve", vera).verdict == "approve"  # it was Ben who took it


def test_a_suggestion_follows_its_lines_and_is_refused_when_they_changed(proposal, vera, ada, ben):
    moved = suggest(proposal, vera, "model: haiku\n")
    lost = suggest(proposal, ada, "You ask.\n", Lines(9, 9))
    edited(proposal, ben, OPUS.replace("---\nname", "---\n# On top\nname").replace("You test things", "You test all"))

    with pytest.raises(SuggestionOutdated, match="that Ada spoke of were changed") as outdated:
        apply_suggestions([moved, lost], by=ben)
    assert outdated.value.comments == [lost]
    assert fresh(proposal).iteration == 2

    apply_suggestions([moved], by=ben)
    assert "# On top\n" in text_of(proposal).source
    assert "model: haiku\n" in text_of(proposal).source


def test_two_suggestions_for_one_line_are_not_both_applied(proposal, vera, ada, ben):
    both = [suggest(proposal, vera, "model: haiku\n"), suggest(proposal, ada, "model: fable\n")]

    with pytest.raises(SuggestionOutdated, match="Two suggestions are for the same lines"):
        apply_suggestions(both, by=ben)


def test_a_look_is_remembered_for_a_text(proposal, rita, team):
    text = text_of(proposal)

    mark_viewed(text.change, text=text, by=rita)
    mark_viewed(text.change, text=text, by=rita)
    assert Viewed.objects.get().blob_id == text.blob_id

    unmark_viewed(text.change, by=rita)
    assert not Viewed.objects.exists()
    assert actions(team) == ["proposal.opened"]
