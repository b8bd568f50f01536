"""What somebody with a link writes, and how the others read it."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from agents import limits
from agents.models import Comment, ReviewLink
from agents.operations.review_links import make_link
from tests.conftest import QA
from tests.hostile import unsound
from tests.proposed import comment_on
from tests.views.proposing import change_of, proposed

NEW = QA.replace("You test things.", "You test all things.")
HTMX = {"HX-Request": "true"}
LINE = 9  # You test all things.
SAID = {"name": "Gil", "words": "Why not on **main**?"}
HOSTILE = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<p hx-get=/x hx-trigger=load>", "\u202eabc")


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, NEW, by=ben)


@pytest.fixture
def address(proposal, ada):
    return f"/review/{make_link(proposal, may_comment=True, days=7, by=ada)[1]}/comment/"


@pytest.fixture
def to_read(proposal, ada):
    return f"/review/{make_link(proposal, may_comment=False, days=7, by=ada)[1]}/"


def test_a_guest_comments_on_the_whole(client, address, proposal):
    response = client.post(address, SAID, follow=True)

    comment = Comment.objects.get()
    assert (comment.author_name, comment.is_guest, comment.words) == ("Gil", True, SAID["words"])
    assert response.redirect_chain[-1][0].endswith(f"#c{comment.pk}")
    assert "By link, not a member" in response.text
    assert "Why not on <strong>main</strong>?" in response.text


@pytest.mark.parametrize(
    ("where", "about"),
    [
        ({"on": f"R{LINE}"}, ("new", LINE, LINE, "")),
        ({"on": f"R{LINE}", "last": f"{LINE + 2}", "first": f"{LINE}"}, ("new", LINE, LINE + 2, "")),
        ({"on": f"L{LINE}"}, ("old", LINE, LINE, "")),
        ({"field": "tools"}, ("", None, None, "tools")),
        ({}, ("", None, None, "")),
    ],
)
def test_a_guest_comments_on_lines_a_field_a_file(client, address, proposal, where, about):
    client.post(address, SAID | where | {"change": str(change_of(proposal).pk)})

    said = Comment.objects.get()
    assert said.change == change_of(proposal)
    assert (said.side, said.first_line, said.last_line, said.field) == about


def test_a_guest_suggests_other_words(client, address, proposal):
    place = {"change": str(change_of(proposal).pk), "on": f"R{LINE}"}
    assert "Suggest other words" in client.get(address, place).text

    client.post(address, SAID | place | {"suggestion": "You test most things."})

    assert Comment.objects.get().suggestion == "You test most things."


def test_a_guest_answers(client, address, proposal, ada):
    first = comment_on(proposal, by=ada)

    client.post(address, SAID | {"replies_to": str(first.pk)})

    assert Comment.objects.last().replies_to == first


def test_what_a_guest_says_is_read_at_once_whatever_the_form_says(client, address):
    client.post(address, SAID | {"to": "review"})

    assert Comment.objects.get().review is None


def test_a_thread_answers_htmx_with_itself(client, address, proposal):
    response = client.post(
        address, SAID | {"change": str(change_of(proposal).pk), "on": f"R{LINE}"}, headers={"HX-Request": "true"}
    )

    assert response.text.lstrip().startswith('<div class="cmt')
    assert "hx-swap-oob" not in response.text
    assert "Your name" not in response.text  # it is known by now


def test_the_name_is_asked_once_and_kept_for_this_link_alone(client, address, proposal, ada):
    assert "Your name" in client.get(address.removesuffix("comment/")).text
    client.post(address, SAID)

    cookie = client.cookies["guest"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (address.removesuffix("comment/"), True, "Lax")
    assert 0 < int(cookie["max-age"]) <= 7 * 24 * 3600
    client.post(address, {"words": "And then?"})
    assert Comment.objects.last().author_name == "Gil"
    page = client.get(address.removesuffix("comment/")).text
    assert "You write as" in page
    assert "Your name" not in page
    assert 'value="Gil"' in client.get(address).text  # where one takes another

    other = f"/review/{make_link(proposal, may_comment=True, days=7, by=ada)[1]}/comment/"
    assert client.post(other, {"words": "Who am I?"}).status_code == 422


def test_a_name_that_somebody_made_up_in_the_cookie_is_none(client, address):
    client.cookies["guest"] = "Ada:1:forged"

    assert client.post(address, {"words": "Who am I?"}).status_code == 422


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"words": "  "}, {"name": "x" * 81}, {"name": "Ben"}, {"words": "ä" * 5001}]
)
def test_what_cannot_be_sent_is_refused_and_stays_typed(client, address, wrong):
    response = client.post(address, SAID | wrong)

    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert not Comment.objects.exists()
    assert SAID["words"] in response.text or "words" in wrong
    assert "Your name" in response.text
    assert "guest" not in client.cookies


def test_places_of_another_proposal_are_not_found(client, address, qa, ben):
    other = proposed(qa, NEW.replace("all", "most"), by=ben)

    assert client.post(address, SAID | {"change": str(change_of(other).pk)}).status_code == 404
    assert client.post(address, SAID | {"replies_to": str(comment_on(other, by=ben).pk)}).status_code == 404
    assert not Comment.objects.filter(is_guest=True).exists()


def test_too_often_is_told(client, address, monkeypatch):
    monkeypatch.setattr(limits, "GUEST_COMMENTS", 1)
    client.post(address, SAID)

    response = client.post(address, SAID)

    assert response.status_code == 429
    assert "try again in an hour" in response.text
    assert SAID["words"] in response.text
    assert Comment.objects.count() == 1


def test_a_link_to_read_takes_no_comment(client, to_read, proposal, ada):
    comment_on(proposal, by=ada)

    for page in ("", "changes/"):
        assert "<form" not in client.get(to_read + page).text.replace('<form class="r" method="dialog">', "")
    assert client.get(f"{to_read}comment/").status_code == 403
    assert client.post(f"{to_read}comment/", SAID).status_code == 403
    assert not Comment.objects.filter(is_guest=True).exists()


def test_an_open_page_says_that_the_link_ended_meanwhile(client, address, proposal):
    ReviewLink.objects.update(revoked_at=timezone.now())

    for answer in (client.get(address, headers=HTMX), client.post(address, SAID, headers=HTMX)):
        assert answer.status_code == 410
        assert answer.text.strip().startswith('<div class="note bad" role="alert">')
        assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["HX-Retarget"] == "this"  # the form keeps what was typed
    assert not Comment.objects.exists()


@pytest.mark.parametrize("part", ["", "changes/", "checks/"])
def test_words_are_sent_nowhere_else(client, address, part):
    assert client.post(address.removesuffix("comment/") + part, SAID).status_code == 405
    assert not Comment.objects.exists()


def test_a_preview_is_as_it_will_be_read_and_keeps_nothing(client, address, ben):
    page = client.post(f"{address}?preview", {"words": "*So* @ben, see [it](/platform/) <script>"})

    assert page.text.strip() == "<p><em>So</em> @ben, see <a>it</a> &lt;script&gt;</p>"
    assert not Comment.objects.exists()


def test_a_comment_without_a_token_is_refused(address):
    assert Client(enforce_csrf_checks=True).post(address, SAID).status_code == 403
    assert not Comment.objects.exists()


@pytest.mark.parametrize("member", [False, True])
def test_what_guests_write_is_inert(client, address, proposal, ada, member):
    place = {"change": str(change_of(proposal).pk), "on": f"R{LINE}"}
    for words in HOSTILE:
        client.post(address, {"name": f"G {words}"[:80], "words": words} | place | {"suggestion": words})
    assert Comment.objects.count() == len(HOSTILE)

    client.force_login(ada)
    here = "/platform/proposals/1/" if member else address.removesuffix("comment/")
    for page in ("", "changes/"):
        response = client.get(here + page)
        html = response.text
        assert unsound(response) == []
        assert "‹U+202E›" in html
        assert "\u202e" not in html


def test_a_member_reads_who_is_a_guest(client, address, proposal, ada):
    client.post(address, SAID | {"words": "@ada, [approve](/platform/proposals/1/review/) it"})

    client.force_login(ada)
    page = client.get("/platform/proposals/1/").text

    assert "By link, not a member" in page
    assert "<p>@ada, <a>approve</a> it</p>" in page  # nobody was told, and it leads nowhere
    assert "Reply to Gil (guest)" in page
    assert not re.search(r'class="av[^"]*"[^>]*aria-label="Gil"', page)
