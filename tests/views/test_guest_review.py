"""A proposal before who came by a link: as members see it, and that nothing else of the team can be reached."""

import json
import logging
import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from agents.definition.anchors import Lines
from agents.logs import JsonLines
from agents.models import Comment, Event, Membership, Proposal, ReviewLink, Role
from agents.operations.documents import create_document
from agents.operations.proposing import propose
from agents.operations.review_links import make_link, revoke_link
from agents.operations.reviewing import comment
from tests.conftest import QA
from tests.proposed import comment_on, review_of
from tests.views.proposing import add, change_of, proposed

NEW = QA.replace("tools: Read, Grep, Bash", "tools: Read, Grep, Bash, WebFetch").replace(
    "You test things.", "You test\u200b all things."
)
NEW += "\n### With Secret Agent\n\n- Ask\n"
LINE = 9  # You test all things.
PAGES = ("", "changes/", "changes/?view=split", "changes/?view=rendered", "changes/?since=now", "checks/", "comment/")
SAID = {"name": "Gil", "words": "Why not on **main**?"}


@pytest.fixture
def proposal(qa, ben):
    return proposed(qa, NEW, by=ben)


@pytest.fixture
def address(proposal, ada):
    return f"/review/{make_link(proposal, may_comment=True, days=7, by=ada)[1]}/"


@pytest.fixture
def to_read(proposal, ada):
    return f"/review/{make_link(proposal, may_comment=False, days=7, by=ada)[1]}/"


@pytest.fixture
def said(proposal, ada):
    """Ada asks about the line that changed, and suggests other words."""
    return comment(
        proposal,
        words="Is that *so*? See [it](/platform/) and [her](https://example.org/).",
        by=ada,
        iteration=1,
        change=change_of(proposal),
        side="new",
        lines=Lines(LINE, LINE),
        suggestion="You test most things.\n",
    )


def test_the_conversation_is_as_members_read_it(client, address, said, proposal, ben):
    review_of(proposal, by=ben, words="Fine *so* far")

    page = client.get(address).text

    assert "Is that <em>so</em>?" in page
    assert "Fine <em>so</em> far" in page
    assert "Suggested change" in page
    assert "Claude Code loads the agent" in page


def test_the_changes_are_as_members_read_them(client, address, said):
    page = client.get(f"{address}changes/").text

    assert "This gives qa WebFetch." in page
    assert '<span class="vh">added </span>WebFetch' in page
    assert "‹U+200B›" in page
    row = page.index('<tr class="thread">')
    assert page.index(f'id="f{said.change_id}R{LINE}"') < row < page.index("Is that <em>so</em>?")
    assert "Nobody here bears the name" in page


def test_whom_it_names_is_said_with_the_words_of_the_text(client, address, team, ada):
    create_document(
        team, kind="agent", path="agents/s9.md", source=QA.replace("name: qa", "name: secret-agent"), by=ada
    )

    page = client.get(f"{address}changes/").text

    assert "Secret Agent</span> now." in page
    assert "secret-agent" not in page


def test_each_view_shows_it(client, address):
    assert "halves" in client.get(f"{address}changes/?view=split").text
    assert 'class="sides"' in client.get(f"{address}changes/?view=rendered").text
    assert "WebFetch" in client.get(f"{address}checks/").text


def test_many_files_come_as_one_comes_to_them(client, team, ada, ben, django_assert_max_num_queries):
    many = [add(f"agents/a{number}.md", QA.replace("name: qa", f"name: a{number}")) for number in range(9)]
    key = make_link(propose(team, many, title="Many", by=ben), may_comment=True, days=1, by=ada)[1]
    client.get(f"/review/{key}/")

    with django_assert_max_num_queries(15):
        page = client.get(f"/review/{key}/changes/").text

    later = re.findall(r'<article[^>]*hx-get="([^"]*)"', page)
    assert len(later) == 5
    assert all(one.startswith(f"/review/{key}/changes/") for one in later)
    assert client.get(later[0], headers={"HX-Request": "true"}).status_code == 200


def test_a_file_is_a_page_and_a_part(client, address, proposal):
    one = f"{address}changes/{change_of(proposal).pk}/"

    assert "<html" in client.get(one).text
    part = client.get(one, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith("<article")
    missing = client.get(f"{address}changes/{10**17}/")
    assert missing.status_code == 404
    assert f'href="{address}">Back to the proposal' in missing.text
    assert missing.headers["X-Robots-Tag"]


def test_nothing_leads_into_the_site(client, address, said, proposal):
    allowed = (address, "?", "#", "/static/", "https://example.org/")
    for part in PAGES:
        text = client.get(address + part).text

        leading = re.findall(r'(?:href|action|hx-get|hx-post|data-preview|data-people|data-again)="([^"]*)"', text)
        assert [it for it in leading if not it.startswith(allowed)] == []
        assert 'rel="nofollow noopener"' not in text
        assert "platform" not in text.replace("Platform team", "")
        assert "palette" not in text


def test_it_says_nothing_of_the_rest_of_the_team(client, team, ada, vera, rita, address, said):
    create_document(team, kind="agent", path="agents/zebra.md", source=QA.replace("qa", "zebra"), by=ada)

    for part in PAGES:
        text = client.get(address + part).text

        assert "zebra" not in text
        assert not re.search(r"Rita|Vera|@example", text)


def test_it_offers_nothing_a_guest_may_not_do(client, address, said):
    for part in PAGES:
        text = client.get(address + part).text

        assert not re.search(
            r"/(viewed|apply|resolve|edit|delete|merge|close|review|links|impact)/", text.replace(address, "")
        )
        assert not re.search(r"Finish review|Add to review|Viewed|Resolve\b", text)


def test_a_page_asks_few_queries(client, address, said, django_assert_max_num_queries):
    client.get(address)  # notes that the link was opened, once in a while

    for part in PAGES:
        with django_assert_max_num_queries(15):
            assert client.get(address + part).status_code == 200


def test_a_member_who_came_by_the_link_is_shown_the_way_home(client, address, vera, eve):
    client.force_login(eve)
    assert "/platform/" not in client.get(address).text

    client.force_login(vera)
    assert 'href="/platform/proposals/1/">read it as one' in client.get(address).text


def test_pending_words_are_not_there(client, proposal, address, ada):
    pending = review_of(proposal, by=ada, is_finished=False)
    comment_on(proposal, "Not finished", by=ada, review=pending)

    assert "Not finished" not in client.get(address).text


def _ends(end, proposal, ada):
    if end == "expired":
        ReviewLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
    elif end == "revoked":
        revoke_link(ReviewLink.objects.get(), by=ada)
    elif end in ("closed", "merged"):
        Proposal.objects.update(state=end)
    elif end == "removed":
        proposal.team.removed_at = timezone.now()
        proposal.team.save()
    elif end == "demoted":
        Membership.objects.filter(user=ada).update(role=Role.REVIEWER)
    elif end == "left":
        Membership.objects.filter(user=ada).delete()
    else:
        ada.is_active = False
        ada.save()


SENTENCES = {
    "expired": "This link has expired",
    "revoked": "This link was taken back",
    "closed": "closed without being merged",
    "merged": "What was proposed was merged",
    "removed": "This link leads nowhere",
    "demoted": "This link works no longer",
    "left": "This link works no longer",
    "deactivated": "This link works no longer",
}


@pytest.mark.parametrize("end", SENTENCES)
def test_a_link_that_is_over_says_what_happened_and_nothing_else(client, proposal, address, ada, end):
    _ends(end, proposal, ada)

    for page in ("", "changes/", "comment/"):
        response = client.get(address + page)
        assert response.status_code == (404 if end == "removed" else 410)
        assert SENTENCES[end] in response.text
        assert not re.search("Test|branches|qa|Ada|Ben|Platform", response.text)
    response = client.post(f"{address}comment/", SAID)
    assert response.status_code == (404 if end == "removed" else 410)
    assert SAID["words"] in response.text  # what was typed can be copied
    assert not Comment.objects.exists()


def test_who_wrote_it_may_be_gone(client, proposal, address, ben):
    Membership.objects.filter(user=ben).delete()

    assert client.get(address).status_code == 200


def test_a_part_of_a_key_is_none(client, address):
    response = client.get(address[:-3] + "/")

    assert response.status_code == 404
    assert "This link leads nowhere" in response.text


@pytest.mark.parametrize("which", ["to_read", "address", "/review/nothing/"])
def test_nobody_is_told_the_address(client, db, request, which):
    for part in PAGES:
        response = client.get((which if which.startswith("/") else request.getfixturevalue(which)) + part)

        expected = "same-origin" if which == "address" else "no-referrer"
        assert response.headers["Referrer-Policy"] == expected
        assert "noindex" in response.headers["X-Robots-Tag"]
        assert response.headers["Cache-Control"] == "no-store"
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        assert '<meta name="robots" content="noindex">' in response.text


def test_no_key_is_in_the_log(client, address, caplog):
    with caplog.at_level(logging.DEBUG):
        client.post(f"{address}comment/", {"name": "", "words": ""})
        client.post(address)
        Client(enforce_csrf_checks=True).post(f"{address}comment/", SAID)
        client.get(f"{address}changes/9999/")
        ReviewLink.objects.all().delete()
        client.get(address)

    lines = [JsonLines().format(record) for record in caplog.records]
    assert [record.why for record in caplog.records if record.getMessage() == "authz.denied"] == ["no link"]
    assert any("/review/[key]/comment/" in json.loads(line)["message"] for line in lines)
    assert address.split("/")[2] not in "".join(lines)


def test_looking_changes_nothing(client, address):
    before = list(ReviewLink.objects.values()), Event.objects.count(), Comment.objects.count()

    for page in PAGES:
        client.get(address + page)

    assert (list(ReviewLink.objects.values()), Event.objects.count(), Comment.objects.count()) == before
