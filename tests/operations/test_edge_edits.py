"""Whom an agent works with is edited in its own prose, as any other edit."""

import pytest

from agents.models import Edge
from agents.operations.documents import archive_document, create_document, save_document
from agents.operations.edge_edits import (
    EdgeRefused,
    add_edge,
    change_note,
    remove_edge,
    retarget,
    with_edge,
    without_edge,
)
from agents.operations.errors import EditConflict
from agents.operations.relations import catch_up


def agent(team, by, name, body="You help.\n"):
    source = f"---\nname: {name}\ndescription: Helps with {name}.\n---\n\n{body}"
    return create_document(team, kind="agent", path=f"agents/{name}.md", source=source, by=by)


@pytest.fixture
def git(team, ada):
    return agent(team, ada, "git")


@pytest.fixture
def place(qa, git, team):
    """Where qa names git."""
    catch_up(team)
    edge = Edge.objects.get(source=qa)
    return edge.line, edge.start


def test_what_one_side_does_not_say_is_added(qa, git, team, ada):
    before = git.head.source

    head = add_edge(git, qa, base=git.head, by=ada, note="- Say when a branch is ready")

    assert head.source == before + "\n## Collaboration Patterns\n\n### With QA Agent\n\n- Say when a branch is ready\n"
    assert (head.number, head.message) == (2, "Works with qa")
    catch_up(team)
    assert Edge.objects.get(source=git).target == qa


def test_a_draft_stores_nothing(qa, git, place):
    assert "With QA Agent" in with_edge(git, qa, base=git.head)
    assert "Git Agent" not in without_edge(qa, place, base=qa.head)

    assert git.revisions.count() == qa.revisions.count() == 1


def test_what_was_added_is_removed_without_a_trace(qa, git, team, ada):
    before = git.head.source
    head = add_edge(git, qa, base=git.head, by=ada)
    catch_up(team)
    edge = Edge.objects.get(source=git)

    assert remove_edge(git, (edge.line, edge.start), base=head, by=ada).source == before


def test_a_note_is_changed(qa, place, ada):
    head = change_note(qa, place, note="- Ask early\n- Ask again", base=qa.head, by=ada)

    assert head.source.endswith("### With Git Agent\n\n- Ask early\n- Ask again\n")


def test_a_name_is_exchanged_in_its_spelling(qa, place, team, ada):
    docs = agent(team, ada, "documentation")

    head = retarget(qa, place, docs, base=qa.head, by=ada)

    assert "### With Documentation Agent\n\n- Ask for a branch" in head.source
    assert head.message == "documentation in place of Git Agent"


def test_an_edit_is_merged_with_what_was_saved_meanwhile(qa, git, place, ada, ben):
    base = qa.head
    save_document(qa, base.source.replace("You test things.", "You test everything."), base=base, by=ben)

    head = change_note(qa, place, note="- Ask early", base=base, by=ada)

    assert "You test everything." in head.source
    assert head.source.endswith("- Ask early\n")


def test_an_edit_of_what_somebody_else_edited_is_a_conflict(qa, git, place, ada, ben):
    base = qa.head
    save_document(qa, base.source.replace("- Ask for a branch", "- Beg for a branch"), base=base, by=ben)

    with pytest.raises(EditConflict):
        change_note(qa, place, note="- Ask early", base=base, by=ada)


def test_nobody_works_with_itself_with_guidelines_with_strangers_or_with_the_archive(qa, git, tone, team, ada, eve):
    stranger = agent(eve.teams.get(), eve, "qa")
    gone = agent(team, ada, "gone")
    archive_document(gone, by=ada)

    for other in (git, tone, stranger, gone):
        with pytest.raises(EdgeRefused, match="can only work with another agent of Platform team"):
            add_edge(git, other, base=git.head, by=ada)


def test_a_place_that_names_nobody_is_refused(qa, git, ada):
    with pytest.raises(EdgeRefused, match="Nobody is named in line 3"):
        remove_edge(qa, (3, 0), base=qa.head, by=ada)


def test_a_note_that_would_end_the_section_is_refused(qa, git, place, ada):
    with pytest.raises(EdgeRefused, match="Leave headings"):
        change_note(qa, place, note="## Mine", base=qa.head, by=ada)
    with pytest.raises(EdgeRefused, match="Leave headings"):
        add_edge(git, qa, note="## Mine", base=git.head, by=ada)
