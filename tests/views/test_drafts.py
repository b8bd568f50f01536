"""Drafts and presence as pages have them: private, without a write on reading, and whole without JavaScript."""

import json
import re

import pytest

from agents.models import Draft, Membership, Presence, Role
from agents.operations.documents import archive_document, create_document, rename_document, save_document
from agents.operations.drafts import keep_draft, new_sheet
from agents.operations.presence import appear
from tests.conftest import QA
from tests.views.test_conflict import MINE as MINE_IN_CONFLICT
from tests.views.test_conflict import THEIRS
from tests.views.test_editor import URL, as_browsers_post, save

DRAFT = "/platform/agents/qa/draft/"
BESIDE = "/platform/agents/qa/beside/"
MINE = QA + "\nMine.\n"
SCRIPT = {"headers": {"Accept": "application/json"}}


def keep(client, text, *, base=1, sheet="", url=DRAFT, **more):
    data = {"base": base, "source": as_browsers_post(text), "message": "", "sheet": sheet, **more}
    return client.post(url, data, **SCRIPT)


@pytest.fixture
def draft(qa, ada):
    return keep_draft(qa, MINE, base=qa.head, sheet=new_sheet(), by=ada, message="Because")


def test_a_script_keeps_a_draft(as_ada, qa):
    response = keep(as_ada, MINE, sheet="ab" * 8)

    kept = Draft.objects.get()
    assert response.json()["draft"] == kept.pk
    assert response.json()["saved"]
    assert (kept.source, kept.sheet, kept.base) == (MINE, "ab" * 8, qa.head)


def test_line_ends_and_form_edits_come_in_as_on_saving(as_ada, team, ada):
    source = QA.replace("\n", "\r\n")
    create_document(team, kind="agent", path="agents/crlf.md", source=source, by=ada)

    fields = {"initial-name": "qa", "name": "qa-two"}
    keep(as_ada, source + "More.\r\n", url="/platform/agents/crlf/draft/", **fields)

    assert Draft.objects.get().source == source.replace("name: qa", "name: qa-two") + "More.\r\n"


def test_a_field_that_cannot_be_applied_is_kept_beside_the_text(as_ada, qa):
    keep(as_ada, QA, **{"initial-maxTurns": "", "maxTurns": "few"})

    kept = Draft.objects.get()
    assert (kept.source, kept.held) == (QA, {"maxTurns": "few"})
    assert 'value="few"' in as_ada.get(f"{URL}?draft={kept.pk}").text


def test_what_cannot_be_kept_is_said_to_a_script_and_on_a_page(as_ada, qa, monkeypatch):
    monkeypatch.setattr("agents.limits.DOCUMENT_BYTES", len(QA))

    by_script, by_form = keep(as_ada, MINE), as_ada.post(DRAFT, {"base": 1, "source": MINE})

    assert (by_script.status_code, by_form.status_code) == (422, 422)
    assert "Shorten it." in by_script.json()["sentence"]
    assert "Shorten it." in by_form.text
    assert "Mine." in by_form.text


def test_without_javascript_a_draft_is_saved_and_opened_again(as_ada, qa):
    assert f'formaction="{DRAFT}"' in as_ada.get(URL).text

    response = as_ada.post(DRAFT, {"base": 1, "source": as_browsers_post(MINE), "message": "Why"}, follow=True)

    assert "Draft saved." in response.text
    assert f"\n{MINE}</textarea>" in response.text
    assert 'value="Why"' in response.text
    assert f"?draft={Draft.objects.get().pk}" in response.redirect_chain[0][0]


def test_the_editor_offers_what_waits(as_ada, draft):
    html = as_ada.get(URL).text

    assert "Your draft from" in html
    for address in (f"{URL}?draft={draft.pk}", f"{DRAFT}{draft.pk}/", f"{DRAFT}{draft.pk}/discard/"):
        assert f'"{address}"' in html
    texts = json.loads(re.search(r'<script id="offered-texts"[^>]*>(.*?)</script>', html)[1])
    assert texts[str(draft.pk)]["text"] == MINE
    assert f"\n{QA}</textarea>" in html


def test_a_restored_draft_is_not_offered_again(as_ada, draft):
    html = as_ada.get(f"{URL}?draft={draft.pk}").text

    assert f"\n{MINE}</textarea>" in html
    assert "Your draft from" not in html
    assert f'name="sheet" value="{draft.sheet}"' in html


def test_a_draft_that_is_gone_opens_the_newest_version(as_ada, draft):
    for key in (draft.pk + 1, "x", "9" * 30):
        response = as_ada.get(f"{URL}?draft={key}", follow=True)
        assert response.redirect_chain == [(URL, 302)]
        assert "That draft was saved or discarded." in response.text
        assert f"\n{QA}</textarea>" in response.text


def test_reading_writes_nothing(as_ada, qa, draft, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        for address in (URL, f"{URL}?draft={draft.pk}", f"{DRAFT}{draft.pk}/", "/platform/", "/platform/agents/qa/"):
            as_ada.get(address)

    assert [query["sql"] for query in asked if not query["sql"].lstrip("( ").startswith("SELECT")] == []


def test_a_draft_is_compared_with_what_stands_there(as_ada, qa, ben, draft):
    save_document(qa, QA.replace("sonnet", "opus"), base=qa.head, by=ben)

    html = as_ada.get(f"{DRAFT}{draft.pk}/").text

    assert "It is an edit of v1; Ben has saved v2 since." in html
    assert "Mine." in html
    assert "opus" in html


def test_a_text_in_the_browser_is_compared(as_ada, qa):
    response = as_ada.post(f"{DRAFT}compare/", {"base": 1, "source": as_browsers_post(MINE), "document": qa.pk})

    assert response.status_code == 200
    assert "Only this browser holds it." in response.text
    assert "Mine." in response.text
    assert Draft.objects.count() == 0


def test_a_discard_can_be_undone(as_ada, draft):
    response = as_ada.post(f"{DRAFT}{draft.pk}/discard/", follow=True)
    assert "Discarded your draft of qa." in response.text
    assert "Your draft from" not in response.text
    assert f'action="{DRAFT}{draft.pk}/restore/"' in response.text

    back = as_ada.post(f"{DRAFT}{draft.pk}/restore/", follow=True)

    assert f"\n{MINE}</textarea>" in back.text


def test_home_lists_what_one_left(as_ada, draft):
    html = as_ada.get("/platform/").text

    assert "Your drafts" in html
    assert f"{URL}?draft={draft.pk}" in html
    response = as_ada.post(f"{DRAFT}{draft.pk}/discard/", {"from": "home"})
    assert response["Location"] == "/platform/"
    assert "Your drafts" not in as_ada.get("/platform/").text


def test_home_asks_little_of_many_drafts(as_ada, team, ada, django_assert_max_num_queries):
    for number in range(9):
        document = create_document(team, kind="guideline", path=f"guidelines/g{number}.md", source="x\n", by=ada)
        keep_draft(document, "y\n", base=document.head, sheet=new_sheet(), by=ada)

    with django_assert_max_num_queries(12):
        html = as_ada.get("/platform/").text
    assert html.count("?draft=") == 6


def test_nobody_else_sees_a_draft(client, ben, eve, rita, draft):
    for person, status in ((ben, 404), (rita, 403), (eve, 404)):
        client.force_login(person)
        assert client.get(f"{DRAFT}{draft.pk}/").status_code == status
        assert client.post(f"{DRAFT}{draft.pk}/discard/").status_code == status
        assert client.post(f"{DRAFT}{draft.pk}/restore/").status_code == status
    client.force_login(ben)
    for address in (URL, f"{URL}?draft={draft.pk}", "/platform/"):
        assert "Mine." not in client.get(address).text
        assert "Your draft" not in client.get(address).text
    assert Draft.objects.get().discarded_at is None


def test_who_loses_access_loses_sight_of_the_draft(as_ben, ben, qa):
    kept = keep_draft(qa, MINE, base=qa.head, sheet=new_sheet(), by=ben)
    Membership.objects.filter(user=ben).update(role=Role.READER)

    assert "Your drafts" not in as_ben.get("/platform/").text
    assert as_ben.get(f"{DRAFT}{kept.pk}/").status_code == 403
    assert keep(as_ben, MINE).status_code == 403


def test_readers_and_strangers_keep_no_drafts(client, rita, eve, qa):
    for person, status in ((rita, 403), (eve, 404)):
        client.force_login(person)
        assert keep(client, MINE).status_code == status
        assert client.post(BESIDE, {"base": 1}).status_code == status
    assert (Draft.objects.count(), Presence.objects.count()) == (0, 0)


def test_saving_takes_the_draft_away(as_ada, draft):
    assert save(as_ada, MINE, sheet=draft.sheet).status_code == 302

    assert Draft.objects.count() == 0


def test_a_conflict_keeps_what_was_typed_as_a_draft(as_ada, qa, ben):
    save_document(qa, THEIRS, base=qa.head, by=ben)

    html = save(as_ada, MINE_IN_CONFLICT, sheet="cd" * 8, message="Reworded").text

    kept = Draft.objects.get()
    assert (kept.source, kept.base.number, kept.message) == (MINE_IN_CONFLICT, 1, "Reworded")
    assert f'name="sheet" value="{kept.sheet}"' in html
    assert f'formaction="{DRAFT}{kept.pk}/discard/"' in html
    answer = {"from": 1, "base": 2, "source": as_browsers_post(MINE), "merge": "mine", "message": ""}
    assert as_ada.post(URL, answer | {"sheet": kept.sheet}).status_code == 302
    assert Draft.objects.count() == 0


def test_an_unknown_base_keeps_the_text_too(as_ada, qa):
    assert save(as_ada, MINE, base=99).status_code == 409

    assert Draft.objects.get().source == MINE


def test_a_newer_version_is_told_and_brought_in(as_ada, qa, ben):
    save_document(qa, QA.replace("sonnet", "opus"), base=qa.head, by=ben)
    told = as_ada.post(BESIDE, {"base": 1, "document": qa.pk}).text
    assert "<b>Ben</b> saved v2 while you edited v1" in told
    assert "/compare/1...2/" in told

    post = {"base": 1, "source": as_browsers_post(MINE), "bring": "1"}
    by_form, by_script = as_ada.post(URL, post), as_ada.post(URL, post, **SCRIPT)

    merged = MINE.replace("sonnet", "opus")
    assert f"\n{merged}</textarea>" in by_form.text
    assert 'name="base" value="2"' in by_form.text
    assert by_script.json() == {"base": 2, "start": QA.replace("sonnet", "opus"), "text": merged}
    assert qa.revisions.count() == 2


def test_bringing_in_what_conflicts_leads_to_the_choice(as_ada, qa, ben):
    save_document(qa, THEIRS, base=qa.head, by=ben)
    post = {"base": 1, "source": as_browsers_post(MINE_IN_CONFLICT), "bring": "1"}

    by_script, by_form = as_ada.post(URL, post, **SCRIPT), as_ada.post(URL, post)

    assert (by_script.status_code, by_form.status_code) == (409, 409)
    assert "2 places were changed in both texts" in by_form.text
    assert Draft.objects.get().source == MINE_IN_CONFLICT


def test_ones_own_save_elsewhere_is_told_as_such(as_ada, qa, ada):
    save_document(qa, MINE, base=qa.head, by=ada)

    assert "You saved v2 in another window" in as_ada.post(BESIDE, {"base": 1}).text


def test_an_editor_on_the_newest_version_is_told_of_nobody(as_ada, qa):
    answer = as_ada.post(BESIDE, {"base": 1}).text

    assert "saved" not in answer
    assert "editing" not in answer


def test_who_edits_is_named_to_all_who_look(client, qa, ada, ben, rita):
    appear(qa, person=ben)

    for person, address in ((ada, URL), (ada, "/platform/agents/qa/"), (rita, "/platform/agents/qa/")):
        client.force_login(person)
        assert "Ben is editing" in client.get(address).text
    client.force_login(ben)
    assert "is editing" not in client.get(URL).text


def test_leaving_is_told(as_ada, qa):
    as_ada.post(BESIDE, {"base": 1})
    assert Presence.objects.count() == 1

    assert as_ada.post(BESIDE, {"base": 1, "gone": "1"}).status_code == 204

    assert Presence.objects.count() == 0


def test_an_editor_finds_a_document_that_was_renamed(as_ada, qa, ben):
    rename_document(qa, "agents/tester.md", by=ben)

    assert "saved v2" in as_ada.post(BESIDE, {"base": 1, "document": qa.pk}).text
    assert keep(as_ada, MINE, document=qa.pk).status_code == 200


def test_an_archived_document_still_takes_drafts(as_ada, qa, ada):
    archive_document(qa, by=ada)

    assert keep(as_ada, MINE).status_code == 200


@pytest.mark.parametrize("base", ["", "x", "-1", "9" * 40, "²"])
def test_odd_numbers_break_nothing(as_ada, qa, base):
    assert as_ada.post(BESIDE, {"base": base}).status_code == 200
    assert keep(as_ada, MINE, base=base).status_code == 409


def test_a_beat_is_cheap(as_ada, qa, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        as_ada.post(BESIDE, {"base": 1, "document": qa.pk})
    with django_assert_max_num_queries(8):
        keep(as_ada, MINE, sheet="ab" * 8)
