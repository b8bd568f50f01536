"""The pages of an import: the doors, the preview, the progress, the result, and who may."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from agents.models import Document, StagedImport
from agents.operations import relations, staging

START = "/platform/import/"
HTMX = {"HTTP_HX_REQUEST": "true"}


def text(name: str, body: str = "You ponder.") -> bytes:
    return f"---\nname: {name}\ndescription: Works on {name}.\n---\n{body}\n".encode()


def upload(client, *files, paths=(), **extra):
    sent = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(START, {"door": "upload", "files": sent, "paths": list(paths)}, **extra)


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, text(name.rsplit("/", 1)[-1].removesuffix(".md")))
    return buffer.getvalue()


def staged_paths() -> list[str]:
    return [file.path for file in StagedImport.objects.get().files.all()]


def test_the_page_offers_every_door_to_an_owner(as_ada):
    page = as_ada.get(START).content.decode()

    assert "Choose files or a zip" in page
    assert "Pasted text" in page
    assert "A folder on this server" in page


def test_an_author_is_not_offered_the_server_s_folders(as_ben, tmp_path):
    assert "on this server" not in as_ben.get(START).content.decode()
    assert as_ben.post(START, {"door": "folder", "folder": str(tmp_path)}).status_code == 403


@pytest.mark.parametrize("address", [START, "/platform/import/1/"])
def test_a_reader_may_not_and_a_stranger_learns_nothing(client, rita, eve, address):
    client.force_login(rita)
    assert client.get(address).status_code == 403
    client.force_login(eve)
    assert client.get(address).status_code == 404


def test_files_come_in_through_preview_and_import(as_ben, team):
    preview = upload(as_ben, ("qa.md", text("qa")), ("ui.md", text("ui")), paths=["x/.claude/agents/qa.md", "x/ui.md"])
    page = as_ben.get(preview.url)
    done = as_ben.post(preview.url, follow=True)

    assert preview.status_code == 302
    assert "Works on qa." in page.content.decode()
    assert "It lies outside .claude." in page.content.decode()
    assert "1 file came in" in done.content.decode()
    assert Document.objects.get().head.source.encode() == text("qa")


def test_nothing_is_stored_before_it_is_chosen(as_ben, team):
    upload(as_ben, ("qa.md", text("qa")))

    assert not Document.objects.exists()
    assert staged_paths() == ["agents/qa.md"]


def test_a_zip_comes_in(as_ben, team):
    upload(as_ben, ("shop.zip", zipped("shop/.claude/agents/qa.md", "shop/.claude/agents/ui.md")))

    assert staged_paths() == ["agents/qa.md", "agents/ui.md"]


def test_a_hostile_zip_is_refused_with_the_reason_and_keeps_the_page(as_ben, team):
    answer = upload(as_ben, ("shop.zip", zipped("ok.md", "../evil.md")))

    assert answer.status_code == 422
    assert "steps out of its folder" in answer.content.decode()
    assert not StagedImport.objects.exists()


def test_pasted_text_comes_in_with_the_line_ends_it_had(as_ben, team):
    as_ben.post(
        START, {"door": "paste", "kind": "agents", "name": "qa", "text": text("qa").decode().replace("\n", "\r\n")}
    )

    assert StagedImport.objects.get().files.get().source.encode() == text("qa")


def test_pasted_text_without_a_name_takes_the_one_it_gives_itself(as_ben, team):
    as_ben.post(START, {"door": "paste", "kind": "agents", "name": "", "text": text("Code Reviewer").decode()})

    assert staged_paths() == ["agents/code-reviewer.md"]


def test_a_bad_name_is_said_at_the_field_and_the_text_kept(as_ben, team):
    answer = as_ben.post(START, {"door": "paste", "kind": "agents", "name": "../evil", "text": "Precious words."})

    assert answer.status_code == 422
    assert "Precious words." in answer.content.decode()
    assert "will not do" in answer.content.decode()


def test_a_folder_on_the_server_comes_in(as_ada, tmp_path):
    (tmp_path / ".claude/agents").mkdir(parents=True)
    (tmp_path / ".claude/agents/qa.md").write_bytes(text("qa"))

    as_ada.post(START, {"door": "folder", "folder": str(tmp_path)})

    assert staged_paths() == ["agents/qa.md"]


@pytest.mark.parametrize("folder", ["", "relative/path", "/no/such/folder/here"])
def test_a_folder_that_is_none_is_said_so(as_ada, folder):
    answer = as_ada.post(START, {"door": "folder", "folder": folder})

    assert answer.status_code == 422
    assert "this server" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"door": "upload"}, {"door": "paste"}, {"door": "nonsense"}])
def test_an_empty_form_says_what_is_missing(as_ada, sent):
    assert as_ada.post(START, sent).status_code == 422


def test_the_same_again_says_nothing_changed(as_ben, team):
    first = upload(as_ben, ("qa.md", text("qa")))
    as_ben.post(first.url)

    again = upload(as_ben, ("qa.md", text("qa")))

    assert "Nothing changed" in as_ben.get(again.url).content.decode()


def test_only_what_is_ticked_comes_in(as_ben, team):
    preview = upload(as_ben, ("qa.md", text("qa")), ("ui.md", text("ui")))
    as_ben.post(preview.url, {"listed": "0,1", "chosen": ["1"], "go": "run"})

    assert [document.path for document in Document.objects.all()] == ["agents/ui.md"]


def test_showing_another_part_of_the_list_keeps_what_is_ticked(as_ben, team):
    preview = upload(as_ben, ("qa.md", text("qa")), ("ui.md", text("ui")))
    answer = as_ben.post(preview.url, {"listed": "0,1", "chosen": ["1"], "go": "filter", "q": "ui", "show": "new"})

    assert answer.url == f"{preview.url}?q=ui&show=new"
    assert [file.is_chosen for file in StagedImport.objects.get().files.all()] == [False, True]


@pytest.mark.parametrize(("step", "chosen"), [("none", 0), ("all", 2)])
def test_all_or_none_can_be_chosen_at_once(as_ben, team, step, chosen):
    preview = upload(as_ben, ("qa.md", text("qa")), ("ui.md", text("ui")))
    as_ben.post(preview.url, {"listed": "0,1", "chosen": ["1"], "go": step})

    assert StagedImport.objects.get().summary["chosen"] == chosen


def test_an_edited_file_is_shown_and_not_ticked(as_ada, qa):
    preview = upload(as_ada, ("qa.md", text("qa")))
    page = as_ada.get(preview.url).content.decode()

    assert "Edited here since" in page
    assert "Ada wrote v1 here." in page
    assert " checked" not in page


def test_with_htmx_it_comes_in_step_by_step(as_ben, team, monkeypatch):
    monkeypatch.setattr(staging, "STEP", 1)
    preview = upload(as_ben, ("qa.md", text("qa")), ("ui.md", text("ui")))

    first = as_ben.post(preview.url, **HTMX)
    reloaded = as_ben.get(preview.url)
    second = as_ben.post(preview.url, **HTMX)

    assert "1 of 2 files are in" in first.content.decode()
    assert "<html" not in first.content.decode()
    assert 'hx-trigger="load"' in reloaded.content.decode()
    assert second.headers["HX-Redirect"] == preview.url
    assert "2 files came in" in as_ben.get(preview.url).content.decode()


def test_somebody_else_s_import_cannot_be_found(as_ada, ben, team, client):
    client.force_login(ben)
    preview = upload(client, ("qa.md", text("qa")))
    as_ada.force_login(team.members.get(username="ada"))

    assert as_ada.get(preview.url).status_code == 404
    assert as_ada.post(preview.url).status_code == 404


def test_what_cannot_come_in_is_listed_while_the_rest_does(as_ben, team):
    preview = upload(as_ben, ("qa.md", text("qa")), ("bad.md", b"---\nname: \xff\n"), ("big.md", b"x" * 1_048_577))
    page = as_ben.get(preview.url).content.decode()
    as_ben.post(preview.url)

    assert "Line 2 is not UTF-8 (byte 10 of the file)" in page
    assert "1,048,577 bytes; at most 1,048,576" in page
    assert Document.objects.count() == 1


def test_text_of_a_file_never_becomes_markup(as_ben, team):
    hostile = b"---\nname: <b>x\ndescription: <script>alert(1)</script>\n---\n"
    preview = upload(as_ben, ("qa.md", hostile), paths=["<img src=x>/agents/qa.md"])

    assert b"<script>alert" not in preview.content
    assert b"<script>alert" not in as_ben.get(preview.url or START).content


def test_queries_do_not_grow_with_the_files(as_ben, team, django_assert_max_num_queries):
    preview = upload(as_ben, *((f"a{number}.md", text(f"a{number}")) for number in range(300)))

    with django_assert_max_num_queries(12):
        page = as_ben.get(preview.url).content.decode()
    assert page.count('name="chosen"') == 200
    assert "1–200 of 300" in page
    with django_assert_max_num_queries(12):
        assert "201–300 of 300" in as_ben.get(f"{preview.url}?page=2").content.decode()
    as_ben.post(preview.url)
    with django_assert_max_num_queries(12):
        assert "300 files came in" in as_ben.get(preview.url).content.decode()


def test_a_nul_in_a_files_path_is_a_reason_and_no_fault(as_ben, team):
    answer = upload(as_ben, ("a.md", text("a")), paths=["agents/a\0b.md"])

    assert answer.status_code == 422
    assert "a\\u0000b.md" in answer.text


def test_many_texts_are_read_in_further_steps_that_say_how_far_they_are(as_ben, team, monkeypatch):
    monkeypatch.setattr(relations, "STEP", 1)
    preview = upload(as_ben, ("qa.md", text("qa")), ("ui.md", text("ui")), ("db.md", text("db")))

    first = as_ben.post(preview.url, **HTMX).content.decode()
    second = as_ben.post(preview.url, **HTMX).content.decode()
    third = as_ben.post(preview.url, **HTMX)

    assert "Reading relations: 1 of 3" in first
    assert "Reading relations: 2 of 3" in second
    assert '<progress class="bar" value="2" max="3"' in second
    assert third.headers["HX-Redirect"] == preview.url


def test_names_nobody_bears_are_told_after_an_import(as_ben, team):
    body = "---\nname: git\ndescription: x\n---\n\n## Collaboration\n\n### With Release Master Agent\n\n- Wait\n"
    sent = {"door": "paste", "kind": "agents", "name": "git", "text": body}
    staged = as_ben.post(START, sent, follow=True)

    result = as_ben.post(staged.redirect_chain[-1][0], {"go": "run"}, follow=True)

    assert "1 name in the prompts is no agent here yet." in result.text
    assert 'href="/platform/names/">Look at it</a>' in result.text
