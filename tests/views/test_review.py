"""The files of a proposal as a reviewer reads them, and what is said and done there."""

import re

import pytest

from agents.definition.anchors import Lines
from agents.models import Change, Comment, Document, Proposal, ProposedText, Review, Viewed
from agents.operations.documents import create_document
from agents.operations.proposing import NewChange, propose, revise
from agents.operations.reviewing import comment, finish_review
from agents.queries.proposals import current_texts
from tests.conftest import QA
from tests.hostile import unsound
from tests.views.proposing import add, change_of, edit, proposed

ONE = "/platform/proposals/1/"
FILES = f"{ONE}changes/"
NEW = QA.replace("tools: Read, Grep, Bash", "tools: Read, Grep, Bash, WebFetch").replace(
    "You test things.", "You test all things."
)
LINE = 9  # You test all things.
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ document }}{% now 'Y' %}",
    "<p hx-get=/x hx-trigger=load>",
    "</td></tr></table></details></form>",
    "\u202eabc\u200b\ufeff",
    "[x](javascript:alert(1)) ![y](data:text/html,x)",
)


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, NEW, by=ben)


@pytest.fixture
def change(proposal):
    return change_of(proposal)


@pytest.fixture
def said(proposal, change, vera):
    """Vera suggests other words for the line that changed."""
    return comment(
        proposal,
        words="Which things?",
        by=vera,
        iteration=1,
        change=change,
        side="new",
        lines=Lines(LINE, LINE),
        suggestion="You test all things that changed.",
    )


def reread(proposal):
    return Proposal.objects.select_related("team").get(pk=proposal.pk)


def change_again(proposal, text, *, by):
    change = change_of(proposal)
    return revise(change, text, base_text=current_texts(reread(proposal))[change.pk], by=by)


def latest(change) -> str:
    return ProposedText.objects.filter(change=change).order_by("-iteration").first().source


def file_of(answer) -> str:
    return answer.text.split("<article", 1)[1].split("</article>")[0]


# What a file shows


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


# Comments


def test_a_number_leads_to_the_form_with_its_line(as_vera, proposal, change):
    text = as_vera.get(FILES).text
    address = f"{ONE}comment/?change={change.pk}&amp;iteration=1&amp;on=R{LINE}"
    form = as_vera.get(f"{ONE}comment/?change={change.pk}&on=R{LINE}").text

    assert f'<a href="{address}" tabindex="-1">{LINE}</a>' in text
    assert 'value="9" aria-label="First line"' in form
    assert "You test all things." in form
    assert "Suggest other words" in form


def test_a_comment_stands_below_its_line(as_vera, proposal, change):
    answer = as_vera.post(
        f"{ONE}comment/",
        {"change": change.pk, "on": f"R{LINE}", "words": "**Which** things?", "to": "now", "once": "a"},
    )

    made = Comment.objects.get()
    assert answer.headers["Location"] == f"{FILES}{change.pk}/#c{made.pk}"
    assert (made.first_line, made.last_line, made.side, made.quoted) == (9, 9, "new", "You test all things.\n")
    rows = file_of(as_vera.get(FILES)).split("</tr>")
    at = next(at for at, row in enumerate(rows) if "<strong>Which</strong> things?" in row)
    assert f'id="f{change.pk}R{LINE}"' in rows[at - 1]


def test_two_numbers_make_a_range(as_vera, proposal, change):
    as_vera.post(
        f"{ONE}comment/", {"change": change.pk, "on": "R9", "first": "11", "last": "9", "words": "x", "to": "now"}
    )

    assert Comment.objects.values_list("first_line", "last_line").get() == (9, 11)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ({"field": "tools"}, ("", None, "tools")),
        ({}, ("", None, "")),
        ({"on": "L9"}, ("old", 9, "")),
        ({"first": "2", "last": "2", "side": "L"}, ("old", 2, "")),
    ],
)
def test_fields_files_and_old_lines_can_be_spoken_of(as_vera, proposal, change, where, expected):
    as_vera.post(f"{ONE}comment/", {"change": change.pk, "words": "Hm.", "to": "now", **where})

    assert Comment.objects.values_list("side", "first_line", "field").get() == expected
    assert "Hm." in file_of(as_vera.get(FILES))
    assert "Hm." in as_vera.get(ONE).text


def test_a_comment_on_the_whole_stands_in_the_conversation(as_rita, proposal):
    answer = as_rita.post(f"{ONE}comment/", {"words": "Good.", "to": "now"})

    assert answer.headers["Location"].startswith(f"{ONE}#c")
    assert "Good." in as_rita.get(ONE).text


def test_posting_twice_says_it_once(as_vera, proposal, change):
    for _ in range(3):
        as_vera.post(f"{ONE}comment/", {"change": change.pk, "on": "R9", "words": "x", "to": "now", "once": "abc"})

    assert Comment.objects.count() == 1


@pytest.mark.parametrize("on", ["R99999", "R0", "X9", "R9-R9999999", "R" + "9" * 30])
def test_lines_that_are_not_there_are_refused_or_left_out(as_vera, proposal, change, on):
    answer = as_vera.post(f"{ONE}comment/", {"change": change.pk, "on": on, "words": "Typed", "to": "now"})

    assert answer.status_code in (302, 422)
    assert answer.status_code == 302 or "Typed" in answer.text
    assert as_vera.get(f"{ONE}comment/?change={change.pk}&on={on}").status_code == 200


@pytest.mark.parametrize("change", ["999", "x", "-1", "9" * 30, ""])
def test_files_that_are_not_there_are_not_found(as_vera, proposal, change):
    assert as_vera.get(f"{ONE}comment/?change={change}&on=R1").status_code in (200, 404)
    assert as_vera.post(f"{ONE}comment/", {"change": change, "words": "x"}).status_code in (302, 404)


def test_what_was_typed_is_kept_when_it_cannot_be_posted(as_vera, proposal, change):
    answer = as_vera.post(
        f"{ONE}comment/", {"change": change.pk, "on": "R9", "words": "  ", "to": "now", "once": "abc"}
    )

    assert answer.status_code == 422
    assert "Write something first." in answer.text
    assert 'value="abc"' in answer.text


def test_htmx_gets_the_thread_and_the_number_that_waits(as_vera, proposal, change):
    posted = {"change": change.pk, "on": "R9", "words": "x", "to": "review", "once": "a"}
    answer = as_vera.post(f"{ONE}comment/", posted, headers={"HX-Request": "true"})

    assert answer.text.strip().startswith('<div class="cmt"')
    assert 'id="waiting" hx-swap-oob="true"' in answer.text
    assert "1<span" in answer.text
    assert "<html" not in answer.text


def test_answers_stand_in_the_thread(as_ben, said, ben):
    answer = as_ben.post(f"{ONE}comment/", {"replies_to": said.pk, "words": "Those.", "to": "now"}, follow=True)

    thread = answer.text.split(f'id="t{said.pk}"')[1]
    assert thread.index("Which things?") < thread.index("Those.")


def test_ones_own_words_are_edited_and_deleted(as_vera, said):
    as_vera.post(f"{ONE}comments/{said.pk}/edit/", {"words": "Whose things?"})
    assert "Whose things?" in as_vera.get(FILES).text

    as_vera.post(f"{ONE}comments/{said.pk}/delete/")
    assert "Whose things?" not in as_vera.get(FILES).text


def test_nobody_edits_the_words_of_others(as_ben, said):
    assert as_ben.post(f"{ONE}comments/{said.pk}/edit/", {"words": "Mine"}).status_code == 403
    assert as_ben.post(f"{ONE}comments/{said.pk}/delete/").status_code == 403
    assert Comment.objects.get().words == "Which things?"


def test_a_thread_is_resolved_and_opened_again(as_ben, said):
    as_ben.post(f"{ONE}comments/{said.pk}/resolve/")
    assert "Resolved by Ben" in as_ben.get(FILES).text

    as_ben.post(f"{ONE}comments/{said.pk}/resolve/", {"open": "1"})
    assert "Resolved by" not in as_ben.get(FILES).text


def test_a_thread_goes_where_its_words_went(as_vera, proposal, change, said, ben):
    change_again(proposal, NEW.replace("\nYou test", "\nFirst read.\n\nYou test"), by=ben)

    rows = file_of(as_vera.get(FILES)).split("</tr>")
    at = next(at for at, row in enumerate(rows) if "Which things?" in row)
    assert f'id="f{change.pk}R{LINE + 2}"' in rows[at - 1]


def test_a_thread_whose_lines_changed_is_outdated_with_its_words(as_vera, proposal, change, said, ben):
    change_again(proposal, NEW.replace("You test all things.", "You check everything."), by=ben)

    text = file_of(as_vera.get(FILES))

    assert "1 outdated thread" in text
    assert '<pre class="quoted">You test all things.' in text
    assert "These lines were changed since" in text
    assert f'value="{said.pk}" form="batch"' not in text


# Suggestions


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


# Viewed, and changes since


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


# The verdict


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


# Hostile words


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_stay_words_everywhere(as_vera, team, qa, ben, vera, hostile):
    one = propose(
        team,
        [edit(qa, QA.replace("You test things.", f"You test {hostile}.")), add("agents/x.md", hostile)],
        title=f"T {hostile}",
        reason=hostile,
        by=ben,
    )
    for at in (change_of(one), None):
        where = {"change": at, "side": "new", "lines": Lines(9, 9), "suggestion": hostile} if at else {}
        comment(one, words=hostile, by=vera, iteration=1, **where)
    finish_review(one, verdict="changes", words=hostile, iteration=1, by=vera)
    posted = {"change": change_of(one).pk, "on": "R9", "words": hostile * 3_000, "suggestion": hostile}

    for address in ("/platform/proposals/", ONE, FILES, f"{FILES}?view=split", f"{FILES}?view=rendered"):
        assert unsound(as_vera.get(address)) == [], address
    for address in (f"{ONE}checks/", f"{ONE}impact/", f"{ONE}edit/", f"{ONE}review/", "/platform/activity/"):
        assert unsound(as_vera.get(address)) == [], address
    assert unsound(as_vera.get(f"{ONE}comment/?change={change_of(one).pk}&on=R9&suggest=1")) == []
    assert unsound(as_vera.post(f"{ONE}comment/", posted)) == []
    assert unsound(as_vera.post(f"{ONE}edit/", {"title": hostile, "reason": hostile * 9_000})) == []


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["xss", "unicode"])
def test_the_hostile_files_stay_words_in_comments(as_vera, shared, proposal, change, vera, kind):
    texts = [text for text in map(_readable, sorted((shared / "badinput" / kind).iterdir())) if text][:60]
    for text in texts:
        comment(proposal, words=text[:2_000], by=vera, iteration=1, change=change, field="tools")
        comment(
            proposal,
            words="",
            by=vera,
            iteration=1,
            change=change,
            side="new",
            lines=Lines(9, 9),
            suggestion=text[:500],
        )

    assert texts
    assert unsound(as_vera.get(FILES)) == []
    assert unsound(as_vera.get(ONE)) == []


def _readable(path) -> str:
    try:
        return path.read_text().replace("\0", "") if path.is_file() else ""
    except UnicodeDecodeError:
        return ""


def test_no_document_is_changed_by_looking_or_talking(as_vera, said, qa):
    for address in (ONE, FILES, f"{ONE}checks/", f"{ONE}impact/"):
        as_vera.get(address)

    assert Document.objects.get(pk=qa.pk).head_id == qa.head_id
