"""A step's page, and the button that takes it back."""

import re

import pytest

from agents.models import Document, Event
from agents.operations.aliases import dismiss, set_alias
from agents.operations.archiving import archive_documents
from agents.operations.documents import create_document, rename_document, restore_document, save_document
from tests.conftest import QA
from tests.views.test_editor import save


def url(event, page=""):
    return f"/platform/activity/{event.pk}/{page}"


def last() -> Event:
    return Event.objects.order_by("-id").first()


@pytest.fixture
def saved(qa, ben):
    """Ben saved v2 of qa; this is the step."""
    save_document(qa, QA.replace("sonnet", "opus"), base=qa.head, by=ben)
    return last()


def test_after_a_save_one_can_look_and_go_back(as_ben, qa):
    response = as_ben.get(save(as_ben, QA + "More.\n").url)

    assert "Saved v2: 1 line changed, everything else is the same byte for byte." in response.text
    assert '<a href="/platform/agents/qa/compare/1...2/">See the change</a>' in response.text
    assert f'action="{url(last(), "undo/")}"' in response.text


def test_undo_says_what_it_did_and_can_be_undone(as_ben, qa, saved):
    response = as_ben.post(url(saved, "undo/"), follow=True)

    assert response.redirect_chain[-1][0] == "/platform/agents/qa/"
    assert "Undone: qa has the text of v1 again, as v3." in response.text
    assert f'action="{url(last(), "undo/")}" method="post"' in response.text
    assert ">Redo</button>" in response.text

    response = as_ben.post(url(last(), "undo/"), follow=True)
    assert "Done again: qa has the text of v2 again, as v4." in response.text


def test_a_second_click_says_that_it_is_done(as_ben, qa, saved):
    as_ben.post(url(saved, "undo/"))

    response = as_ben.post(url(saved, "undo/"), follow=True)

    assert "This was undone already." in response.text
    assert qa.revisions.count() == 3


def test_a_rename_is_undone(as_ben, qa, ben):
    rename_document(qa, "agents/tester.md", by=ben)

    response = as_ben.post(url(last(), "undo/"), follow=True)

    assert "Undone: agents/tester.md is agents/qa.md again." in response.text


def test_what_was_changed_since_is_shown_with_the_choice(as_ben, qa, saved, ada):
    qa.refresh_from_db()
    save_document(qa, QA + "Hers.\n", base=qa.head, by=ada)

    response = as_ben.post(url(saved, "undo/"))

    assert response.status_code == 409
    assert "agents/qa.md was left as it is. Ada saved v3 after that." in response.text
    assert "/platform/agents/qa/compare/2...3/" in response.text
    assert 'action="/platform/agents/qa/v/1/restore/"' in response.text


def test_the_others_of_a_set_can_be_undone(as_vera, qa, tone, team, vera, ada):
    git = create_document(team, kind="agent", path="agents/git.md", source=QA, by=ada)
    archive_documents([qa, tone, git], by=vera)
    step = last()
    restore_document(qa, by=ada)
    save_document(qa, QA + "Hers.\n", base=qa.head, by=ada)

    response = as_vera.post(url(step, "undo/"))
    assert response.status_code == 409
    assert "1 of 3 files were changed after that" in response.text
    assert "Undo the other 2" in response.text

    response = as_vera.post(url(step, "undo/"), {"others": "1", "from": "step"}, follow=True)
    assert "Undone for 2 documents. 1 is left as it is." in response.text
    assert Document.objects.filter(archived_at__isnull=False).count() == 0


def test_the_record_groups_a_step_and_offers_to_undo_it(as_vera, qa, tone, vera):
    archive_documents([qa, tone], by=vera)
    step = last()

    text = as_vera.get("/platform/activity/").text
    assert f'<a class="link" href="{url(step)}">2 documents</a>' in text
    assert f'action="{url(step, "undo/")}"' in text

    as_vera.post(url(step, "undo/"))
    text = as_vera.get("/platform/activity/").text
    assert f'action="{url(step, "undo/")}"' not in text
    assert "(undone)" in text


def test_every_member_may_look_at_a_step(as_rita, qa, saved):
    page = as_rita.get(url(saved))

    assert "Ben saved agents/qa.md as v2" in re.sub(r"\s+", " ", page.text)
    assert "/platform/agents/qa/compare/1...2/" in page.text
    assert "/undo/" not in page.text


def test_an_owner_undoes_what_others_did_an_author_only_the_own(client, ada, ben, qa, saved):
    save_document(qa, QA + "Hers.\n", base=qa.head.document.revisions.first(), by=ada)
    hers = last()
    client.force_login(ben)
    assert client.post(url(hers, "undo/")).status_code == 403

    client.force_login(ada)
    client.post(url(hers, "undo/"))
    assert client.post(url(last(), "undo/"), follow=True).status_code == 200


def test_a_reader_may_not(as_rita, qa, saved):
    assert as_rita.post(url(saved, "undo/")).status_code == 403


def test_strangers_learn_nothing(as_eve, qa, saved):
    assert as_eve.get(url(saved)).status_code == 404
    assert as_eve.post(url(saved, "undo/")).status_code == 404
    assert as_eve.post(f"/elsewhere/activity/{saved.pk}/undo/").status_code == 404


def test_what_wrote_nothing_cannot_be_undone(as_ada, qa):
    assert as_ada.get(url(Event.objects.get(action="document.created"))).status_code == 200
    assert as_ada.post(url(Event.objects.get(action="document.created"), "undo/")).status_code == 404
    assert as_ada.post("/platform/activity/99999999999999999999/undo/").status_code == 404


def test_a_change_is_never_a_link(as_ben, saved):
    assert as_ben.get(url(saved, "undo/")).status_code == 405


def test_who_is_signed_out_is_asked_to_sign_in(client, saved):
    assert client.get(url(saved)).status_code == 302
    assert client.post(url(saved, "undo/")).status_code == 302


def test_queries_do_not_grow_with_the_step(as_ada, team, ada, django_assert_max_num_queries):
    some = [create_document(team, kind="agent", path=f"agents/a{number}.md", source=QA, by=ada) for number in range(30)]
    archive_documents(some, by=ada)

    with django_assert_max_num_queries(10):
        assert as_ada.get(url(last())).text.count("data-row") == 30


def test_what_was_said_of_a_name_is_shown_and_undone(as_ben, team, ben, qa):
    said = dismiss(team, "Git Agent", by=ben)
    page = as_ben.get(f"/platform/activity/{said.pk}/").text
    assert "Git Agent" in page
    assert "no agent, before: nothing" in page
    assert f'action="/platform/activity/{said.pk}/undo/"' in as_ben.get("/platform/activity/").text

    answer = as_ben.post(f"/platform/activity/{said.pk}/undo/", follow=True)

    assert "Undone for Git Agent." in answer.text
    assert not team.aliases.exists()
    assert "This was undone already" in as_ben.post(f"/platform/activity/{said.pk}/undo/", follow=True).text


def test_what_somebody_said_of_a_name_since_is_not_offered_to_undo(as_ben, team, ben, ada, qa):
    said = dismiss(team, "Git Agent", by=ben)
    set_alias(team, "Git Agent", document=qa, by=ada)

    assert f'action="/platform/activity/{said.pk}/undo/"' not in as_ben.get("/platform/activity/").text
    assert "Somebody said something else since." in as_ben.get(f"/platform/activity/{said.pk}/").text
