"""How one looks at the files of a proposal: remembered for the next one, listed, and found by the link of a comment."""

import re

import pytest

from agents.operations.proposing import propose, revise
from agents.operations.reviewing import comment, mark_viewed
from agents.queries.proposals import current_texts
from tests.conftest import QA
from tests.views.proposing import add, change_of, proposed

ONE, TWO = "/platform/proposals/1/changes/", "/platform/proposals/2/changes/"
NEW = QA.replace("You test things.", "You test all things.")


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, NEW, by=ben)


@pytest.fixture
def nine(team, ben):
    source = "---\nname: a{at}\n---\nYou do one thing.\n"
    files = [add(f"agents/a{at:02}.md", source.format(at=at)) for at in range(9)]
    return propose(team, files, title="Nine", by=ben)


def shown_as(answer) -> str:
    return re.search(r'<a href="\?view=(\w+)" aria-current="true"', answer.text)[1]


def test_a_view_that_was_chosen_is_that_of_the_next_proposal(as_vera, proposal, nine):
    assert shown_as(as_vera.get(ONE)) == "unified"
    assert shown_as(as_vera.get(f"{ONE}?view=split")) == "split"

    assert shown_as(as_vera.get(TWO)) == "split"
    assert shown_as(as_vera.get(f"{TWO}?view=rendered")) == "rendered"
    assert shown_as(as_vera.get(ONE)) == "rendered"


def test_a_link_that_says_the_view_is_right_about_it(as_vera, proposal, client):
    client.cookies["agentsite_view"] = "split"

    assert shown_as(as_vera.get(f"{ONE}?view=unified")) == "unified"


def test_what_a_browser_remembers_of_another_site_says_nothing(as_vera, proposal, client):
    client.cookies["agentsite_view"] = '"><script>'

    assert shown_as(as_vera.get(ONE)) == "unified"


def test_files_that_come_later_come_in_the_view_of_the_page(as_vera, nine):
    page = as_vera.get("/platform/proposals/1/changes/?view=split").text
    later = re.findall(r'hx-get="([^"]+)" hx-trigger="revealed"', page)

    as_vera.get("/platform/proposals/1/changes/?view=unified")  # in another window

    assert later
    assert 'class="diff-wrap flush halves"' in as_vera.get(later[0], headers={"HX-Request": "true"}).text


def test_changed_words_are_marked_unless_one_said_otherwise(as_vera, proposal, client):
    assert "data-words checked" in as_vera.get(ONE).text
    client.cookies["agentsite_words"] = "plain"

    assert "data-words>" in as_vera.get(ONE).text


def test_many_files_are_listed_with_what_was_said_and_seen(as_vera, nine, vera):
    first, last = change_of(nine, "agents/a00.md"), change_of(nine, "agents/a08.md")
    said = comment(nine, words="Why?", by=vera, iteration=1, change=last)
    comment(nine, words="So.", by=vera, iteration=1, replies_to=said)
    mark_viewed(first, text=current_texts(nine)[first.pk], by=vera)

    listed = re.findall(r'<a href="#file-(\d+)" data-jump>(.*?)</a>', as_vera.get(ONE).text, re.DOTALL)

    assert [int(pk) for pk, _ in listed] == [change.pk for change in nine.changes.all()]
    assert "2<span" in listed[-1][1]
    assert f'data-seen="{first.pk}">' in listed[0][1]
    assert f'data-seen="{last.pk}" hidden>' in listed[-1][1]


def test_one_file_needs_no_list(as_vera, proposal):
    assert "data-jump" not in as_vera.get(ONE).text


def test_a_file_that_is_not_shown_yet_says_which_comments_it_holds(as_vera, nine, vera):
    first, last = change_of(nine, "agents/a00.md"), change_of(nine, "agents/a08.md")
    late = comment(nine, words="Why?", by=vera, iteration=1, change=last)
    seen = comment(nine, words="Why?", by=vera, iteration=1, change=first)
    mark_viewed(first, text=current_texts(nine)[first.pk], by=vera)

    text = as_vera.get(ONE).text

    assert f'id="file-{last.pk}" data-file="{last.pk}" data-holds="t{late.pk} c{late.pk}"' in text
    assert f'id="file-{first.pk}" data-file="{first.pk}" data-holds="t{seen.pk} c{seen.pk}"' in text


def test_a_tick_in_the_list_falls_when_the_file_changes(as_vera, nine, vera, ben):
    first = change_of(nine, "agents/a00.md")
    text = current_texts(nine)[first.pk]
    mark_viewed(first, text=text, by=vera)
    assert f'data-seen="{first.pk}">' in as_vera.get(ONE).text

    revise(first, f"{text.source}More.\n", base_text=text, by=ben)

    assert f'data-seen="{first.pk}" hidden>' in as_vera.get(ONE).text
