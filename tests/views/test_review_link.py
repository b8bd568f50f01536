"""Review by link: what an owner makes, what a guest sees, and that nothing else of the team can be reached by it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from agents import limits
from agents.models import Comment, Event, ReviewLink
from agents.operations.documents import create_document
from agents.operations.review_links import make_link, revoke_link
from tests.conftest import QA
from tests.proposed import comment_on, proposal_of, review_of

LINKS = "/platform/proposals/1/links/"
SAID = {"name": "Gil", "words": "Why not on **main**?"}


@pytest.fixture
def proposal(qa, ben):
    return proposal_of(qa, by=ben)


@pytest.fixture
def address(proposal, ada):
    return f"/review/{make_link(proposal, may_comment=True, days=7, by=ada)[1]}/"


@pytest.fixture
def to_read(proposal, ada):
    return f"/review/{make_link(proposal, may_comment=False, days=7, by=ada)[1]}/"


def test_an_owner_makes_a_link_and_sees_it_once(as_ada, proposal):
    response = as_ada.post(LINKS, {"label": "Gil", "may": "comment", "days": "30"})

    assert response.status_code == 201
    address = re.search(r'value="(http://testserver/review/[^"]+)"', response.text)[1]
    assert Client().get(address).status_code == 200
    again = as_ada.get(LINKS).text
    assert address not in again
    assert "Read and comment, made by Ada" in again


def test_a_day_that_is_none_is_refused_and_what_was_typed_stays(as_ada, proposal):
    response = as_ada.post(LINKS, {"label": "Gil", "days": "365"})

    assert response.status_code == 422
    assert 'value="Gil"' in response.text
    assert not ReviewLink.objects.exists()


def test_only_owners_make_links(as_ben, as_eve, client, vera, proposal):
    for user in (proposal.author, vera):
        client.force_login(user)
        assert client.get(LINKS).status_code == 403
        assert client.post(LINKS, {"days": "1"}).status_code == 403
    assert not ReviewLink.objects.exists()


def test_strangers_find_no_links(as_eve, proposal):
    assert as_eve.get(LINKS).status_code == 404
    assert as_eve.post(f"{LINKS}1/revoke/").status_code == 404


def test_a_link_is_taken_back(as_ada, proposal, to_read):
    link = ReviewLink.objects.get()

    response = as_ada.post(f"{LINKS}{link.pk}/revoke/", follow=True)

    assert "Taken back" in response.text
    assert Client().get(to_read).status_code == 404


def test_the_link_of_another_proposal_is_not_found_here(as_ada, proposal, to_read, qa, ben):
    other = proposal_of(qa, by=ben)
    link = ReviewLink.objects.get()

    assert as_ada.post(f"/platform/proposals/{other.number}/links/{link.pk}/revoke/").status_code == 404
    assert as_ada.post(f"{LINKS}{2**70}/revoke/").status_code == 404


def test_a_guest_reads_what_is_proposed_and_said(client, proposal, address, ada):
    comment_on(proposal, "Is that *so*?", by=ada)

    page = client.get(address).text

    assert "Test on branches" in page
    assert "Because nobody looks at main." in page
    assert "<ins>On branches you</ins>" in page or "On branches you test" in page
    assert "Is that <em>so</em>?" in page


def test_nothing_leads_into_the_site(client, proposal, address, ada):
    comment_on(proposal, "See [it](/platform/) and [her](https://example.org/)", by=ada)
    page = client.get(address).text

    assert "<nav" not in page
    assert 'class="side"' not in page
    own = address.rstrip("/")
    leading = [href for href in re.findall(r'(?:href|action)="(/[^"]*)"', page) if not href.startswith("/static/")]
    assert all(href.startswith(own) for href in leading), leading
    assert "platform" not in re.sub(r"Platform team", "", page)


def test_it_says_nothing_of_the_rest_of_the_team(client, team, ada, rita, address):
    create_document(team, kind="agent", path="agents/secret.md", source=QA.replace("qa", "secret"), by=ada)

    page = client.get(address).text

    assert "secret" not in page
    assert "Rita" not in page


def test_pending_words_are_not_there(client, proposal, address, ada):
    pending = review_of(proposal, by=ada, is_finished=False)
    comment_on(proposal, "Not finished", by=ada, review=pending)

    assert "Not finished" not in client.get(address).text


@pytest.mark.parametrize("end", ["expired", "revoked", "closed", "removed", "wrong"])
def test_a_link_that_is_over_says_so_and_nothing_else(client, proposal, address, ada, end):
    if end == "expired":
        ReviewLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    elif end == "revoked":
        revoke_link(ReviewLink.objects.get(), by=ada)
    elif end == "closed":
        proposal.state = "closed"
        proposal.save()
    elif end == "removed":
        proposal.team.removed_at = timezone.now()
        proposal.team.save()
    else:
        address = address[:-3] + "/"

    for response in (client.get(address), client.post(address, SAID)):
        assert response.status_code == 404
        assert "leads nowhere" in response.text
        assert "Test on branches" not in response.text
    assert not Comment.objects.exists()


@pytest.mark.parametrize("which", ["to_read", "address", "/review/nothing/"])
def test_nobody_is_told_the_address(client, db, request, which):
    response = client.get(which if which.startswith("/") else request.getfixturevalue(which))

    expected = "same-origin" if which == "address" else "no-referrer"
    assert response.headers["Referrer-Policy"] == expected
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert '<meta name="robots" content="noindex">' in response.text


def test_looking_changes_nothing(client, address):
    before = list(ReviewLink.objects.values()), Event.objects.count(), Comment.objects.count()

    client.get(address)

    assert (list(ReviewLink.objects.values()), Event.objects.count(), Comment.objects.count()) == before


def test_a_guest_comments(client, address, proposal):
    response = client.post(address, SAID, follow=True)

    comment = Comment.objects.get()
    assert (comment.author_name, comment.is_guest, comment.words) == ("Gil", True, SAID["words"])
    assert "Your comment is there." in response.text
    assert "Guest" in response.text
    assert "Why not on <strong>main</strong>?" in response.text


def test_a_guest_speaks_of_a_file_and_answers(client, address, proposal, ada):
    first, change = comment_on(proposal, by=ada), proposal.changes.get()

    client.post(address, SAID | {"about": str(change.pk)})
    client.post(address, SAID | {"replies_to": str(first.pk)})

    about, answer = Comment.objects.order_by("pk")[1:]
    assert (about.change, answer.replies_to) == (change, first)


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"words": "  "}, {"about": "999"}, {"replies_to": "999"}, {"name": "x" * 81}]
)
def test_what_cannot_be_sent_is_refused_and_stays_typed(client, address, wrong):
    response = client.post(address, SAID | wrong)

    assert response.status_code == 422
    assert not Comment.objects.exists()
    assert SAID["words"] in response.text or "words" in wrong


def test_too_often_is_told(client, address, monkeypatch):
    monkeypatch.setattr(limits, "GUEST_COMMENTS", 1)
    client.post(address, SAID)

    response = client.post(address, SAID)

    assert response.status_code == 429
    assert "try again in an hour" in response.text
    assert Comment.objects.count() == 1


def test_a_link_to_read_takes_no_comment(client, to_read):
    assert "<form" not in client.get(to_read).text
    assert client.post(to_read, SAID).status_code == 403
    assert not Comment.objects.exists()


def test_a_comment_without_a_token_is_refused(address):
    assert Client(enforce_csrf_checks=True).post(address, SAID).status_code == 403
    assert not Comment.objects.exists()


def test_what_guests_write_is_inert(client, address):
    client.post(address, {"name": "<b>Gil</b>", "words": "<script>alert(1)</script> [x](javascript:alert(1)) \u202e"})

    page = client.get(address).text

    assert "<script>alert" not in page
    assert "<b>Gil</b>" not in page
    assert "javascript:" not in re.findall(r'href="([^"]*)"', page)
    assert "‹U+202E›" in page


def test_many_files_are_not_all_compared_at_once(
    client, team, ada, ben, proposal, address, django_assert_max_num_queries
):
    from agents.operations.proposed_changes import edit_of
    from agents.operations.proposing import propose

    made = [
        create_document(
            team, kind="agent", path=f"agents/a{n}.md", source=QA.replace("name: qa", f"name: a{n}"), by=ada
        )
        for n in range(12)
    ]
    many = propose(team, [edit_of(one, one.head.source + "More.\n", base=one.head) for one in made], title="x", by=ben)
    address = f"/review/{make_link(many, may_comment=True, days=1, by=ada)[1]}/"

    with django_assert_max_num_queries(12):
        page = client.get(address).text
    assert page.count("Show what changes in it") == 6

    last = many.changes.order_by("path").last()
    one = client.get(f"{address}?file={last.pk}").text
    assert one.count("<article") == 1
    assert "Show all 12 files" in one
