"""The files of a proposal as a reviewer reads them, and ticks them off."""

import re

import pytest

from agents.definition.anchors import Lines
from agents.models import Change, Document, Viewed
from agents.operations.documents import create_document
from agents.operations.proposing import NewChange, propose, revise
from agents.operations.reviewing import comment, finish_review
from agents.queries.proposals import current_texts
from tests.conftest import QA
from tests.views.proposing import add, change_of, proposed
from tests.views.reviewing import FILES, NEW, ONE, change_again, file_of


def test_powers_stand_in_a_sentence_above_the_lines(as_rita, proposal):
    text = file_of(as_rita.get(FILES))

    assert "This gives qa WebFetch." in text
    assert text.index("This gives qa WebFetch.") < text.index("<table")
    assert '<span class="vh">added </span>WebFetch' in text  # and as a field


def test_a_list_that_goes_gives_every_tool(as_rita, qa, ben):
    proposed(qa, QA.replace("tools: Read, Grep, Bash\n", ""), by=ben)

    assert "This gives qa every tool" in as_rita.get(FILES).text


def test_an_agent_that_would_be_skipped_from_now_on_is_said_first(as_rita, qa, ben):
    made = proposed(qa, QA.replace("description:", "descripton:"), by=ben)
    text = file_of(as_rita.get(FILES))

    assert "Claude Code would skip it. There is no description, only &#x27;descripton&#x27;" in text
    assert text.index("would skip it") < text.index("This takes Bash")

    change = change_of(made)
    revise(change, QA, base_text=change.texts.get(), by=ben)
    assert "would skip it" not in as_rita.get(FILES).text


def test_relations_that_come_and_go_are_told(as_rita, team, qa, ben, ada):
    create_document(team, kind="agent", path="agents/git.md", source="---\nname: git\ndescription: x\n---\n", by=ada)
    create_document(team, kind="agent", path="agents/ops.md", source="---\nname: ops\ndescription: x\n---\n", by=ada)
    proposed(qa, QA.replace("### With Git Agent", "### With Ops Agent\n\n- Tell\n\n### With Nobody Agent"), by=ben)

    text = file_of(as_rita.get(FILES))

    assert re.search(r"It names <span class=\"chip add\">.*ops</span>", text)
    assert re.search(r"It no longer names <span class=\"chip del\">.*git</span>", text)
    assert re.search(r"Nobody here bears the name <span class=\"chip\">Nobody Agent</span>", text)


def test_another_description_is_said_to_be_when_it_is_called(as_rita, qa, ben):
    proposed(qa, QA.replace("Use after every change.", "Use after every commit."), by=ben)

    text = file_of(as_rita.get(FILES))

    assert "by which Claude decides when to call it" in text
    assert "<ins>commit</ins>" in text


def test_changed_words_are_marked_and_invisible_ones_drawn(as_rita, qa, ben):
    proposed(qa, QA.replace("You test things.", "You test all th\u200bings."), by=ben, title="A\u202eb")

    answer = as_rita.get(FILES)

    assert "‹U+200B›" in answer.text
    assert "A‹U+202E›b" in answer.text
    assert "\u200b" not in answer.text
    assert "\u202e" not in answer.text


@pytest.mark.parametrize("view", ["unified", "split", "rendered", "nonsense"])
def test_each_view_shows_the_change(as_rita, proposal, change, said, view):
    text = as_rita.get(f"{FILES}?view={view}").text

    assert "all " in text
    assert "Which things?" in text
    assert f'aria-current="true">{view.capitalize() if view != "nonsense" else "Unified"}</a>' in text


def test_new_files_renames_and_archived_ones_are_told(as_rita, team, qa, tone, ben):
    propose(
        team,
        [
            NewChange(Change.Kind.RENAME, qa, qa.kind, "agents/tester.md", qa.head, QA),
            NewChange(Change.Kind.ARCHIVE, tone, tone.kind, tone.path, tone.head, ""),
            add("agents/new.md", "---\nname: new\ndescription: x\n---\n"),
        ],
        title="Three",
        by=ben,
    )

    text = as_rita.get(FILES).text

    assert '<del class="mono">.claude/agents/qa.md</del>' in text
    assert "It goes to the archive" in text
    assert "This gives new every tool" in text


def test_many_files_come_as_one_scrolls(as_rita, team, ben):
    propose(team, [add(f"agents/a{at:02}.md", f"---\nname: a{at}\n---\n") for at in range(9)], title="Nine", by=ben)

    text = as_rita.get(FILES).text
    later = re.findall(r'hx-get="(/platform/proposals/1/changes/\d+/[^"]*)" hx-trigger="revealed"', text)
    part = as_rita.get(later[0], headers={"HX-Request": "true"}).text

    assert len(later) == 5
    assert text.count(f'href="{later[0]}"') == 1  # without JavaScript a link
    assert part.strip().startswith("<article")
    assert "name: a4" in part
    assert "<h1" in as_rita.get(later[0]).text


def test_the_page_of_many_files_and_comments_costs_few_queries(as_vera, team, ben, vera, django_assert_max_num_queries):
    one = propose(
        team, [add(f"agents/a{at:02}.md", f"---\nname: a{at}\ndescription: x\n---\n{at}\n") for at in range(40)],
        title="Forty", by=ben,
    )  # fmt: skip
    for at, change in enumerate([*one.changes.all()][:30] * 2):
        comment(one, words=f"Word {at}", by=vera, iteration=1, change=change, side="new", lines=Lines(5, 5))
    change = one.changes.first()
    revise(change, "---\nname: a0\n---\nElse\n", base_text=current_texts(one)[change.pk], by=ben)

    with django_assert_max_num_queries(15):
        text = as_vera.get(FILES).text

    assert "Word 1" in text
    with django_assert_max_num_queries(15):
        as_vera.get(f"{FILES}{change.pk}/", headers={"HX-Request": "true"})


def test_a_tick_folds_the_file_until_it_changes(as_vera, proposal, change, ben):
    as_vera.post(f"{FILES}{change.pk}/viewed/")
    ticked = as_vera.get(FILES).text
    change_again(proposal, NEW + "\nMore.\n", by=ben)
    again = as_vera.get(FILES).text

    assert "1 of 1 viewed" in ticked
    assert "<table" not in file_of(as_vera.get(FILES)) or "You test all" not in ticked
    assert "0 of 1 viewed" in again
    assert "You test <ins>all </ins>things." in again


def test_a_tick_is_taken_away(as_vera, proposal, change):
    as_vera.post(f"{FILES}{change.pk}/viewed/")
    as_vera.post(f"{FILES}{change.pk}/viewed/", {"not": "1"})

    assert not Viewed.objects.exists()


def test_changes_since_ones_review_leave_out_what_was_seen(as_vera, proposal, vera, ben):
    finish_review(proposal, verdict="changes", words="", iteration=1, by=vera)
    change_again(proposal, NEW.replace("- Ask for a branch", "- Ask twice for a branch"), by=ben)

    every, since = as_vera.get(FILES).text, as_vera.get(f"{FILES}?since=1").text

    assert '"?view=unified&amp;since=1">Changes since your review</a>' in every
    assert "WebFetch" in file_of(as_vera.get(FILES))
    assert "WebFetch" not in since.split("<article")[1].split("</article>")[0]
    assert "<ins>twice " in since


@pytest.mark.parametrize("since", ["0", "-1", "9", "x", "9" * 20, "now"])
def test_other_iterations_are_all_changes(as_vera, proposal, since):
    assert "This gives qa WebFetch." in as_vera.get(f"{FILES}?since={since}").text


def test_no_document_is_changed_by_looking_or_talking(as_vera, said, qa):
    for address in (ONE, FILES, f"{ONE}checks/", f"{ONE}impact/"):
        as_vera.get(address)

    assert Document.objects.get(pk=qa.pk).head_id == qa.head_id
