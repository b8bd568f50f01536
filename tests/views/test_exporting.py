"""The export pages: choose, take a zip, plan and write a folder."""

import io
import re
import zipfile

import pytest

from agents.models import Document, Event
from agents.operations.audit import record
from agents.operations.documents import create_document, save_document

PAGE = "/platform/export/"
ZIP = "/platform/export.zip"
FOLDER = "/platform/export/folder/"


@pytest.fixture
def shop(tmp_path):
    folder = tmp_path / "shop"
    (folder / ".claude/agents").mkdir(parents=True)
    return folder


def names(response):
    with zipfile.ZipFile(io.BytesIO(b"".join(response))) as archive:
        return archive.namelist()


def fingerprint(response):
    return re.search(r'name="plan" value="([0-9a-f]{64})"', response.content.decode())[1]


def plan(client, shop, **fields):
    return client.post(FOLDER, {"folder": str(shop), **fields})


def confirm(client, shop, planned, **fields):
    return plan(client, shop, plan=fingerprint(planned), **fields)


def test_the_page_lists_every_file(as_rita, qa, tone):
    page = as_rita.get(PAGE).content.decode()

    assert "agents/qa.md" in page
    assert "guidelines/tone.md" in page


def test_an_empty_library_says_what_to_do(as_ada, team):
    assert "Nothing to export yet" in as_ada.get(PAGE).content.decode()


def test_chosen_files_are_ticked_and_stand_first(as_ada, qa, tone):
    page = as_ada.get(PAGE, {"ids": f"{tone.pk}"}).content.decode()

    assert re.findall(r"checked", page) == ["checked"]
    assert page.index("guidelines/tone.md") < page.index("agents/qa.md")


def test_a_choice_can_also_be_posted(as_ada, qa, tone):
    assert as_ada.post(PAGE, {"selected": [qa.pk, tone.pk]}).content.decode().count("checked") == 2


def test_the_list_can_be_filtered_and_keeps_what_is_chosen(as_ada, qa, tone, ada):
    create_document(qa.team, kind="agent", path="agents/git.md", source="x", by=ada)

    page = as_ada.get(PAGE, {"q": "GIT", "ids": str(tone.pk)}).content.decode()

    assert "agents/git.md" in page
    assert "guidelines/tone.md" in page
    assert "agents/qa.md" not in page


def test_only_owners_are_offered_a_folder(as_ada, as_ben, qa, client, rita):
    assert "Compare with the folder" not in as_ben.get(PAGE).content.decode()
    client.force_login(rita)
    assert "Compare with the folder" not in client.get(PAGE).content.decode()


def test_a_thousand_files_take_no_more_queries(as_ada, team, ada, django_assert_max_num_queries):
    for number in range(40):
        create_document(team, kind="agent", path=f"agents/a{number}.md", source="x", by=ada)

    with django_assert_max_num_queries(12):
        as_ada.get(PAGE, {"ids": ",".join(str(pk) for pk in Document.objects.values_list("pk", flat=True))})


def test_a_reader_takes_everything_as_a_zip(as_rita, qa, tone):
    response = as_rita.get(ZIP)

    assert names(response) == [".claude/agents/qa.md", ".claude/guidelines/tone.md"]
    assert response.headers["Content-Disposition"] == 'attachment; filename="platform-claude.zip"'
    assert response.headers["Content-Type"] == "application/zip"


def test_a_selection_is_a_zip_of_that(as_rita, qa, tone):
    assert names(as_rita.get(ZIP, {"ids": f"{qa.pk}"})) == [".claude/agents/qa.md"]
    assert names(as_rita.post(ZIP, {"selected": [tone.pk]})) == [".claude/guidelines/tone.md"]


@pytest.mark.parametrize("ids", ["0", "999999999", "x", "-1", "1;2", ",x,"])
def test_a_choice_of_nothing_is_never_everything(as_rita, qa, ids):
    response = as_rita.get(ZIP, {"ids": ids})

    assert response.status_code == 404
    assert "None of the chosen documents is in the library" in response.content.decode()


def test_files_of_another_team_cannot_be_chosen(as_eve, qa):
    assert as_eve.get("/elsewhere/export.zip", {"ids": str(qa.pk)}).status_code == 404


@pytest.mark.parametrize("url", [PAGE, ZIP, FOLDER])
def test_strangers_learn_nothing(as_eve, qa, url):
    assert as_eve.get(url).status_code == 404


@pytest.mark.parametrize("url", [PAGE, ZIP, FOLDER])
def test_nobody_exports_unless_signed_in(client, qa, url):
    assert client.get(url).status_code == 302


def test_only_owners_write_folders(as_ben, qa, shop):
    assert plan(as_ben, shop).status_code == 403
    assert as_ben.get(f"{FOLDER}?done=1").status_code == 403


def test_a_plan_is_shown_and_nothing_written(as_ada, qa, shop):
    response = plan(as_ada, shop)

    assert response.status_code == 200
    assert "Nothing is written until you press Export" in response.content.decode()
    assert list((shop / ".claude/agents").iterdir()) == []


def test_pressing_export_writes_what_was_planned(as_ada, qa, shop):
    response = confirm(as_ada, shop, plan(as_ada, shop))

    event = Event.objects.get(action="export.folder")
    assert response.headers["Location"] == f"{FOLDER}?done={event.pk}"
    assert (shop / ".claude/agents/qa.md").read_bytes() == qa.head.source.encode()


def test_the_result_tells_what_was_written_and_what_left_alone(as_ada, qa, tone, shop):
    (shop / ".claude/agents/qa.md").write_text("Mine.\n")

    page = as_ada.get(confirm(as_ada, shop, plan(as_ada, shop)).headers["Location"]).content.decode()

    assert "1 file written" in page
    assert "guidelines/tone.md" in page
    assert "It differs from every version held here." in page


def test_what_differs_is_shown_line_by_line_and_not_ticked(as_ada, qa, shop):
    (shop / ".claude/agents/qa.md").write_text("Mine.\n")

    page = plan(as_ada, shop).content.decode()

    assert '<span class="vh">removed</span>' in page
    assert "Mine." in page
    assert "checked" not in page


def test_a_ticked_file_is_overwritten(as_ada, qa, shop):
    file = shop / ".claude/agents/qa.md"
    file.write_text("Mine.\n")

    confirm(as_ada, shop, plan(as_ada, shop), overwrite="agents/qa.md")

    assert file.read_bytes() == qa.head.source.encode()


def test_a_selection_stays_a_selection_through_the_plan(as_ada, qa, tone, shop):
    planned = plan(as_ada, shop, selected=[qa.pk])
    assert f'name="ids" value="{qa.pk}"' in planned.content.decode()

    confirm(as_ada, shop, planned, ids=str(qa.pk))

    assert not (shop / ".claude/guidelines").exists()


def test_a_plan_that_is_no_longer_true_is_shown_anew(as_ada, qa, shop, ada):
    planned = plan(as_ada, shop)
    save_document(qa, "Newer.\n", base=qa.head, by=ada)

    response = confirm(as_ada, shop, planned)

    assert response.status_code == 409
    assert "Nothing was written." in response.content.decode()
    assert list((shop / ".claude/agents").iterdir()) == []


def test_pressing_export_twice_writes_once(as_ada, qa, shop):
    planned = plan(as_ada, shop)

    confirm(as_ada, shop, planned)

    assert confirm(as_ada, shop, planned).status_code == 409
    assert Event.objects.filter(action="export.folder").count() == 1


@pytest.mark.parametrize("named", ["", "relative/path", "/no/such/folder"])
def test_a_folder_that_is_not_there_keeps_what_was_typed(as_ada, qa, named):
    response = plan(as_ada, named, selected=[qa.pk])
    page = response.content.decode()

    assert response.status_code == 422
    assert 'class="err"' in page
    assert f'value="{named}"' in page or not named
    assert page.count("checked") == 1


def test_the_last_folder_is_remembered(as_ada, qa, shop):
    confirm(as_ada, shop, plan(as_ada, shop))

    assert f'value="{shop}"' in as_ada.get(PAGE).content.decode()


def test_hostile_text_in_a_folder_is_text(as_ada, qa, shop):
    (shop / ".claude/agents/qa.md").write_bytes(b"<script>alert(1)</script>\xff\n")

    page = plan(as_ada, shop).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_a_plan_of_many_files_takes_no_more_queries(as_ada, team, ada, shop, django_assert_max_num_queries):
    for number in range(30):
        create_document(team, kind="agent", path=f"agents/a{number}.md", source="x\n", by=ada)
        (shop / f".claude/agents/a{number}.md").write_text("y\n")

    with django_assert_max_num_queries(12):
        plan(as_ada, shop)


def test_an_export_of_another_team_is_not_shown(as_ada, qa, eve):
    event = record(eve.teams.get(), eve, "export.folder")

    assert as_ada.get(f"{FOLDER}?done={event.pk}").status_code == 404
    assert as_ada.get(f"{FOLDER}?done=x").status_code == 404


def test_a_change_too_large_for_a_page_is_said_instead_of_shown(as_ada, qa, shop):
    (shop / ".claude/agents/qa.md").write_text("\n" * 100_000)

    page = plan(as_ada, shop).content.decode()

    assert "too many changes for one page" in page
    assert 'name="overwrite" value="agents/qa.md"' in page


def test_a_reader_of_an_empty_library_is_not_sent_to_import(as_rita, team):
    assert "Import a folder" not in as_rita.get(PAGE).content.decode()
