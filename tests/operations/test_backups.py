"""A backup is whole or refused, and comes back exactly."""

import json
import random
import zipfile
from datetime import date

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from agents.models import AccessLink, Document, Event, Membership, Session, User
from agents.operations import kept_rows
from agents.operations.backing_up import back_up
from agents.operations.backup_file import MANIFEST, BackupRefused, opened, written_whole
from agents.operations.care import confirm_reviewed, set_care
from agents.operations.documents import create_document, save_document
from agents.operations.people import issue_link
from agents.operations.restoring import restore
from agents.queries import care, fulltext
from tests import migrating

pytestmark = pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)


def silent(table, rows):
    pass


@pytest.fixture
def backup(tmp_path, qa, tone):
    back_up(tmp_path / "team.backup", tell=silent)
    return tmp_path / "team.backup"


def content(folder) -> str:
    """The hash of everything the database holds now."""
    target = folder / f"now-{random.random()}.backup"
    return back_up(target, tell=silent).content


def rewritten(backup, change):
    """The backup with ``change`` made to its parts, and sealed anew."""
    with zipfile.ZipFile(backup) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    target = backup.with_name("rewritten.backup")
    with written_whole(target) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return target


def with_manifest(backup, **said):
    def change(parts):
        parts[MANIFEST] = json.dumps(json.loads(parts[MANIFEST]) | said).encode()

    return rewritten(backup, change)


def refused(path) -> str:
    with pytest.raises(BackupRefused) as caught:
        restore(path, replace=True, tell=silent)
    return str(caught.value)


def test_what_was_changed_since_is_as_it_was(backup, tmp_path, team, qa, ada):
    before = content(tmp_path)
    text = qa.head.source
    save_document(qa, text + "\nMore.\n", base=qa.head, by=ada)
    create_document(team, kind="agent", path="agents/new.md", source=text, by=ada)
    assert content(tmp_path) != before

    restore(backup, replace=True, tell=silent)

    assert content(tmp_path) == before
    assert Document.objects.get(path="agents/qa.md").head.source == text
    assert fulltext.search(team, "things") == [qa.pk]


def test_who_looks_after_what_comes_back(tmp_path, qa, ada):
    set_care([qa], owner=ada, by=ada)
    confirm_reviewed(qa, by=ada, next=date(2027, 3, 3))
    qa.refresh_from_db()
    said = care.said(qa)
    back_up(tmp_path / "care.backup", tell=silent)
    set_care([qa], owner=None, review_by=None, by=ada)

    restore(tmp_path / "care.backup", replace=True, tell=silent)

    assert care.said(Document.objects.get()) == said
    assert None not in said.values()


def test_after_a_restore_people_go_on(backup, team, ada):
    restore(backup, replace=True, tell=silent)

    document = create_document(team, kind="agent", path="agents/next.md", source="---\nname: next\n---\n", by=ada)

    assert document.pk > Document.objects.get(path="guidelines/tone.md").pk


def test_a_database_that_holds_something_is_left_alone(backup, tmp_path):
    before = content(tmp_path)

    with pytest.raises(BackupRefused, match=r"holds something already.*--replace"):
        restore(backup, replace=False, tell=silent)

    assert content(tmp_path) == before


@pytest.mark.parametrize("part", [0.02, 0.3, 0.7, 0.99, 0.9999])
def test_a_file_that_was_cut_off_is_refused(backup, tmp_path, part):
    whole = backup.read_bytes()
    before = content(tmp_path)
    backup.write_bytes(whole[: int(len(whole) * part)])

    assert "cut off or altered" in refused(backup)
    assert content(tmp_path) == before


def test_one_altered_byte_anywhere_is_refused(backup):
    whole = backup.read_bytes()
    places = random.Random(7).sample(range(2, len(whole)), 300)

    for place in places:
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert "cut off or altered" in refused(backup), place


@pytest.mark.parametrize("text", [b"", b"P", b"nothing of the kind", b"\x1f\x8b\x08"])
def test_another_file_is_refused(tmp_path, db, text):
    (tmp_path / "other").write_bytes(text)

    assert "is not a backup of agentsite" in refused(tmp_path / "other")


@pytest.mark.parametrize("said", [{"agentsite": "99.0.0"}, {"format": 2}])
def test_a_newer_backup_is_refused(backup, said):
    assert "newer than this one" in refused(with_manifest(backup, **said))


def test_an_unknown_migration_is_refused(backup):
    with opened(backup) as (manifest, _):
        migrations = [*manifest.migrations, ("agents", "9999_later")]

    assert "does not know (agents.9999_later)" in refused(with_manifest(backup, migrations=migrations))


@pytest.fixture
def newest():
    yield
    migrating.migrate_to_newest()


def test_a_newer_backup_does_not_replace_what_an_older_database_holds(newest, backup):
    migrating.migrate("0008_record")
    before = migrating.rows()

    assert "of another version than the database" in refused(backup)
    assert migrating.rows() == before


def test_an_older_backup_does_not_replace_what_a_newer_database_holds(newest, tmp_path, qa):
    migrating.migrate("0008_record")
    back_up(tmp_path / "older.backup", tell=silent)
    migrating.migrate_to_newest()
    before = migrating.rows()

    assert "of another version than the database" in refused(tmp_path / "older.backup")
    assert migrating.rows() == before


def test_a_database_of_a_newer_agentsite_is_left_alone(backup, tmp_path):
    MigrationRecorder(connection).record_applied("agents", "9999_later")

    try:
        assert "made by a newer agentsite (agents.9999_later)" in refused(backup)
        with pytest.raises(BackupRefused, match=r"made by a newer agentsite \(9999_later\)"):
            back_up(tmp_path / "now.backup", tell=silent)
    finally:
        MigrationRecorder(connection).record_unapplied("agents", "9999_later")


@pytest.mark.parametrize("said", [{"content": "0" * 64}, {"parts": []}, {"parts": [{}]}, {"agentsite": None}])
def test_a_manifest_that_contradicts_itself_is_refused(backup, said):
    assert refused(with_manifest(backup, **said))


def test_rows_that_do_not_read_back_as_kept_are_refused(backup, tmp_path):
    before = content(tmp_path)

    def change(parts):
        name = "rows/agents_revision.jsonl"
        parts[name] = parts[name].replace(b"You test things", b"You break things")

    assert "does not read back as it was kept" in refused(rewritten(backup, change))
    assert content(tmp_path) == before


@pytest.mark.parametrize("rows", [b"[1]\n", b"not json\n", b"{}\n"])
def test_rows_that_cannot_be_read_are_refused(backup, tmp_path, rows):
    before = content(tmp_path)

    assert "cannot be read" in refused(rewritten(backup, lambda parts: parts.update({"rows/agents_team.jsonl": rows})))
    assert content(tmp_path) == before


def test_secrets_are_not_in_it(tmp_path, client, ada, team):
    client.force_login(ada)
    issue_link(ada)
    assert Session.objects.exists() and AccessLink.objects.exists()

    back_up(tmp_path / "b", tell=silent)

    with zipfile.ZipFile(tmp_path / "b") as archive:
        assert not {"rows/agents_session.jsonl", "rows/agents_accesslink.jsonl"} & set(archive.namelist())
        said = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert Session.objects.get().session_key not in said
    assert AccessLink.objects.get().key_hash not in said
    restore(tmp_path / "b", replace=True, tell=silent)
    assert not Session.objects.exists() and not AccessLink.objects.exists()


def test_only_its_owner_can_read_it(backup):
    assert backup.stat().st_mode & 0o777 == 0o600


def test_a_file_that_is_there_is_left_alone(tmp_path, team):
    (tmp_path / "b").write_text("mine")

    with pytest.raises(CommandError, match="is there already"):
        call_command("backup", str(tmp_path / "b"))

    assert (tmp_path / "b").read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["b"]


def test_every_table_is_kept_or_said_to_be_left_out():
    loader = MigrationLoader(connection)
    tables = kept_rows.tables(loader, kept_rows.applied(loader))
    kept = [model for model in tables if kept_rows.is_kept(model)]
    left_out = {model._meta.label_lower for model in tables} - {model._meta.label_lower for model in kept}

    assert left_out == kept_rows.SECRETS | kept_rows.FLEETING | {"agents.user_groups", "agents.user_user_permissions"}
    for model in kept:
        for field in model._meta.concrete_fields:
            assert field.related_model is None or field.related_model in kept, f"{field} would lead nowhere"


def test_dates_are_those_of_then(backup, ada):
    made = User.objects.get(pk=ada.pk).date_joined, Event.objects.order_by("pk").first().created_at

    restore(backup, replace=True, tell=silent)

    assert (User.objects.get(pk=ada.pk).date_joined, Event.objects.order_by("pk").first().created_at) == made


GUARD = {
    "sqlite": [
        "CREATE TRIGGER kept_for_ever BEFORE DELETE ON agents_membership "
        "BEGIN SELECT RAISE(ABORT, 'kept for ever'); END"
    ],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'kept for ever'; END $$",
        "CREATE TRIGGER kept_for_ever BEFORE DELETE ON agents_membership FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}
UNGUARD = {
    "sqlite": ["DROP TRIGGER kept_for_ever"],
    "postgresql": ["DROP TRIGGER kept_for_ever ON agents_membership", "DROP FUNCTION refuse"],
}


def execute(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def test_a_table_that_refuses_deletes_is_replaced_and_goes_on_refusing(backup, tmp_path):
    before = content(tmp_path)
    execute(GUARD[connection.vendor])
    try:
        restore(backup, replace=True, tell=silent)

        assert content(tmp_path) == before
        with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
            Membership.objects.all().delete()
    finally:
        execute(UNGUARD[connection.vendor])
