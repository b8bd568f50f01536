"""A proposal is merged whole or not at all, as it was approved, and can be taken back as one step."""

import pytest

from agents.models import Document, Event, Proposal, Revision, Role, Team
from agents.operations.documents import archive_document, create_document, rename_document, save_document
from agents.operations.errors import NotAllowed, OperationError
from agents.operations.proposal_merging import MergeRefused, merge, merging_of, revert
from agents.operations.proposed_changes import addition_of, archiving_of, edit_of, rename_of, return_of
from agents.operations.proposing import ask_for_review, propose, revise, update_from_head
from agents.operations.reviewing import finish_review
from agents.operations.undoing import undo
from agents.operations.verifying import verify
from agents.queries import library
from agents.queries.proposals import current_texts, standing
from tests.conftest import QA

ODD = "\ufeff---\r\nname: qa # note\r\ndescription: 'ü\u2028ü'\r\n---\r\nLine\rline\n\n\n"
OPUS = QA.replace("sonnet", "opus")


def proposed(team, *changes, by, title="Better"):
    return propose(team, changes, title=title, by=by)


def approved(proposal, by):
    proposal = Proposal.objects.select_related("team").get(pk=proposal.pk)
    finish_review(proposal, verdict="approve", words="", iteration=proposal.iteration, by=by)
    return proposal


def look(document):
    fresh = Document.objects.select_related("head").get(pk=document.pk)
    return [fresh.head.source, fresh.path, fresh.slug, fresh.folder, fresh.name, fresh.model, fresh.archived_at]


def heads():
    return dict(Document.objects.values_list("path", "head__source"))


def test_what_was_approved_becomes_head_byte_for_byte(team, qa, ben, vera, ada):
    proposal = approved(proposed(team, edit_of(qa, ODD, base=qa.head), by=ben), vera)

    event = merge(proposal, iteration=1, by=ada)

    qa.refresh_from_db()
    (text,) = current_texts(proposal).values()
    proposal.refresh_from_db()
    assert (qa.head.source, qa.head.blob_id, qa.head.number) == (ODD, text.blob_id, 2)
    assert (qa.head.author, qa.head.message, text.merged_as) == (ben, "Better (#1)", qa.head)
    assert (qa.description, proposal.state, proposal.ended_by) == ("ü\u2028ü", "merged", ada)
    assert event.sentence == "Ada merged #1 Better"
    assert event.details["approved_by"] == ["Vera"]
    assert library.documents(team, "agents", library.Filter(q="note")).exists()
    assert [one.broken for one in verify()] == [""]


def test_every_kind_of_change_is_one_step_that_is_taken_back_as_one(team, qa, tone, ben, vera, ada):
    web = create_document(team, kind="agent", path="agents/web.md", source=QA, by=ada)
    old = create_document(team, kind="agent", path="agents/old.md", source=QA, by=ada)
    archive_document(old, by=ada)
    for document in (qa, tone, web, old):
        document.refresh_from_db()
    before = [look(document) for document in (qa, tone, web, old)]
    proposal = proposed(
        team,
        edit_of(qa, OPUS, base=qa.head),
        rename_of(tone, "guidelines/voice.md", source="# Voice\n", base=tone.head),
        archiving_of(web),
        return_of(old),
        addition_of("agent", "agents/new/one.md", QA),
        by=ben,
    )

    event = merge(approved(proposal, vera), iteration=1, by=ada)

    assert heads() == {
        "agents/qa.md": OPUS,
        "guidelines/voice.md": "# Voice\n",
        "agents/web.md": QA,
        "agents/old.md": QA,
        "agents/new/one.md": QA,
    }
    archived = Document.objects.exclude(archived_at=None).values_list("path", flat=True)
    assert list(archived) == ["agents/web.md"]
    assert Document.objects.get(path="guidelines/voice.md").slug == "voice"
    assert (event.writes.count(), event.details["added"]) == (5, ["agents/new/one.md"])

    undone = undo(event, by=ada)

    assert [look(document) for document in (qa, tone, web)] == before[:3]
    assert Document.objects.get(pk=old.pk).is_archived
    assert Document.objects.get(path="agents/new/one.md").is_archived
    undo(undone, by=ada)
    assert heads()["guidelines/voice.md"] == "# Voice\n"
    assert not Document.objects.get(path="agents/new/one.md").is_archived
    assert [one.broken for one in verify()] == [""]


def test_without_approval_nothing_is_merged(team, qa, ben, vera):
    proposal = proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben)

    with pytest.raises(MergeRefused) as refused:
        merge(proposal, iteration=1, by=vera)

    assert refused.value.reasons == ("It needs one approval by a reviewer who did not write it.",)
    assert heads()["agents/qa.md"] == QA


def test_a_draft_says_all_that_is_missing(team, qa, ben, vera):
    proposal = propose(team, [edit_of(qa, OPUS, base=qa.head)], title="T", by=ben, is_draft=True)
    with pytest.raises(MergeRefused) as refused:
        merge(proposal, iteration=1, by=vera)
    assert len(refused.value.reasons) == 2

    merge(approved(ask_for_review(proposal, by=ben), vera), iteration=1, by=vera)
    assert heads()["agents/qa.md"] == OPUS


def test_another_iteration_than_the_one_looked_at_is_not_merged(team, qa, ben, vera):
    proposal = proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben)
    (text,) = current_texts(proposal).values()
    revise(text.change, ODD, base_text=text, by=ben)
    approved(proposal, vera)

    with pytest.raises(MergeRefused, match="changed since you looked"):
        merge(proposal, iteration=1, by=vera)


def test_a_moved_head_is_merged_when_it_can_be(team, qa, ben, vera):
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)
    save_document(qa, f"{QA}Saved.\n", base=qa.head, by=ben)

    assert standing(proposal).may_merge
    merge(proposal, iteration=1, by=vera)

    assert heads()["agents/qa.md"] == f"{OPUS}Saved.\n"


def test_a_head_the_merger_was_not_shown_is_refused(team, qa, ben, vera):
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)
    change = proposal.changes.get()
    seen = save_document(qa, f"{QA}Saved.\n", base=qa.head, by=ben)
    newer = save_document(qa, f"{QA}Saved again.\n", base=seen, by=ben)

    for shown in ({}, {change.pk: seen.pk}):
        with pytest.raises(MergeRefused, match=r"Ben saved v3 of agents/qa.md meanwhile"):
            merge(proposal, iteration=1, by=vera, shown=shown)

    merge(proposal, iteration=1, by=vera, shown={change.pk: newer.pk})
    assert heads()["agents/qa.md"] == f"{OPUS}Saved again.\n"


def test_one_conflict_merges_nothing(team, qa, tone, ben, vera):
    first = tone.head.source
    changes = [edit_of(qa, OPUS, base=qa.head), edit_of(tone, "# New\n", base=tone.head)]
    proposal = approved(proposed(team, *changes, by=ben), vera)
    save_document(qa, QA.replace("sonnet", "haiku"), base=qa.head, by=ben)

    with pytest.raises(MergeRefused, match=r"agents/qa.md conflicts in one place with v2, which Ben saved"):
        merge(proposal, iteration=1, by=vera)

    assert heads()["guidelines/tone.md"] == first


def test_an_update_settles_it_and_asks_for_approval_again(team, qa, ben, vera):
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)
    save_document(qa, QA.replace("sonnet", "haiku"), base=qa.head, by=ben)

    update_from_head(proposal, by=ben, chosen={proposal.changes.get().pk: OPUS})
    with pytest.raises(MergeRefused, match="one approval"):
        merge(proposal, iteration=2, by=vera)

    merge(approved(proposal, vera), iteration=2, by=vera)
    assert heads()["agents/qa.md"] == OPUS


def test_what_was_archived_meanwhile_is_not_written(team, qa, ben, vera):
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)
    archive_document(qa, by=ben)

    with pytest.raises(MergeRefused, match="was archived meanwhile"):
        merge(proposal, iteration=1, by=vera)


@pytest.mark.parametrize("put", ["add", "rename"])
def test_a_name_that_was_taken_meanwhile_is_said(team, qa, ben, vera, put):
    change = (
        addition_of("agent", "agents/x.md", QA)
        if put == "add"
        else rename_of(qa, "agents/x.md", source=QA, base=qa.head)
    )
    proposal = approved(proposed(team, change, by=ben), vera)
    create_document(team, kind="agent", path="agents/X.md", source="x", by=ben)

    with pytest.raises(MergeRefused, match=r"agents/X.md exists by now"):
        merge(proposal, iteration=1, by=vera)


def test_an_edit_follows_a_rename(team, qa, ben, vera):
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)
    rename_document(qa, "agents/tester.md", by=ben)

    merge(proposal, iteration=1, by=vera)

    assert heads() == {"agents/tester.md": OPUS}


def test_two_renames_do_not_push_each_other(team, qa, ben, vera):
    change = rename_of(qa, "agents/one.md", source=QA, base=qa.head)
    proposal = approved(proposed(team, change, by=ben), vera)
    rename_document(qa, "agents/two.md", by=ben)

    with pytest.raises(MergeRefused, match=r"agents/qa.md was renamed to agents/two.md by Ben meanwhile"):
        merge(proposal, iteration=1, by=vera)


def test_what_stands_there_already_makes_no_version(team, qa, ben, vera):
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)
    save_document(qa, OPUS, base=qa.head, by=ben)

    merge(proposal, iteration=1, by=vera)

    assert Revision.objects.filter(document=qa).count() == 2
    (text,) = current_texts(proposal).values()
    assert text.merged_as.number == 2


def test_merging_twice_is_merging_once(team, qa, ben, vera):
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)

    events = {merge(proposal, iteration=1, by=vera).pk for _ in range(3)}

    assert events == {merging_of(proposal).pk}
    assert Revision.objects.filter(document=qa).count() == 2


def test_each_text_is_its_authors(team, qa, tone, ben, ada, vera):
    changes = [edit_of(qa, OPUS, base=qa.head), edit_of(tone, "# A\n", base=tone.head)]
    proposal = proposed(team, *changes, by=ben)
    text = next(text for text in current_texts(proposal).values() if text.change.document == tone)
    revise(text.change, "# B\n", base_text=text, by=ada)

    merge(approved(proposal, vera), iteration=2, by=vera)

    assert dict(Document.objects.values_list("path", "head__author_name")) == {
        "agents/qa.md": "Ben",
        "guidelines/tone.md": "Ada",
    }


def test_a_merged_proposal_is_taken_back_by_its_inverse(team, qa, tone, ben, vera, ada):
    web = create_document(team, kind="agent", path="agents/web.md", source=QA, by=ada)
    before = [look(document) for document in (qa, tone, web)]
    proposal = proposed(
        team,
        edit_of(qa, OPUS, base=qa.head),
        rename_of(tone, "guidelines/voice.md", source="# Voice\n", base=tone.head),
        archiving_of(web),
        addition_of("agent", "agents/one.md", QA),
        by=ben,
    )
    merge(approved(proposal, vera), iteration=1, by=vera)
    proposal.refresh_from_db()

    inverse = revert(proposal, by=ben, once="r")

    assert revert(proposal, by=ben, once="r") == inverse
    assert (inverse.title, inverse.reverts, inverse.state) == ("Take back: Better", proposal, "review")
    assert Event.objects.filter(action="proposal.reverted").count() == 1
    merge(approved(inverse, vera), iteration=1, by=vera)
    assert [look(document) for document in (qa, tone, web)] == before
    assert Document.objects.get(path="agents/one.md").is_archived


def test_a_revert_keeps_what_was_saved_since(team, qa, ben, vera):
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)
    merge(proposal, iteration=1, by=vera)
    qa.refresh_from_db()
    save_document(qa, f"{OPUS}Since.\n", base=qa.head, by=ben)
    proposal.refresh_from_db()

    merge(approved(revert(proposal, by=ben), vera), iteration=1, by=vera)

    assert heads()["agents/qa.md"] == f"{QA}Since.\n"


def test_only_what_was_merged_is_reverted(team, qa, ben):
    proposal = proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben)

    with pytest.raises(OperationError, match="#1 is not merged"):
        revert(proposal, by=ben)


def test_a_reviewer_merges_what_was_approved_where_only_owners_save(team, qa, ben, vera):
    Team.objects.filter(pk=team.pk).update(direct_save=Role.OWNER)
    proposal = approved(proposed(team, edit_of(qa, OPUS, base=qa.head), by=ben), vera)
    with pytest.raises(NotAllowed):
        save_document(qa, ODD, base=qa.head, by=vera)

    merge(proposal, iteration=1, by=vera)

    assert heads()["agents/qa.md"] == OPUS
