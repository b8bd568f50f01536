"""Propose changes and change what is proposed: every text typed is kept, nothing becomes head."""

import pytest

from agents.models import Change, Event, Proposal, ProposedText
from agents.operations.documents import archive_document, create_document, rename_document, save_document
from agents.operations.errors import DocumentArchived, EditConflict, NameTaken, OperationError, PathRefused, TextRefused
from agents.operations.iterations import ProposalEnded
from agents.operations.proposed_changes import addition_of, archiving_of, edit_of, rename_of, return_of
from agents.operations.proposing import (
    NothingProposed,
    UpdateConflict,
    add_change,
    ask_for_review,
    back_to_draft,
    close,
    drop_change,
    propose,
    reopen,
    revise,
    reword,
    update_from_head,
)
from agents.operations.verifying import verify
from agents.queries.proposals import current_texts, proposals_of, standing
from tests.conftest import QA

OPUS = QA.replace("sonnet", "opus")
HAIKU = QA.replace("sonnet", "haiku")


@pytest.fixture
def proposal(team, qa, ben):
    return propose(team, [edit_of(qa, OPUS, base=qa.head)], title="Opus", by=ben, reason="It thinks longer.")


def text_of(proposal) -> ProposedText:
    (text,) = current_texts(Proposal.objects.get(pk=proposal.pk)).values()
    return text


def actions(team):
    return list(
        Event.objects.filter(team=team, action__contains="proposal").order_by("id").values_list("action", flat=True)
    )


def test_what_is_proposed_is_kept_and_no_head_moves(proposal, qa, team, ben):
    qa.refresh_from_db()
    text = text_of(proposal)

    assert qa.head.source == QA
    assert (proposal.number, proposal.iteration, proposal.state, proposal.author) == (1, 1, "review", ben)
    assert (text.source, text.base, text.iteration, text.author_name) == (OPUS, qa.head, 1, "Ben")
    assert Event.objects.filter(action="proposal.opened").get().sentence == "Ben proposed #1 Opus"
    assert [one.broken for one in verify()] == [""]


def test_numbers_count_the_proposals_of_a_team(proposal, team, tone, eve, ada):
    other = propose(team, [edit_of(tone, "x\n", base=tone.head)], title="Tone", by=ada)
    elsewhere = eve.teams.get()
    first = propose(elsewhere, [addition_of("agent", "agents/x.md", "x\n")], title="X", by=eve)

    assert (proposal.number, other.number, first.number) == (1, 2, 1)


def test_one_form_posted_twice_proposes_once(team, qa, ben):
    posts = [propose(team, [edit_of(qa, OPUS, base=qa.head)], title="T", by=ben, once="a1") for _ in range(3)]

    assert {post.pk for post in posts} == {posts[0].pk}
    assert actions(team) == ["proposal.opened"]


def test_an_edit_that_changes_nothing_is_left_out(team, qa, tone, ben):
    proposal = propose(team, [edit_of(qa, QA, base=qa.head), edit_of(tone, "x\n", base=tone.head)], title="T", by=ben)

    assert [change.path for change in proposal.changes.all()] == ["guidelines/tone.md"]
    with pytest.raises(NothingProposed):
        propose(team, [edit_of(qa, QA, base=qa.head)], title="T", by=ben)


@pytest.mark.parametrize("title", ["", " \n"])
def test_a_proposal_says_what_it_changes(team, qa, ben, title):
    with pytest.raises(OperationError, match="Say in a few words"):
        propose(team, [edit_of(qa, OPUS, base=qa.head)], title=title, by=ben)


def test_what_could_not_be_written_is_not_proposed(team, qa, tone, ben):
    for change, refused in [
        (edit_of(qa, "a\0", base=qa.head), TextRefused),
        (addition_of("agent", "../x.md", "x"), PathRefused),
        (addition_of("agent", "agents/QA.md", "x"), NameTaken),
        (rename_of(qa, "guidelines/tone.md", source=QA, base=qa.head), NameTaken),
        (edit_of(qa, "x", base=tone.head), OperationError),
    ]:
        with pytest.raises(refused):
            propose(team, [change], title="T", by=ben)
    with pytest.raises(NameTaken, match="Two changes"):
        propose(team, [archiving_of(qa), edit_of(qa, OPUS, base=qa.head)], title="T", by=ben)
    with pytest.raises(NameTaken, match="Two changes"):
        propose(team, [addition_of("agent", f"agents/{name}.md", "x") for name in ("x", "X")], title="T", by=ben)

    assert not Proposal.objects.exists()


def test_what_is_in_the_archive_can_only_be_brought_back(team, qa, ben, ada):
    archive_document(qa, by=ada)
    qa.refresh_from_db()

    with pytest.raises(DocumentArchived):
        propose(team, [edit_of(qa, OPUS, base=qa.head)], title="T", by=ben)
    assert propose(team, [return_of(qa)], title="T", by=ben).changes.get().kind == Change.Kind.RESTORE


def test_a_document_of_another_team_is_not_proposed(team, qa, eve):
    with pytest.raises(OperationError):
        propose(eve.teams.get(), [edit_of(qa, OPUS, base=qa.head)], title="T", by=eve)


def test_a_revised_text_is_a_new_iteration_and_the_old_one_stays(proposal, team, ben):
    first = text_of(proposal)

    text = revise(first.change, HAIKU, base_text=first, by=ben, note="Cheaper")

    proposal.refresh_from_db()
    assert (proposal.iteration, text.iteration, text.source, text.note) == (2, 2, HAIKU, "Cheaper")
    assert current_texts(proposal, iteration=1)[first.change_id].source == OPUS
    assert actions(team) == ["proposal.opened", "proposal.revised"]


def test_the_same_text_again_is_no_iteration(proposal, team, ben):
    first = text_of(proposal)

    assert revise(first.change, OPUS, base_text=first, by=ben) == first

    assert actions(team) == ["proposal.opened"]


def test_two_who_revise_other_places_are_brought_together(proposal, ada, ben):
    first = text_of(proposal)
    revise(first.change, OPUS.replace("green", "red"), base_text=first, by=ada)

    text = revise(first.change, f"{OPUS}More.\n", base_text=first, by=ben)

    assert text.source == OPUS.replace("green", "red") + "More.\n"
    assert text.iteration == 3


def test_two_who_revise_one_place_are_told(proposal, ada, ben):
    first = text_of(proposal)
    theirs = revise(first.change, HAIKU, base_text=first, by=ada)

    with pytest.raises(EditConflict, match="Ada changed the proposed text") as conflict:
        revise(first.change, QA, base_text=first, by=ben)

    assert conflict.value.head == theirs
    assert len(conflict.value.merged.conflicts) == 1


def test_another_file_joins_and_leaves(proposal, tone, ben):
    change = add_change(proposal, edit_of(tone, "x\n", base=tone.head), by=ben)
    proposal.refresh_from_db()
    assert (proposal.iteration, len(current_texts(proposal))) == (2, 2)

    proposal = drop_change(change, by=ben)
    assert (proposal.iteration, len(current_texts(proposal))) == (3, 1)
    assert change.texts.count() == 1

    again = add_change(proposal, edit_of(tone, "y\n", base=tone.head), by=ben)
    drop_change(again, by=ben)
    with pytest.raises(OperationError, match="only change"):
        drop_change(text_of(proposal).change, by=ben)


def test_an_edit_of_a_file_it_edits_already_joins_that(proposal, qa, ben):
    change = add_change(proposal, edit_of(qa, QA + "More.\n", base=qa.head), by=ben)

    assert text_of(proposal).source == OPUS + "More.\n"
    assert change == text_of(proposal).change
    with pytest.raises(EditConflict):
        add_change(proposal, edit_of(qa, HAIKU, base=qa.head), by=ben)


def test_words_change_without_an_iteration(proposal, team, ben):
    proposal = reword(proposal, title=" Think  longer ", reason="Because.", by=ben)
    reword(proposal, title="Think longer", reason="Because.", by=ben)

    assert (proposal.title, proposal.iteration) == ("Think longer", 1)
    assert actions(team) == ["proposal.opened", "proposal.reworded"]


def test_a_draft_is_asked_to_be_reviewed_and_taken_back(team, qa, ben):
    proposal = propose(team, [edit_of(qa, OPUS, base=qa.head)], title="T", by=ben, is_draft=True)
    assert standing(proposal).word == "draft"

    assert ask_for_review(ask_for_review(proposal, by=ben), by=ben).state == "review"
    assert back_to_draft(proposal, by=ben).state == "draft"
    assert actions(team) == ["proposal.opened", "proposal.asked", "proposal.withdrawn"]


def test_what_is_closed_is_kept_and_not_changed_until_it_is_reopened(proposal, team, tone, ben, ada):
    close(proposal, by=ada, reason="Not now.")
    closed = close(proposal, by=ada)
    text = text_of(proposal)

    assert (closed.state, closed.ended_by, standing(closed).reasons) == ("closed", ada, ("It is closed.",))
    with pytest.raises(ProposalEnded, match=r"#1 is closed\. Reopen it"):
        revise(text.change, HAIKU, base_text=text, by=ben)
    with pytest.raises(ProposalEnded):
        add_change(proposal, edit_of(tone, "x\n", base=tone.head), by=ben)

    assert reopen(closed, by=ben).state == "review"
    assert actions(team) == ["proposal.opened", "proposal.closed", "proposal.reopened"]


def test_it_is_brought_up_to_date_with_what_was_saved(proposal, qa, team, ben, vera):
    head = save_document(qa, QA + "Saved.\n", base=qa.head, by=ben)
    assert [change.path for change in standing(proposal).moved] == ["agents/qa.md"]

    proposal = update_from_head(proposal, by=vera)

    text = text_of(proposal)
    assert (text.source, text.base, text.iteration, text.author) == (OPUS + "Saved.\n", head, 2, ben)
    assert standing(proposal).moved == []
    assert update_from_head(proposal, by=vera).iteration == 2
    assert actions(team) == ["proposal.opened", "proposal.updated"]


def test_what_both_changed_is_chosen_by_a_person(proposal, qa, ben, vera):
    head = save_document(qa, HAIKU, base=qa.head, by=ben)
    change = text_of(proposal).change

    with pytest.raises(UpdateConflict, match="One file was changed at the same places") as conflict:
        update_from_head(proposal, by=vera)
    assert conflict.value.conflicts[change.pk].conflicts[0].where == "model"
    assert conflict.value.heads == {change.pk: head.pk}

    both = HAIKU + "Opus later.\n"
    newer = save_document(qa, HAIKU.replace("haiku", "fable"), base=head, by=ben)
    with pytest.raises(UpdateConflict):
        update_from_head(proposal, by=vera, chosen={change.pk: both}, heads=conflict.value.heads)
    update_from_head(proposal, by=vera, chosen={change.pk: both}, heads={change.pk: newer.pk})

    text = text_of(proposal)
    assert (text.source, text.base, text.author) == (both, newer, vera)


def test_a_rename_elsewhere_takes_an_edit_along(proposal, qa, ben):
    rename_document(qa, "agents/tester.md", by=ben)

    update_from_head(proposal, by=ben)

    assert text_of(proposal).change.path == "agents/tester.md"
    assert text_of(proposal).source == OPUS


def test_the_list_holds_open_ones_the_newest_step_first(proposal, team, tone, ben, ada):
    other = propose(team, [edit_of(tone, "x\n", base=tone.head)], title="Tone", by=ada)
    done = propose(team, [addition_of("agent", "agents/x.md", "x")], title="X", by=ada)
    close(done, by=ada)
    reword(proposal, title="Later", reason="", by=ben)

    assert [one.number for one in proposals_of(team)] == [1, 2]
    assert list(proposals_of(team, by=ada)) == [other]
    assert list(proposals_of(team, states=["closed"])) == [done]


def test_a_page_of_forty_files_needs_few_queries(team, ada, ben, django_assert_max_num_queries):
    documents = [
        create_document(team, kind="agent", path=f"agents/a{number}.md", source=QA, by=ada) for number in range(40)
    ]
    proposal = propose(team, [edit_of(one, OPUS, base=one.head) for one in documents], title="T", by=ben)

    with django_assert_max_num_queries(8):
        assert len(standing(proposal).planned) == 40
