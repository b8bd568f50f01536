"""What is said of a proposal: on lines, ranges, fields, files and the whole, and in answers."""

import pytest

from agents.models import Comment
from tests.views.reviewing import FILES, LINE, NEW, ONE, change_again, file_of


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
