"""Where one meets an agent one learns that somebody proposes to change it: its page, the library, the editor."""

import pytest

from agents.models import Change, Membership, Role
from agents.operations.proposing import NewChange, close, propose
from tests.views.proposing import edit, proposed

PAGE = "/platform/agents/qa/"
PLACES = (PAGE, "/platform/agents/", f"{PAGE}edit/")


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, qa.head.source + "\n- More\n", by=ben, title="Say more\u200b")


def test_its_page_and_the_editor_say_who_proposes_what(as_ada, proposal):
    for page in (PAGE, f"{PAGE}edit/"):
        text = as_ada.get(page).text
        assert "Ben proposes to change this:" in text, page
        assert 'href="/platform/proposals/1/">#1 Say more‹U+200B›</a>' in text, page


def test_its_row_in_the_library_has_a_mark(as_rita, proposal, tone):
    assert as_rita.get("/platform/agents/").text.count("A change of qa is proposed") == 1
    assert "is proposed" not in as_rita.get("/platform/guidelines/").text


def test_what_has_ended_or_was_taken_out_is_no_longer_told(as_ada, qa, proposal, ben):
    other = proposed(qa, qa.head.source + "\n- Else\n", by=ben, title="Another")
    close(proposal, by=ben)
    Change.objects.filter(proposal=other).update(dropped_at=other.created_at)

    for page in PLACES:
        assert "roposes to change" not in as_ada.get(page).text, page
        assert "is proposed" not in as_ada.get(page).text, page


def test_each_kind_of_change_has_its_word(as_ada, qa, ben):
    renamed = NewChange(Change.Kind.RENAME, qa, qa.kind, "agents/quality.md", qa.head, qa.head.source)
    propose(qa.team, [renamed], title="Rename", by=ben)
    propose(qa.team, [NewChange(Change.Kind.ARCHIVE, qa, qa.kind, qa.path, qa.head, "")], title="Away", by=ben)

    text = as_ada.get(PAGE).text

    assert 'proposes to rename this to <span class="mono break">agents/quality.md</span>' in text
    assert "proposes to archive this" in text


def test_of_many_the_last_three_are_named_and_all_are_one_click_away(as_ada, qa, ben, django_assert_max_num_queries):
    for number in range(6):
        propose(qa.team, [edit(qa, f"{qa.head.source}\n- {number}\n")], title=f"Number {number}", by=ben)

    with django_assert_max_num_queries(12):
        text = as_ada.get(PAGE).text

    assert [f"Number {number}" in text for number in range(6)] == [False] * 3 + [True] * 3
    assert 'href="/platform/proposals/?file=agents/qa.md"' in text


def test_who_opened_it_edits_it_from_there_and_not_as_a_reader_any_more(as_ben, ben, proposal):
    assert "Edit what you propose" in as_ben.get(PAGE).text

    Membership.objects.filter(user=ben).update(role=Role.READER)

    assert "Edit what you propose" not in as_ben.get(PAGE).text
