"""A change joins a proposal that holds the same file: merged three ways, or chosen by a person; nothing is lost."""

import pytest

from agents.models import Proposal, ProposedText
from agents.operations.documents import create_document, save_document
from agents.operations.errors import NameTaken, OperationError
from agents.operations.proposal_files import add_changes
from agents.operations.proposal_joining import JoinConflict
from agents.operations.proposed_changes import archiving_of, edit_of, rename_of
from agents.operations.proposing import propose
from agents.queries.proposals import current_texts, standing
from tests.conftest import QA

OPUS, HAIKU = QA.replace("sonnet", "opus"), QA.replace("sonnet", "haiku")


@pytest.fixture
def proposal(team, qa, ben):
    return propose(team, [edit_of(qa, OPUS, base=qa.head)], title="Opus", by=ben)


def text_of(proposal) -> ProposedText:
    (text,) = current_texts(Proposal.objects.get(pk=proposal.pk)).values()
    return text


def test_an_edit_of_a_newer_version_brings_along_what_was_saved(proposal, qa, ben, ada):
    head = save_document(qa, f"{QA}Saved.\n", base=qa.head, by=ada)

    add_changes(proposal, [edit_of(qa, head.source.replace("green", "red"), base=head)], by=ben)

    text = text_of(proposal)
    assert text.source == f"{OPUS.replace('green', 'red')}Saved.\n"
    assert (text.base, text.iteration) == (head, 2)
    assert standing(Proposal.objects.get()).moved == []


def test_an_edit_of_an_older_version_leaves_what_is_proposed_newer(qa, team, ben, ada):
    first = qa.head
    head = save_document(qa, f"{QA}Saved.\n", base=first, by=ada)
    proposal = propose(team, [edit_of(qa, f"{OPUS}Saved.\n", base=head)], title="Opus", by=ben)

    add_changes(proposal, [edit_of(qa, QA.replace("green", "red"), base=first)], by=ben)

    text = text_of(proposal)
    assert (text.source, text.base) == (f"{OPUS.replace('green', 'red')}Saved.\n", head)


def test_where_both_changed_one_place_a_person_chooses(proposal, qa, ben, vera):
    new = edit_of(qa, HAIKU.replace("green", "red"), base=qa.head)
    with pytest.raises(
        JoinConflict, match=r"#1 changes agents/qa\.md at the same places: choose what stays"
    ) as conflict:
        add_changes(proposal, [new], by=vera)
    (one,) = conflict.value.files
    assert [place.where for place in one.merged.conflicts] == ["model"]

    settled = {"chosen": {qa.pk: HAIKU}, "seen": {qa.pk: one.there.pk}}
    add_changes(proposal, [new], by=vera, **settled)

    text = text_of(proposal)
    assert (text.source, text.author) == (HAIKU, vera)


def test_a_choice_beside_an_older_proposed_text_is_asked_again(proposal, qa, ben, vera):
    new = edit_of(qa, HAIKU, base=qa.head)
    seen = {qa.pk: text_of(proposal).pk}
    add_changes(proposal, [edit_of(qa, f"{QA}More.\n", base=qa.head)], by=ben)

    with pytest.raises(JoinConflict):
        add_changes(proposal, [new], by=vera, chosen={qa.pk: HAIKU}, seen=seen)
    assert text_of(proposal).source == f"{OPUS}More.\n"


def test_of_several_files_none_is_put_in_while_one_conflicts(proposal, qa, tone, ben):
    with pytest.raises(JoinConflict):
        add_changes(proposal, [edit_of(tone, "x\n", base=tone.head), edit_of(qa, HAIKU, base=qa.head)], by=ben)

    assert [text.iteration for text in current_texts(proposal).values()] == [1]


def test_a_rename_joins_the_edit_of_its_file(proposal, qa, ben):
    add_changes(proposal, [rename_of(qa, "agents/tester.md", source=QA, base=qa.head)], by=ben)

    text = text_of(proposal)
    assert (text.change.kind, text.change.path, text.source) == ("rename", "agents/tester.md", OPUS)


def test_an_edit_joins_the_rename_of_its_file(qa, team, ben):
    rename = rename_of(qa, "agents/tester.md", source=QA, base=qa.head)
    proposal = propose(team, [rename], title="Tester", by=ben)

    add_changes(proposal, [edit_of(qa, OPUS, base=qa.head)], by=ben)

    text = text_of(proposal)
    assert (text.change.kind, text.change.path, text.source) == ("rename", "agents/tester.md", OPUS)


def test_a_rename_onto_another_file_of_the_proposal_is_refused(proposal, qa, team, ada, ben):
    boss = create_document(team, kind="agent", path="agents/boss.md", source=QA, by=ada)
    add_changes(proposal, [rename_of(boss, "agents/lead.md", source=QA, base=boss.head)], by=ben)

    with pytest.raises(NameTaken):
        add_changes(proposal, [rename_of(qa, "agents/lead.md", source=QA, base=qa.head)], by=ben)
    assert Proposal.objects.get().iteration == 2


def test_what_is_edited_is_not_archived_by_the_same_proposal(proposal, qa, ben):
    with pytest.raises(OperationError, match=r"#1 is to edit agents/qa\.md already\. Make a new"):
        add_changes(proposal, [archiving_of(qa)], by=ben)


def test_what_it_holds_already_makes_no_iteration(proposal, qa, ben):
    add_changes(proposal, [edit_of(qa, OPUS, base=qa.head)], by=ben)

    assert Proposal.objects.get().iteration == 1
