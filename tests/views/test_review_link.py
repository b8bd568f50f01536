"""Links for who has no account: what an owner makes of them, sees, mails and takes back."""

import re

import pytest
from django.core import mail
from django.test import Client

from agents import limits
from agents.models import Membership, ReviewLink, Role
from agents.operations.review_links import make_link
from tests.proposed import proposal_of

LINKS = "/platform/proposals/1/links/"


@pytest.fixture
def proposal(qa, ben):
    return proposal_of(qa, by=ben)


@pytest.fixture
def to_read(proposal, ada):
    return f"/review/{make_link(proposal, may_comment=False, days=7, by=ada)[1]}/"


def test_an_owner_makes_a_link_and_sees_it_once(as_ada, proposal):
    response = as_ada.post(LINKS, {"label": "Gil", "may_comment": "comment", "days": "30"})

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
    assert Client().get(to_read).status_code == 410


def test_the_link_of_another_proposal_is_not_found_here(as_ada, proposal, to_read, qa, ben):
    other = proposal_of(qa, by=ben)
    link = ReviewLink.objects.get()

    assert as_ada.post(f"/platform/proposals/{other.number}/links/{link.pk}/revoke/").status_code == 404
    assert as_ada.post(f"{LINKS}{2**70}/revoke/").status_code == 404


def test_a_link_is_mailed_where_there_is_a_mail_server(as_ada, proposal, settings):
    said = {"may_comment": "comment", "days": "7", "email": "gil@example.org"}
    as_ada.post(LINKS, said)
    assert mail.outbox == []
    assert "Mail it to" not in as_ada.get(LINKS).text

    settings.MAIL_IS_CONFIGURED = True
    response = as_ada.post(LINKS, said)

    (letter,) = mail.outbox
    assert letter.to == ["gil@example.org"]
    assert letter.subject == "Ada asks you to look at “Test on branches”"
    address = re.search(r"http://testserver/review/\S+", letter.body)[0]
    assert address in response.text
    assert Client().get(address).status_code == 200
    assert ReviewLink.objects.last().label == "gil@example.org"


def test_a_title_makes_no_header_of_its_own(as_ada, proposal, settings):
    settings.MAIL_IS_CONFIGURED = True
    proposal.title = "x\nBcc: eve@example.org \u202e"
    proposal.save()

    as_ada.post(LINKS, {"days": "7", "email": "gil@example.org"})

    assert mail.outbox[0].subject == "Ada asks you to look at “x Bcc: eve@example.org ‹U+202E›”"
    assert mail.outbox[0].recipients() == ["gil@example.org"]


def test_who_makes_very_many_is_told_when_to_go_on(as_ada, proposal, monkeypatch):
    monkeypatch.setattr(limits, "REVIEW_LINKS_A_DAY", 1)
    as_ada.post(LINKS, {"days": "7"})

    response = as_ada.post(LINKS, {"days": "7", "label": "Gil"})

    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 86_401
    assert "You made 1 links" not in response.text
    assert 'value="Gil"' in response.text


def test_each_link_says_how_it_stands(as_ada, proposal, to_read, vera):
    Membership.objects.filter(user=vera).update(role=Role.OWNER)
    make_link(proposal, may_comment=True, days=1, by=vera, label="Of Vera")
    assert as_ada.get(LINKS).text.count("Not opened yet") == 2

    Client().get(to_read)
    Membership.objects.filter(user=vera).update(role=Role.REVIEWER)
    page = as_ada.get(LINKS).text

    assert page.count("Not opened yet") == 1
    assert page.index("Lets in") < page.index("Lets nobody in") < page.index("Who made it may not make links any more.")


def test_many_links_ask_no_more_queries(as_ada, proposal, ada, django_assert_max_num_queries):
    for number in range(12):
        make_link(proposal, may_comment=True, days=1, by=ada, label=f"Number {number}")

    with django_assert_max_num_queries(12):
        assert as_ada.get(LINKS).text.count("Lets in") == 12
