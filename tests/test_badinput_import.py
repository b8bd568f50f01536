"""Hostile files, names and archives through every door that takes them, held against what is right for each.

The rows are read from the test data beside the project.  A UTF-8 text is never refused for
what it says: where a row wants that, it must be stored as it is and shown with a problem.
"""

import csv
import io
import json
import tracemalloc
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command

from agents.models import Document, StagedFile, StagedImport

pytestmark = pytest.mark.shared

START = "/platform/import/"
SECONDS = 10  # a bound on a busy machine, not a measurement
MEBIBYTES = 100
OURS = "---\nname: backend\ndescription: Builds.\n---\nYou build.\n"


@pytest.fixture(scope="module")
def rows(shared):
    with (shared / "badinput/manifest.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def of_kind(rows, *kinds):
    return [row for row in rows if row["kind"] in kinds]


def content(shared, row) -> bytes:
    return (shared / "badinput" / row["path"]).read_bytes()


def name(shared, row) -> str:
    path, _, line = row["path"].partition("#")
    return json.loads((shared / "badinput" / path).read_text(encoding="utf-8").split("\n")[int(line)])


def bring(client, files, paths):
    """Upload, and import whatever can come in; the answer's status and the staged files."""
    sent = [SimpleUploadedFile("x.md" if path is None else path, text) for (path, text) in files]
    answer = client.post(START, {"door": "upload", "files": sent, "paths": paths})
    return finish(client, answer)


def finish(client, answer):
    if answer.status_code != 302:
        return answer.status_code, []
    page = client.get(answer.url)
    assert page.status_code == 200
    staged = list(StagedFile.objects.filter(staged=StagedImport.objects.latest("pk")))
    assert client.post(answer.url, follow=True).status_code == 200
    return 200, staged


def judged(row, text: bytes, staged) -> str:
    """What happened to the one text of a row, in the words of the manifest."""
    stored = Document.objects.filter(path="agents/x.md").first()
    if stored is None:
        return "REJECT"
    assert stored.head.source.encode() == text
    file = next(one for one in staged if one.path == "agents/x.md")
    if file.verdict == Document.Verdict.SKIPPED:
        return "BLOCK"
    return "WARN" if file.problem or stored.notes or stored.problem else "ACCEPT"


def fits(expected: str, outcome: str) -> bool:
    """A text that is stored as it is and shown with a problem is right wherever it might be refused or blocked."""
    wanted = set(expected.split("|"))
    if outcome in wanted:
        return True
    if outcome in ("BLOCK", "WARN"):
        return bool(wanted & {"BLOCK", "WARN", "REJECT"})
    return False


def report(mismatches, total, *, least: float) -> None:
    for line in mismatches:
        print(line)
    assert len(mismatches) <= total * (1 - least), "\n".join(mismatches)


def measured(action):
    tracemalloc.start()
    start = perf_counter()
    try:
        return action(), perf_counter() - start, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_texts_through_the_files_door(shared, rows, as_ada, team):
    mismatches, chosen = [], of_kind(rows, "encoding", "yaml")
    for row in chosen:
        text = content(shared, row)
        start = perf_counter()
        status, staged = bring(as_ada, [("x.md", text)], [".claude/agents/x.md"])
        seconds = perf_counter() - start
        outcome = judged(row, text, staged) if status == 200 else "REJECT"
        assert status in (200, 422), row
        assert seconds < SECONDS, row
        if not fits(row["expect"], outcome):
            mismatches.append(f"{row['id']} {row['path']} expected {row['expect']} {row['code']}, was {outcome}")
        clear()
    report(mismatches, len(chosen), least=0.98)


def clear():
    from agents.models import Revision
    from agents.operations import search_index

    search_index.remove(list(Document.objects.values_list("pk", flat=True)))
    Document.objects.update(head=None)
    Revision.objects.update(parent=None)
    Revision.objects.all().delete()
    Document.objects.all().delete()
    StagedImport.objects.all().delete()


def test_texts_through_the_paste_door(shared, rows, as_ada, team):
    """A pasted text comes as characters: what is no text cannot be pasted, and line ends become newlines."""
    for row in of_kind(rows, "encoding", "yaml"):
        text = content(shared, row).decode("utf-8", "replace")
        answer = as_ada.post(START, {"door": "paste", "kind": "agents", "name": "x", "text": text})
        status, _ = finish(as_ada, answer)
        assert status in (200, 422), row
        stored = Document.objects.filter(path="agents/x.md").first()
        if stored:
            assert stored.head.source == text.replace("\r\n", "\n").replace("\r", "\n"), row
        else:
            assert "\0" in text or not text.strip(), row
        clear()


def test_texts_through_the_command(shared, rows, team, tmp_path):
    agents = tmp_path / ".claude/agents"
    agents.mkdir(parents=True)
    chosen = of_kind(rows, "encoding", "yaml")
    for row in chosen:
        (agents / f"{row['id']}.md").write_bytes(content(shared, row))

    output = io.StringIO()
    call_command("import", str(tmp_path), stdout=output)

    told = output.getvalue()
    assert not any(ord(c) < 32 and c != "\n" for c in told)
    for row in chosen:
        stored = Document.objects.filter(path=f"agents/{row['id']}.md").first()
        text = content(shared, row)
        if stored:
            assert stored.head.source.encode() == text
        else:
            assert f"agents/{row['id']}.md: Cannot be taken." in told
            assert row["code"] in ("enc.not_utf8", "enc.nul")


def test_names_through_files_and_zip_and_paste(shared, rows, as_ada, team):
    mismatches, chosen = [], of_kind(rows, "name")
    for row in chosen:
        written = name(shared, row)
        for door in (by_files, by_zip, by_paste):
            outcome = door(as_ada, written, path_of(row, written))
            if not fits_name(row, outcome, door):
                mismatches.append(f"{row['id']} {written[:60]!a} by {door.__name__}: {row['expect']}, was {outcome}")
            clear()
    report(mismatches, len(chosen) * 3, least=1)


def fits_name(row, outcome: str, door) -> bool:
    """A name is taken or refused; what is only odd about it is for the lint to say.

    Words that are pages here are refused when somebody types them; a file that has such a name keeps
    it.  So does a long name, as long as its path may stand in a repository.
    """
    wanted = set(row["expect"].split("|"))
    if door is not by_paste and row["code"] in ("name.route", "path.length"):
        return outcome in ("ACCEPT", "REJECT")
    if row["code"] == "name.case_twin":
        return outcome == "REJECT"
    if row["code"] == "name.doc" and door is by_paste:
        return True  # a name somebody types has small letters
    return outcome in wanted or (outcome == "ACCEPT" and "WARN" in wanted)


def path_of(row, written: str) -> str:
    """Where a file of that name would stand; names that are paths of their own stay as they are."""
    if written.startswith(("/", "\\", "C:", ".claude")):
        return written
    return f".claude/agents/{written}{'' if row['code'] == 'path.not_md' else '.md'}"


def by_files(client, written: str, path: str) -> str:
    upload = [("x.md", OURS.encode())]
    seed_twin(client, written)
    before = Document.objects.count()
    status, _ = bring(client, upload, [path])
    assert status in (200, 422)
    return "ACCEPT" if Document.objects.count() > before else "REJECT"


def by_zip(client, written: str, path: str) -> str:
    import zipfile

    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        entry = zipfile.ZipInfo("placeholder.md")
        entry.filename = path
        try:
            archive.writestr(entry, OURS)
        except (UnicodeEncodeError, ValueError):
            return "REJECT"
    seed_twin(client, written)
    before = Document.objects.count()
    status, _ = bring(client, [("x.zip", buffer.getvalue())], ["x.zip"])
    assert status in (200, 422)
    return "ACCEPT" if Document.objects.count() > before else "REJECT"


def by_paste(client, written: str, path: str) -> str:
    seed_twin(client, written)
    before = Document.objects.count()
    text = OURS if written else OURS.replace("name: backend", "name: ''")
    answer = client.post(START, {"door": "paste", "kind": "agents", "name": written, "text": text})
    status, _ = finish(client, answer)
    assert status in (200, 422)
    return "ACCEPT" if Document.objects.count() > before else "REJECT"


def seed_twin(client, written: str) -> None:
    if written.lower() == "backend" and written != "backend":
        bring(client, [("x.md", OURS.encode())], [".claude/agents/backend.md"])


def test_archives_through_the_files_door(shared, rows, as_ada, team):
    mismatches, chosen = [], of_kind(rows, "zip")
    for row in chosen:
        (status, _), seconds, peak = measured(
            lambda row=row: bring(as_ada, [("x.zip", content(shared, row))], ["x.zip"])
        )
        outcome = "REJECT" if not Document.objects.exists() else "ACCEPT"
        assert status in (200, 422), row
        assert seconds < SECONDS and peak < MEBIBYTES * 2**20, row
        assert not Document.objects.filter(path__contains="evil").exists(), row
        wanted = row["expect"].replace("WARN", "ACCEPT").split("|")
        if outcome not in wanted:
            mismatches.append(f"{row['id']} {row['path']} expected {row['expect']} {row['code']}, was {outcome}")
        clear()
    report(mismatches, len(chosen), least=1)


def test_archives_through_the_command(shared, rows, team):
    for row in of_kind(rows, "zip"):
        before = Document.objects.count()
        try:
            call_command("import", str(shared / "badinput" / row["path"]), stdout=io.StringIO())
        except CommandError as error:
            assert not any(ord(c) < 32 and c != "\n" for c in str(error)), row
            assert Document.objects.count() == before
            assert row["expect"] == "REJECT", row
        else:
            assert row["expect"] != "REJECT", row
        clear()
