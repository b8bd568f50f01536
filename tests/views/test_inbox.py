"""The inbox, what one follows, and how one wants to be told."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from agents.models import Follow, Membership, Notice, NoticeChoice, Proposal, Role
from agents.operations import notices
from agents.operations.inbox import follow, mark_read
from agents.operations.people import create_team
from tests.conftest import person
from tests.proposed import comment_on, proposal_of, review_of

URL = "/inbox/"
Kind, Way = Notice.Kind, NoticeChoice.Way


@pytest.fixture
def asked(qa, ben):
    """Ada is asked for a review of what Ben proposes."""
    proposal = proposal_of(qa, by=ben)
    notices.review_asked(proposal, by=ben)
    return proposal


def tell(team, to, sentence, *, by=None, **about):
    notices.tell(team, Kind.FOLLOWED, [to.pk], sentence=sentence, key=sentence, actor=by, **about)
    return Notice.objects.get(person=to, sentence=sentence)


def shown(response):
    return [line.notice.sentence for group in response.context["groups"] for line in group.lines]


def test_it_lists_what_one_is_told_the_unread_first(as_ada, ada, team, asked):
    for number in range(3):
        tell(team, ada, f"Told {number}")
    mark_read(Notice.objects.get(sentence="Told 2"))

    response = as_ada.get(URL)

    assert response.status_code == 200
    assert shown(response) == ["Told 1", "Told 0", "Ben asks for a review of #1 “Test on branches”", "Told 2"]
    assert "3 unread" in response.text


def test_looking_at_it_reads_nothing(as_ada, ada, asked):
    before = list(Notice.objects.values())

    as_ada.get(URL)
    as_ada.get(f"{URL}?show=unread")

    assert list(Notice.objects.values()) == before


def test_an_empty_one_says_what_it_is_for(as_ada, qa):
    assert "Nothing for you yet" in as_ada.get(URL).text


def test_opening_marks_it_read_and_leads_there(as_ada, ada, asked):
    notice = Notice.objects.get(person=ada)

    response = as_ada.post(reverse("inbox-open", args=[notice.pk]))

    assert response["Location"] == "/platform/proposals/1/"
    assert Notice.objects.get(pk=notice.pk).read_at


def test_what_is_told_of_one_proposal_stands_together_below_its_title(as_ben, asked, qa, ben, vera, team):
    notices.commented(comment_on(asked, "Why?", by=vera))
    tell(team, ben, "Something else")
    notices.reviewed(review_of(asked, by=vera, words="Fine."))
    other = proposal_of(qa, by=ben, title="Another")
    notices.commented(comment_on(other, "And this?", by=vera))

    groups = as_ben.get(URL).context["groups"]

    told = [(group.title, [line.sentence for line in group.lines]) for group in groups]
    assert told == [
        ("", ["Vera comments on #2 “Another”"]),
        ("#1 Test on branches", ["Vera approves it: Fine.", "Vera comments on it"]),
        ("", ["Something else"]),
    ]


def test_a_title_of_then_stays_in_its_sentence(as_ben, asked, ben, vera):
    notices.commented(comment_on(asked, "Why?", by=vera))
    Proposal.objects.update(title="Called otherwise\u200b")
    asked.refresh_from_db()
    notices.conflicted(asked, by=vera)

    (group,) = as_ben.get(URL).context["groups"]

    assert group.title == "#1 Called otherwise‹U+200B›"
    assert [line.sentence for line in group.lines] == [
        "It conflicts with what Vera saved",
        "Vera comments on #1 “Test on branches”",
    ]


def test_opening_reads_what_came_before_of_the_same_proposal_and_nothing_else(as_ben, asked, ben, vera, team, ada):
    notices.commented(comment_on(asked, "One", by=vera))
    notices.commented(comment_on(asked, "Two", by=vera))
    notices.commented(comment_on(asked, "Two", by=ada))
    tell(team, ben, "Something else")
    before, opened, after = Notice.objects.filter(person=ben, proposal=asked).order_by("pk")

    as_ben.post(reverse("inbox-open", args=[opened.pk]))

    waiting = Notice.objects.filter(person=ben, read_at=None)
    assert {notice.sentence for notice in waiting} == {after.sentence, "Something else"}
    assert not Notice.objects.filter(pk=before.pk, read_at=None).exists()
    assert Notice.objects.filter(person=ada, read_at=None).exists()


def test_it_leads_to_the_words_or_to_the_document(as_ben, asked, qa, ada, ben, team):
    comment = comment_on(asked, "Why not on main?", by=ada)
    notices.commented(comment)
    about = tell(team, ben, "Ada saved agents/qa.md", by=ada, document=qa)

    response = as_ben.get(URL)

    addresses = {line.notice.pk: line.address for group in response.context["groups"] for line in group.lines}
    assert addresses[about.pk] == "/platform/agents/qa/"
    assert addresses[Notice.objects.get(comment=comment).pk] == f"/platform/proposals/1/#c{comment.pk}"
    assert "Why not on main?" in response.text


def test_words_that_were_deleted_are_not_shown(as_ben, asked, ada):
    comment = comment_on(asked, "Oh, nothing.", by=ada)
    notices.commented(comment)
    comment.deleted_at = comment.created_at
    comment.save()

    assert "Oh, nothing." not in as_ben.get(URL).text


def test_one_is_marked_read_and_unread_where_it_stands(as_ada, ada, asked):
    notice = Notice.objects.get(person=ada)
    back = "/inbox/?show=unread"

    response = as_ada.post(reverse("inbox-read", args=[notice.pk]), {"next": back})
    assert response["Location"] == back
    assert Notice.objects.get(pk=notice.pk).read_at

    as_ada.post(reverse("inbox-unread", args=[notice.pk]), {"next": back})
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_all_are_marked_read_but_not_what_came_meanwhile_and_it_can_be_undone(as_ada, ada, team, asked):
    newest = as_ada.get(URL).context["newest"]
    tell(team, ada, "Meanwhile")

    response = as_ada.post(reverse("inbox-read-all"), {"newest": newest}, follow=True)

    assert shown(response)[0] == "Meanwhile"
    assert Notice.objects.filter(person=ada, read_at=None).count() == 1
    assert "1 notice is marked as read." in response.text
    undo = response.text.split('action="/inbox/unread/')[1].split('"')[0]
    as_ada.post(f"/inbox/unread/{undo}")
    assert Notice.objects.filter(person=ada, read_at=None).count() == 2


@pytest.mark.parametrize("newest", ["", "x", "-1", "9" * 30, "²"])
def test_a_number_that_is_none_marks_nothing(as_ada, asked, newest):
    as_ada.post(reverse("inbox-read-all"), {"newest": newest})

    assert not Notice.objects.exclude(read_at=None).exists()


def test_a_moment_that_is_none_is_not_found(as_ada, asked):
    assert as_ada.post(f"/inbox/unread/{9**30}/").status_code == 404


def test_teams_can_be_seen_apart(as_ada, ada, asked):
    other = create_team("Other team", slug="other", by=ada)
    tell(other, ada, "Elsewhere")

    everything, here = as_ada.get(URL), as_ada.get(f"{URL}?team=other")

    assert len(shown(everything)) == 2
    assert shown(here) == ["Elsewhere"]
    assert "Other team" in everything.text
    as_ada.post(reverse("inbox-read-all"), {"newest": here.context["newest"], "team": "other"})
    assert Notice.objects.get(read_at=None).team_id == asked.team_id


def test_a_team_one_is_not_in_is_passed_over(as_eve, asked):
    response = as_eve.get(f"{URL}?team=platform&at=platform")

    assert response.status_code == 200
    assert "Platform" not in response.text


@pytest.mark.parametrize("name", ["inbox-open", "inbox-read", "inbox-unread"])
def test_what_others_are_told_is_not_found(as_ben, ada, asked, name):
    notice = Notice.objects.get(person=ada)

    assert as_ben.post(reverse(name, args=[notice.pk])).status_code == 404
    assert as_ben.post(reverse(name, args=[2**70])).status_code == 404
    assert Notice.objects.get(pk=notice.pk).read_at is None


def test_of_a_team_one_left_nothing_can_be_opened(client, asked, ada):
    client.force_login(ada)
    notice = Notice.objects.get(person=ada)
    Membership.objects.filter(user=ada).delete()

    assert client.post(reverse("inbox-open", args=[notice.pk])).status_code == 404
    assert "Test on branches" not in client.get(URL).text


def test_strangers_must_sign_in(client, db):
    assert client.get(URL).status_code == 302


def test_what_is_written_there_is_inert(as_ben, asked, ada):
    asked.title = "<script>alert(1)</script>"
    notices.commented(comment_on(asked, '"><img src=x onerror=alert(1)>', by=ada))

    text = as_ben.get(URL).text

    assert "<script>alert" not in text
    assert "<img src=x" not in text


def test_queries_do_not_grow(as_ada, ada, team, qa, asked, django_assert_max_num_queries):
    for number in range(60):
        tell(team, ada, f"Told {number}", document=qa)

    with django_assert_max_num_queries(8):
        as_ada.get(URL)
    with django_assert_max_num_queries(8):
        as_ada.get(f"{URL}?page=2")


def test_the_sidebar_tells_how_many_wait(as_ada, ada, team, asked):
    assert '<span class="n new">1<span' in as_ada.get("/platform/").text

    mark_read(Notice.objects.get(person=ada))

    assert "n new" not in as_ada.get("/platform/").text


def test_many_are_not_counted_to_the_end(as_ada, ada, team):
    Notice.objects.bulk_create(
        Notice(person=ada, team=team, kind=Kind.FOLLOWED, sentence="x", key=str(n), created_at=team.created_at)
        for n in range(150)
    )

    assert '<span class="n new">99+<span' in as_ada.get("/platform/").text


def test_following_is_one_press_and_so_is_stopping(as_rita, rita, qa):
    here = "/platform/agents/qa/"
    assert f'action="{here}follow/"' in as_rita.get(here).text

    response = as_rita.post(f"{here}follow/", follow=True)
    assert Follow.objects.get().person == rita
    assert f'action="{here}unfollow/"' in response.text
    assert "You follow qa" in response.text

    as_rita.post(f"{here}unfollow/")
    assert not Follow.objects.exists()


def test_strangers_cannot_follow(as_eve, qa):
    for verb in ("follow", "unfollow"):
        assert as_eve.post(f"/platform/agents/qa/{verb}/").status_code == 404


SETTINGS = "/settings/notices/"
CHOSEN = {kind.value: "inbox" for kind in Kind}


def test_each_kind_has_its_way(as_ada, ada, settings):
    settings.MAIL_IS_CONFIGURED = True
    assert "once a day" in as_ada.get(SETTINGS).text

    response = as_ada.post(SETTINGS, CHOSEN | {"asked": "nowhere", "followed": "mail"})

    assert response.status_code == 302
    ways = dict(NoticeChoice.objects.filter(person=ada).values_list("kind", "way"))
    assert (ways["asked"], ways["followed"], ways["commented"]) == ("nowhere", "mail", "inbox")


def test_without_mail_nothing_is_offered_by_mail_and_nothing_forgotten(as_ada, ada, settings):
    settings.MAIL_IS_CONFIGURED = False
    page = as_ada.get(SETTINGS).text
    assert "sends no mail" in page
    assert "once a day" not in page

    as_ada.post(SETTINGS, CHOSEN | {"asked": "nowhere"})

    assert dict(NoticeChoice.objects.values_list("kind", "way")) == {"asked": "nowhere"}


def test_what_could_not_be_mailed_is_said(as_ada, ada, team, asked, sends_mail):
    assert "could not be mailed" not in as_ada.get(SETTINGS).text
    Notice.objects.filter(person=ada).update(mailing_at=timezone.now() - timedelta(minutes=11))

    assert "1 notice could not be mailed to you so far. It is tried again" in as_ada.get(SETTINGS).text


def test_a_way_that_is_none_is_refused(as_ada):
    response = as_ada.post(SETTINGS, CHOSEN | {"asked": "pigeon"})

    assert response.status_code == 422
    assert not NoticeChoice.objects.exists()


def test_what_one_follows_is_listed(as_rita, rita, qa, tone):
    assert "Press <b>Follow</b>" in as_rita.get(SETTINGS).text
    follow(qa, by=rita)
    follow(tone, by=rita)

    page = as_rita.get(SETTINGS).text
    assert 'href="/platform/guidelines/tone/"' in page

    response = as_rita.post("/platform/agents/qa/unfollow/", {"next": SETTINGS})
    assert response["Location"] == SETTINGS
    assert 'href="/platform/agents/qa/"' not in as_rita.get(SETTINGS).text


def test_settings_lead_there(as_ada):
    assert f'href="{SETTINGS}"' in as_ada.get("/settings/").text


def test_a_role_that_fell_needs_no_review(as_ada, team, qa, ben, client):
    vera = person("vera")
    membership = Membership.objects.create(team=team, user=vera, role=Role.REVIEWER)
    proposal_of(qa, by=ben)
    client.force_login(vera)
    assert "asks for your review" in client.get("/platform/").text

    membership.role = Role.AUTHOR
    membership.save()

    assert "asks for your review" not in client.get("/platform/").text
