"""Odd turns a proposal can take: forms sent again, names in each other's way, words for what is not there."""

import pytest

from agents import limits
from agents.definition.anchors import Lines
from agents.models import Document, Membership, Notice, Proposal
from agents.operations.comment_places import PlaceRefused
from agents.operations.documents import archive_document, create_document, save_document
from agents.operations.errors import NameTaken, OperationError, TextRefused
from agents.operations.iterations import ProposalEnded
from agents.operations.proposal_merging import MergeRefused, merge, revert
from agents.operations.proposed_changes import addition_of, archiving_of, edit_of, rename_of, return_of
from agents.operations.proposing import UpdateConflict, add_change, close, propose, revise, update_from_head
from agents.operations.reviewing import apply_suggestions, comment, delete_comment, finish_review, set_aside
from agents.operations.undoing import undo
from agents.queries import proposal_list
from agents.queries.proposals import current_texts, standing
from tests.conftest import QA

OPUS = QA.replace("sonnet", "opus")
NOTES = "guidelines/notes.md"


@pytest.fixture
def proposal(team, qa, ben):
    return propose(team, [edit_of(qa, OPUS, base=qa.head)], title="Opus", by=ben)


def fresh(proposal) -> Proposal:
    return Proposal.objects.select_related("team").get(pk=proposal.pk)


def merged(proposal, *, by):
    proposal = fresh(proposal)
    finish_review(proposal, verdict="approve", words="", iteration=proposal.iteration, by=by)
    return merge(proposal, iteration=proposal.iteration, by=by)


def test_a_form_filled_in_anew_or_sent_by_another_is_another_proposal(team, qa, ben, vera):
    change = edit_of(qa, OPUS, base=qa.head)

    first = propose(team, [change], title="One", by=ben, once="a\0")

    assert propose(team, [change], title="One", by=ben, once="a\0") == first
    assert propose(team, [change], title="Two", by=ben, once="a\0") != first
    assert propose(team, [change], title="One", by=vera, once="a\0") != first


def test_a_form_filled_in_anew_or_sent_by_another_is_another_comment(proposal, ada, vera):
    first = comment(proposal, words="One", by=ada, iteration=1, once="a")

    assert comment(proposal, words="One", by=ada, iteration=1, once="a") == first
    assert comment(proposal, words="Two", by=ada, iteration=1, once="a") != first
    assert comment(proposal, words="One", by=vera, iteration=1, once="a") != first


@pytest.mark.parametrize("kind", ["add", "rename", "archive"])
def test_a_change_that_joins_twice_joins_once(proposal, tone, ben, kind):
    change = {
        "add": addition_of("guideline", NOTES, "Words\n"),
        "rename": rename_of(tone, NOTES, source="Words\n", base=tone.head),
        "archive": archiving_of(tone),
    }[kind]

    made = {add_change(proposal, change, by=ben).pk for _ in range(2)}

    assert (len(made), fresh(proposal).iteration) == (1, 2)


def test_two_files_of_a_proposal_never_differ_in_letter_case_only(proposal, qa, ben):
    add_change(proposal, addition_of("guideline", NOTES, "Words\n"), by=ben)

    with pytest.raises(OperationError, match=r"changes guidelines/Notes\.md already"):
        add_change(proposal, addition_of("guideline", "guidelines/Notes.md", "Others\n"), by=ben)
    with pytest.raises(NameTaken, match=r"puts another file at guidelines/notes\.md"):
        add_change(proposal, rename_of(qa, "guidelines/NOTES.md", source=QA, base=qa.head), by=ben)


def test_files_that_ask_for_one_address_are_merged_together(team, qa, tone, ben, ada, vera):
    web = create_document(team, kind="agent", path="agents/web/a.md", source=QA, by=ada)
    changes = [
        rename_of(qa, "agents/x/same.md", source=QA, base=qa.head),
        rename_of(web, "agents/y/same.md", source=QA, base=web.head),
        addition_of("agent", "agents/z/same.md", QA),
    ]

    merged(propose(team, changes, title="T", by=ben), by=vera)

    slugs = Document.objects.filter(kind="agent").order_by("path").values_list("slug", flat=True)
    assert sorted(slugs) == ["same", "y-same", "z-same"]


def test_what_grew_too_long_together_is_not_merged(team, ada, ben, vera):
    most = "x" * (limits.DOCUMENT_BYTES * 2 // 3) + "\n"
    text = "First\n" + "Middle\n" * 9
    long = create_document(team, kind="guideline", path=NOTES, source=text, by=ada)
    proposal = propose(team, [edit_of(long, most + text, base=long.head)], title="T", by=ben)
    save_document(long, text + most, base=long.head, by=ada)

    with pytest.raises(MergeRefused, match="can be kept"):
        merged(proposal, by=vera)
    with pytest.raises(TextRefused):
        update_from_head(proposal, by=ben)


def test_what_is_archived_meanwhile_is_told(proposal, qa, ada, ben, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        archive_document(qa, by=ada)

    assert Notice.objects.get(person=ben).kind == Notice.Kind.CONFLICT


def test_choices_count_for_the_texts_they_were_made_of(proposal, qa, ada, ben, vera):
    save_document(qa, QA.replace("sonnet", "haiku"), base=qa.head, by=ada)
    with pytest.raises(UpdateConflict) as asked:
        update_from_head(proposal, by=ben)
    (text,) = current_texts(proposal).values()
    revise(text.change, f"{OPUS}\nLast.\n", base_text=text, by=vera)

    with pytest.raises(UpdateConflict):
        chosen, heads = {text.change_id: OPUS}, asked.value.heads
        update_from_head(proposal, by=ben, chosen=chosen, heads=heads, iteration=asked.value.iteration)

    (text,) = current_texts(fresh(proposal)).values()
    assert text.source.endswith("Last.\n")


def test_all_places_are_asked_again_while_one_is_open(team, qa, tone, ben, ada):
    texts = {one: one.head.source.replace("\n", " mine\n") for one in (qa, tone)}
    changes = [edit_of(one, text, base=one.head) for one, text in texts.items()]
    proposal = propose(team, changes, title="T", by=ben)
    for one in texts:
        save_document(one, one.head.source.replace("\n", " theirs\n"), base=one.head, by=ada)
    first, second = current_texts(proposal)

    with pytest.raises(UpdateConflict) as asked:
        update_from_head(proposal, by=ben, chosen={first: "x"})

    assert set(asked.value.conflicts) == {first, second}


def test_what_was_undone_is_not_taken_back_again(proposal, ada, ben, vera):
    undo(merged(proposal, by=vera), by=ada)

    with pytest.raises(OperationError, match="nothing to take back"):
        revert(fresh(proposal), by=ben)


def test_a_request_that_was_set_aside_can_be_made_again(proposal, ada, vera):
    asked = finish_review(proposal, verdict="changes", words="", iteration=1, by=vera)
    set_aside(asked, reason="On holiday.", by=ada)

    again = finish_review(proposal, verdict="changes", words="", iteration=1, by=vera)

    assert standing(fresh(proposal)).requested == [again] != [asked]


def test_a_review_says_something_of_a_version_there_is(proposal, vera):
    delete_comment(comment(proposal, words="Hm", by=vera, iteration=1, is_pending=True), by=vera)

    with pytest.raises(OperationError, match="Write something first"):
        finish_review(proposal, verdict="comment", words="", iteration=1, by=vera)
    with pytest.raises(OperationError, match="no such version"):
        finish_review(proposal, verdict="comment", words="Hm", iteration=2, by=vera)


def test_what_answers_a_pending_comment_waits_with_it(proposal, team, ben, vera, ada):
    first = comment(proposal, words="Hm", by=vera, iteration=1, is_pending=True)

    comment(proposal, words="@ben: look", by=vera, iteration=1, replies_to=first)
    with pytest.raises(PlaceRefused):
        comment(proposal, words="I see", by=ada, iteration=1, replies_to=first)

    chosen = proposal_list.Filter()
    row = proposal_list.rows(Membership.objects.get(user=ben), chosen, start=0, size=9)[0]
    assert (row.comments, Notice.objects.filter(person=ben).count()) == (0, 0)


def test_a_suggestion_waits_for_its_review(proposal, vera):
    where = {"change": proposal.changes.get(), "side": "new", "lines": Lines(1, 1)}
    waiting = comment(proposal, words="", by=vera, iteration=1, suggestion="x", is_pending=True, **where)

    with pytest.raises(OperationError, match="once its review is finished"):
        apply_suggestions([waiting], by=vera)


@pytest.mark.parametrize("kind", ["archive", "restore"])
def test_nobody_suggests_words_for_a_text_that_stays(team, tone, ben, vera, ada, kind):
    if kind == "restore":
        archive_document(tone, by=ada)
        tone.refresh_from_db()
    proposal = propose(team, [archiving_of(tone) if kind == "archive" else return_of(tone)], title="T", by=ben)
    where = {"change": proposal.changes.get(), "side": "new", "lines": Lines(1, 1)}

    with pytest.raises(PlaceRefused, match="Its text stays"):
        comment(proposal, words="", by=vera, iteration=1, suggestion="x", **where)


def test_what_goes_to_the_archive_has_no_lines_after_it(team, tone, ben, vera):
    proposal = propose(team, [archiving_of(tone)], title="T", by=ben)
    where = {"change": proposal.changes.get(), "lines": Lines(1, 1)}

    assert comment(proposal, words="x", by=vera, iteration=1, side="old", **where).quoted == "# Tone\n"
    with pytest.raises(PlaceRefused):
        comment(proposal, words="x", by=vera, iteration=1, side="new", **where)


def test_what_waited_is_said_also_of_what_ended(proposal, ben, vera):
    said = comment(proposal, words="Hm", by=vera, iteration=1, is_pending=True)
    close(proposal, by=ben)

    with pytest.raises(ProposalEnded):
        finish_review(proposal, verdict="approve", words="", iteration=1, by=vera)
    finish_review(proposal, verdict="comment", words="", iteration=1, by=vera)

    said.refresh_from_db()
    assert said.review.finished_at
