"""The editor saves what was typed, byte for byte, or says why not and loses nothing."""

import pytest

from agents.models import Document, Revision
from agents.operations.documents import archive_document, create_document, save_document
from agents.queries import names
from tests.conftest import QA

URL = "/platform/agents/qa/edit/"


def as_browsers_post(text: str) -> str:
    """A textarea swallows the first newline after its tag (we add one) and posts CRLF."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def save(client, text, *, base=1, url=URL, **more):
    return client.post(url, {"base": base, "source": as_browsers_post(text), "message": "", **more})


def test_the_editor_shows_one_text_three_times(as_ada, qa):
    response = as_ada.get(URL)

    assert response.status_code == 200
    html = response.content.decode()
    assert f">\n{QA}</textarea>".replace("\n</t", "\n</t") in html
    assert 'name="initial-description" value="Tests what others build. Use after every change."' in html
    assert '<p data-line="9">You test things.</p>' in html


def words(client, url=URL) -> dict:
    return client.get(url.replace("/edit/", "/words/")).json()


def test_the_source_is_told_what_it_completes(as_ada, qa, tone):
    found = words(as_ada)

    assert {"label": "tools", "detail": "Tools"} in found["keys"]
    assert {"Read", "WebFetch"} <= set(found["values"]["tools"])
    assert "sonnet" in found["values"]["model"]
    assert found["values"]["background"] == ["true", "false"]
    assert found["agents"] == ["qa"]
    assert found["files"] == [".claude/guidelines/tone.md", ".claude/agents/qa.md"]


def test_a_guideline_completes_files_only(as_ada, qa, tone):
    found = words(as_ada, "/platform/guidelines/tone/edit/")

    assert (found["keys"], found["values"]) == ([], {})
    assert ".claude/agents/qa.md" in found["files"]


def test_neither_other_teams_nor_the_archive_are_completed(as_ada, qa, tone, eve, ada):
    elsewhere = eve.memberships.get().team
    create_document(elsewhere, kind="agent", path="agents/secret.md", source=QA, by=eve)
    archive_document(tone, by=ada)

    assert words(as_ada)["files"] == [".claude/agents/qa.md"]


def test_the_words_are_bounded(as_ada, qa, tone, monkeypatch):
    monkeypatch.setattr(names, "AGENTS", 0)

    assert names.AGENTS + names.GUIDELINES <= 500
    assert words(as_ada)["files"] == [".claude/guidelines/tone.md"]


def test_looking_changes_nothing(as_ada, qa):
    before = Revision.objects.count()

    as_ada.get(URL)

    assert Revision.objects.count() == before


def test_saving_makes_the_next_version(as_ada, qa, ada):
    response = save(as_ada, QA.replace("You test", "You check"), message="Reworded")

    assert response.status_code == 302
    assert response.url == "/platform/agents/qa/"
    qa.refresh_from_db()
    assert (qa.head.number, qa.head.message, qa.head.author) == (2, "Reworded", ada)
    assert qa.head.source == QA.replace("You test", "You check")


def test_the_message_says_what_changed(as_ada, qa):
    response = as_ada.post(URL, {"base": 1, "source": QA.replace("You test", "You check")}, follow=True)

    assert "Saved v2: 1 line changed, everything else is the same byte for byte." in response.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        QA,
        QA.replace("\n", "\r\n"),
        QA.replace("You test things.\n", "You test things.\r\n"),
        QA.rstrip("\n"),
        "\n" + QA,
        "\n\nNo frontmatter\n",
        "\ufeff" + QA,
        QA + "\u2028 separators \u0085 \x0c stay\n",
        "",
    ],
    ids=["lf", "crlf", "mixed", "no-final-newline", "leading-newline", "two-leading", "bom", "separators", "empty"],
)
def test_an_unchanged_text_from_a_browser_saves_nothing(as_ada, team, ada, text):
    document = create_document(team, kind="agent", path="agents/odd.md", source=text, by=ada)

    response = save(as_ada, text, url=f"/platform/agents/{document.slug}/edit/")

    assert response.status_code == 302
    assert document.revisions.count() == 1


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_changed_line_keeps_the_files_line_ends(as_ada, team, ada, newline):
    text = QA.replace("\n", newline)
    document = create_document(team, kind="agent", path="agents/ends.md", source=text, by=ada)

    save(as_ada, text.replace("You test things.", "You do."), url="/platform/agents/ends/edit/")

    document.refresh_from_db()
    assert document.head.source == text.replace("You test things.", "You do.")


def test_a_form_field_is_applied_to_the_text(as_ada, qa):
    save(as_ada, QA, **{"name": "qa-2", "initial-name": "qa"})

    qa.refresh_from_db()
    assert qa.head.source == QA.replace("name: qa\n", "name: qa-2\n")


def test_form_and_source_are_saved_together(as_ada, qa):
    save(as_ada, QA + "More.\n", **{"name": "qa-2", "initial-name": "qa"})

    qa.refresh_from_db()
    assert qa.head.source == QA.replace("name: qa\n", "name: qa-2\n") + "More.\n"


def test_a_clash_of_form_and_source_is_422_and_loses_nothing(as_ada, qa):
    response = save(as_ada, QA.replace("name: qa", "name: mine"), **{"name": "other", "initial-name": "qa"})

    html = response.content.decode()
    assert response.status_code == 422
    assert "Name was changed in the form and in the source." in html
    assert "name: mine\n" in html
    assert 'value="other"' in html
    assert Revision.objects.filter(document=qa).count() == 1


def test_a_field_that_cannot_be_is_422(as_ada, qa):
    response = save(as_ada, QA, **{"maxTurns": "few", "initial-maxTurns": ""})

    assert response.status_code == 422
    assert "Most turns takes a whole number of at least 1." in response.content.decode()


def test_a_text_no_file_can_hold_is_422(as_ada, qa):
    response = save(as_ada, QA + "\0 and more")

    assert response.status_code == 422
    assert "and more" in response.content.decode()


def test_a_text_that_is_too_large_is_422_and_kept(as_ada, qa):
    response = save(as_ada, QA + "x" * 1_048_576)

    assert response.status_code == 422
    assert "at most 1,048,576 can be kept" in response.content.decode()
    assert "x" * 1_048_576 in response.content.decode()


def test_a_preview_stores_nothing(as_ada, qa):
    response = save(as_ada, QA + "\n## New\n", preview="1", **{"name": "qa-2", "initial-name": "qa"})

    html = response.content.decode()
    assert response.status_code == 200
    assert 'id="user-content-new"' in html
    assert "name: qa-2\n" in html
    assert 'name="base" value="1"' in html
    assert Revision.objects.filter(document=qa).count() == 1


def test_a_conflict_keeps_what_was_typed(as_ada, qa, ben):
    save_document(qa, QA.replace("You test", "Ben tests"), base=qa.head, by=ben)

    response = save(as_ada, QA.replace("You test", "Ada tests"))

    html = response.content.decode()
    assert response.status_code == 409
    assert "Ben saved v2 while you were editing." in html
    assert "Ada tests things." in html
    assert "Ben tests things." in html
    assert 'name="base" value="2"' in html


def test_mine_can_be_saved_on_top(as_ada, qa, ben):
    save_document(qa, QA.replace("You test", "Ben tests"), base=qa.head, by=ben)

    save(as_ada, QA.replace("You test", "Ada tests"), base=2)

    qa.refresh_from_db()
    assert qa.head.number == 3
    assert qa.head.source == QA.replace("You test", "Ada tests")


@pytest.mark.parametrize("base", ["", "0", "99", "-1", "x", "9" * 40, "²"])
def test_an_unknown_base_is_a_conflict_that_keeps_the_text(as_ada, qa, base):
    response = save(as_ada, QA + "Mine.\n", base=base)

    assert response.status_code == 409
    assert "Mine." in response.content.decode()
    assert Revision.objects.filter(document=qa).count() == 1


def test_an_archived_document_is_not_edited(as_ada, qa, ada):
    archive_document(qa, by=ada)

    assert as_ada.get(URL).status_code == 302
    response = save(as_ada, QA + "Mine.\n")
    assert response.status_code == 409
    assert "Mine." in response.content.decode()


def test_broken_yaml_is_edited_in_the_source(as_ada, team, ada):
    text = '---\nname: "x\ndescription: y\n---\nBody.\n'
    document = create_document(team, kind="agent", path="agents/bad.md", source=text, by=ada)

    html = as_ada.get("/platform/agents/bad/edit/").content.decode()
    assert "The form is read-only." in html
    save(as_ada, text.replace('"x', "x"), url="/platform/agents/bad/edit/")

    document.refresh_from_db()
    assert document.verdict == Document.Verdict.LOADS


def test_a_guideline_has_no_definition(as_ada, tone):
    html = as_ada.get("/platform/guidelines/tone/edit/").content.decode()

    assert 'id="definition"' not in html
    save(as_ada, "# Tone\n\nBe brief.\n", url="/platform/guidelines/tone/edit/")
    tone.refresh_from_db()
    assert tone.head.source == "# Tone\n\nBe brief.\n"


def test_markup_in_a_text_stays_text(as_ada, team, ada):
    text = '---\nname: x\ndescription: "</textarea><script>1</script>"\n---\n<script>2</script>\n</textarea>\n'
    create_document(team, kind="agent", path="agents/odd.md", source=text, by=ada)

    html = as_ada.get("/platform/agents/odd/edit/").content.decode()

    assert "<script>1" not in html
    assert "<script>2" not in html


def test_authors_may_edit(as_ben, qa):
    assert as_ben.get(URL).status_code == 200


def test_readers_may_not(as_rita, qa):
    assert as_rita.get(URL).status_code == 403
    assert save(as_rita, QA + "x").status_code == 403


def test_strangers_learn_nothing(as_eve, qa):
    assert as_eve.get(URL).status_code == 404
    assert save(as_eve, QA + "x").status_code == 404


def test_who_is_not_signed_in_is_sent_to_the_door(client, qa):
    assert client.get(URL).status_code == 302


def test_other_methods_are_refused(as_ada, qa):
    assert as_ada.put(URL).status_code == 405


def test_few_queries(as_ada, qa, django_assert_max_num_queries):
    as_ada.get(URL)

    with django_assert_max_num_queries(10):
        as_ada.get(URL)
    with django_assert_max_num_queries(24):
        save(as_ada, QA + "More.\n")
