"""The words of comments: whom they speak to, how they will look, what becomes of them."""

import re

import pytest

from agents import limits
from agents.definition.anchors import Lines
from agents.models import Comment, Event, Membership, Proposal, User
from agents.operations.reviewing import apply_suggestions, comment, edit_comment, finish_review, resolve
from agents.queries.proposals import current_texts
from agents.views import deleted_words
from tests.conftest import QA
from tests.hostile import unsound
from tests.views.proposing import change_of, proposed

ONE = "/platform/proposals/1/"
FILES = f"{ONE}changes/"
HTMX = {"HX-Request": "true"}
OWN = '<mark class="at" title="Ben">@ben</mark>'


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, QA.replace("You test things.", "You test all things."), by=ben, reason="Asked by @vera.")


@pytest.fixture
def said(proposal, vera):
    return comment(proposal, words="Which, @ben? Not `@ben`, not @eve.", by=vera, iteration=1)


def answer(client, said, words, **more):
    return client.post(
        f"{ONE}comment/", {"replies_to": said.pk, "words": words, "to": "now"} | more.pop("post", {}), **more
    )


# Mentions


def test_members_who_are_spoken_to_are_marked_wherever_people_write(as_ben, proposal, said, vera):
    finish_review(proposal, verdict="changes", words="See there, @rita and @ben.", iteration=1, by=vera)
    User.objects.create_user("rita", display_name="Rita")

    text = as_ben.get(ONE).text

    assert text.count(OWN) == 2
    assert '<span class="at" title="Vera">@vera</span>.' in text
    assert "<code>@ben</code>, not @eve." in text
    assert "See there, @rita and" in text  # no member


def test_who_left_or_was_deactivated_is_marked_no_longer(as_ben, said, vera, proposal):
    User.objects.filter(username="vera").update(is_active=False)

    assert "Asked by @vera." in as_ben.get(ONE).text


def test_the_people_one_can_speak_to_are_the_active_members(as_ben, team, vera, rita):
    User.objects.filter(username="rita").update(is_active=False)
    User.objects.create_user("eve")

    assert as_ben.get("/platform/proposals/people/").json()["people"] == [
        {"name": "ada", "shown": "Ada"},
        {"name": "ben", "shown": "Ben"},
        {"name": "vera", "shown": "Vera"},
    ]


def test_strangers_learn_nobodys_name(client, team):
    client.force_login(User.objects.create_user("eve"))

    assert client.get("/platform/proposals/people/").status_code == 404
    assert client.post("/platform/proposals/preview/", {"words": "@ada"}).status_code == 404


def test_names_cost_a_page_one_question_however_many_there_are(
    as_ben, said, proposal, vera, django_assert_max_num_queries
):
    for _ in range(10):
        comment(proposal, words="@ben @vera @ada", by=vera, iteration=1)

    with django_assert_max_num_queries(15):
        as_ben.get(ONE)


# The preview


def test_a_preview_is_what_will_be_read(as_ben, team):
    shown = as_ben.post("/platform/proposals/preview/", {"words": "# **Hm**\r\n\r\n@ben \u200b"}).text

    assert "<h3><strong>Hm</strong></h3>" in shown
    assert OWN in shown
    assert "‹U+200B›" in shown
    assert not Comment.objects.exists()


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "<p hx-get=/x>@ben", "[x](javascript:alert(1)) @ben"])
def test_a_preview_is_safe(as_ben, team, hostile):
    shown = as_ben.post("/platform/proposals/preview/", {"words": hostile})

    assert unsound(shown) == []


# What is too long, or cannot be said


def test_a_comment_may_have_16_kib_and_no_byte_more(as_ben, proposal):
    most = limits.COMMENT_BYTES
    longest = "ä" * (most // 2)

    assert most == 16_384
    assert as_ben.post(f"{ONE}comment/", {"words": longest, "to": "now"}).status_code == 302
    refused = as_ben.post(f"{ONE}comment/", {"words": f"{longest}!", "to": "now"})

    assert refused.status_code == 422
    assert "That is 16,385 bytes; at most 16,384 can be kept." in refused.text
    assert f"{longest}!</textarea>" in refused.text


def test_a_refused_answer_leaves_the_thread_and_what_was_typed(as_ben, said):
    too_long = "x" * (limits.COMMENT_BYTES + 1)
    part, page = answer(as_ben, said, too_long, headers=HTMX), answer(as_ben, said, too_long)

    assert (part.status_code, part["HX-Retarget"], part["HX-Reswap"]) == (422, "this", "afterbegin")
    assert "at most 16,384" in part.text
    assert f'name="replies_to" value="{said.pk}"' in page.text
    assert f"{too_long}</textarea>" in page.text


def test_a_refused_edit_leaves_what_was_typed(client, said, vera):
    client.force_login(vera)
    address, too_long = f"{ONE}comments/{said.pk}/edit/", "x" * (limits.COMMENT_BYTES + 1)
    part = client.post(address, {"words": too_long}, headers=HTMX)
    page = client.post(address, {"words": too_long})

    assert (part.status_code, part["HX-Retarget"]) == (422, "this")
    assert f"{too_long}</textarea>" in page.text
    assert Comment.objects.get().words.startswith("Which")


# Edited, deleted, resolved


def test_an_edited_comment_says_since_when(as_ben, said, vera):
    edit_comment(said, words="Which ones?", by=vera)

    assert re.search(r"edited <time", as_ben.get(ONE).text)


def test_what_was_deleted_is_brought_back_by_whoever_deleted_it(client, proposal, vera, ben, said):
    client.force_login(vera)
    deleted = client.post(f"{ONE}comments/{said.pk}/delete/", headers=HTMX)
    assert f'action="{ONE}comments/{said.pk}/restore/"' in deleted.text
    assert "Which" not in client.get(ONE).text

    back = client.post(f"{ONE}comments/{said.pk}/restore/", headers=HTMX)

    assert "Which" in back.text
    assert "Which" in client.get(ONE).text
    client.post(f"{ONE}comments/{said.pk}/restore/")
    assert Event.objects.filter(action="comment.restored").count() == 1


def test_a_second_click_on_delete_or_on_undo_finds_it_done(client, proposal, vera, said):
    client.force_login(vera)
    deletes = [client.post(f"{ONE}comments/{said.pk}/delete/") for _ in range(2)]
    undone = [client.post(f"{ONE}comments/{said.pk}/restore/", follow=True) for _ in range(2)]

    assert [answer.status_code for answer in deletes] == [302, 302]
    assert all("Which" in page.text and "can no longer" not in page.text for page in undone)
    assert Event.objects.filter(action__in=("comment.deleted", "comment.restored")).count() == 2


def test_a_suggestion_comes_back_with_its_words(client, proposal, vera):
    where = {"change": change_of(proposal), "side": "new", "lines": Lines(9, 9)}
    said = comment(proposal, words="Hm", by=vera, iteration=1, suggestion="You test.", **where)
    client.force_login(vera)
    page = client.post(f"{ONE}comments/{said.pk}/delete/", follow=True)
    assert "Deleted the comment." in page.text
    assert f'<form action="{ONE}comments/{said.pk}/restore/"' in page.text

    client.post(f"{ONE}comments/{said.pk}/restore/")

    said.refresh_from_db()
    assert (said.words, said.suggestion, said.deleted_at) == ("Hm", "You test.", None)


def test_an_answer_that_was_deleted_can_be_undone_in_its_thread(as_ben, said, ben, proposal):
    reply = comment(proposal, words="Those.", by=ben, iteration=1, replies_to=said)
    thread = as_ben.post(f"{ONE}comments/{reply.pk}/delete/", headers=HTMX).text

    assert "Which" in thread
    assert "Those." not in thread
    assert f"comments/{reply.pk}/restore/" in thread


def test_nobody_else_brings_it_back_and_not_for_ever(client, said, vera, ben, monkeypatch):
    client.force_login(ben)
    assert client.post(f"{ONE}comments/{said.pk}/restore/", headers=HTMX).status_code == 422
    client.force_login(vera)
    client.post(f"{ONE}comments/{said.pk}/delete/")
    monkeypatch.setattr(deleted_words, "SECONDS", -1)

    late = client.post(f"{ONE}comments/{said.pk}/restore/", headers=HTMX)

    assert "can no longer be brought back" in late.text
    assert Comment.objects.get().words == ""


def test_a_resolved_thread_is_one_line_that_says_how_much_it_folds(as_ben, said, proposal, ben):
    comment(proposal, words="Those.", by=ben, iteration=1, replies_to=said)
    resolve(said, by=ben)

    text = as_ben.get(ONE).text

    assert "Resolved by Ben, 2 comments:" in text
    assert '<details class="done"><summary' in text
    assert ">Reopen</button>" in text


# Suggestions keep bytes


@pytest.mark.parametrize(
    ("source", "line", "by", "wanted"),
    [
        (
            "---\r\nname: qa\r\n---\r\nOne.\r\nTwo.\r\n",
            4,
            "Ones.\nMore.",
            "---\r\nname: qa\r\n---\r\nOnes.\r\nMore.\r\nTwo.\r\n",
        ),
        ("---\nname: qa\n---\nOne.\nTwo.", 5, "Twos.", "---\nname: qa\n---\nOne.\nTwos."),
        (
            "---\r\nname: qa\r\n---\r\nOne.\r\nTwo.",
            5,
            "Two.\nThree.",
            "---\r\nname: qa\r\n---\r\nOne.\r\nTwo.\r\nThree.",
        ),
        ("---\nname: qa\n---\nOne.\r\nTwo.\n", 4, "Ones.", "---\nname: qa\n---\nOnes.\r\nTwo.\n"),
    ],
)
def test_a_suggestion_made_in_the_form_keeps_every_other_byte(client, qa, ben, vera, source, line, by, wanted):
    change = change_of(proposed(qa, source, by=ben))
    client.force_login(vera)
    posted = {"change": change.pk, "on": f"R{line}", "words": "", "to": "now"}
    form = client.get(f"{ONE}comment/?change={change.pk}&on=R{line}&suggest=1").text
    filled = re.search(r'name="suggestion"[^>]*>\n(.*?)</textarea>', form, re.DOTALL)[1]
    client.post(f"{ONE}comment/", posted | {"suggestion": filled.replace("\n", "\r\n"), "words": "Same"})
    assert Comment.objects.get().suggestion is None  # left as it is, nothing is suggested

    client.post(f"{ONE}comment/", posted | {"suggestion": by.replace("\n", "\r\n")})
    apply_suggestions([Comment.objects.last()], by=ben)

    assert current_texts(Proposal.objects.get())[change.pk].source == wanted


def test_members_are_counted_as_they_are_now(as_ben, team, vera, said):
    Membership.objects.filter(user=vera).delete()

    assert "Asked by @vera." in as_ben.get(ONE).text
