"""``agentsite doctor`` and ``agentsite owner``."""

import io
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from agents.models import Notice, User
from agents.operations import notices
from agents.operations.audit import record
from agents.operations.people import first_owner
from agentsite import doctor, doctor_database, mail
from tests.record import unguarded

committed = pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)


def marks(finding):
    return finding.mark, finding.remedy


@pytest.fixture
def data(tmp_path, settings):
    """A data directory as the first start makes it."""
    settings.DATA_DIR = tmp_path / "data"
    settings.DATA_DIR.mkdir(mode=0o700)
    return settings.DATA_DIR


def test_debug_is_wrong(settings):
    assert doctor.debug().mark == "ok"

    settings.DEBUG = True

    assert marks(doctor.debug()) == ("wrong", "Unset AGENTSITE_DEBUG.")


@pytest.mark.parametrize("key", ["short", "a" * 60, "django-insecure-" + "abcdefghij" * 6])
def test_a_key_one_can_guess_is_wrong(settings, key):
    settings.SECRET_KEY = key

    assert doctor.secret_key().mark == "wrong"
    assert key not in doctor.secret_key().what + doctor.secret_key().remedy


def test_any_host_is_wrong(settings):
    settings.ALLOWED_HOSTS = ["*"]

    assert doctor.hosts().mark == "wrong"


def test_listening_to_others_under_no_name_is_wrong(settings, monkeypatch):
    settings.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    monkeypatch.setenv("AGENTSITE_HOST", "0.0.0.0")

    assert doctor.hosts().mark == "wrong"


def test_a_public_name_without_https_is_wrong(settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    assert doctor.https().mark == "ok"

    settings.ALLOWED_HOSTS = ["agents.example.org"]

    assert doctor.https().mark == "wrong"
    settings.HTTPS = True
    assert doctor.https().mark == "ok"


def test_https_without_a_proxy_is_wrong(settings):
    settings.HTTPS, settings.PROXY_HOPS = True, 0

    assert "AGENTSITE_PROXY_HOPS" in doctor.proxy().remedy
    settings.PROXY_HOPS = 1
    assert doctor.proxy().mark == "ok"


def test_a_data_directory_others_can_read_is_wrong(data):
    assert doctor.data_directory().mark == "ok"

    data.chmod(0o755)

    assert marks(doctor.data_directory()) == ("wrong", f"chmod 700 {data}")


def test_a_key_file_others_can_read_is_wrong(data):
    (data / "secret_key").write_text("x")
    (data / "secret_key").chmod(0o600)
    assert doctor.secret_file().mark == "ok"

    (data / "secret_key").chmod(0o640)

    assert marks(doctor.secret_file()) == ("wrong", f"chmod 600 {data / 'secret_key'}")


@pytest.mark.parametrize(("free", "mark"), [(100, "wrong"), (500, "note"), (5_000, "ok")])
def test_a_full_disk_is_told_before_it_is_full(monkeypatch, data, free, mark):
    usage = SimpleNamespace(free=free * doctor.MEGABYTE)
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda folder: usage)

    assert doctor.disk().mark == mark


def test_several_processes_on_one_file_are_noted(settings):
    assert doctor.workers().mark == "ok"

    settings.WORKERS = 4

    assert doctor.workers().mark == ("note" if connection.vendor == "sqlite" else "ok")


@pytest.mark.parametrize(
    ("version", "mark"),
    [
        *[(version, "note") for version in [(3, 40, 1), (3, 44, 5), (3, 51, 2)]],
        *[(version, "ok") for version in [(3, 44, 6), (3, 50, 7), (3, 51, 3), (3, 54, 0)]],
    ],
)
def test_the_sqlite_that_can_damage_its_file_is_noted(version, mark):
    assert doctor_database.sqlite_version(version).mark == mark


def found_in_database(**options) -> dict[str, doctor.Finding]:
    return {finding.about: finding for finding in doctor_database.look_into(workers=1, **options)}


@committed
def test_a_database_in_order_is_said_to_be():
    found = found_in_database()

    assert [found[about].mark for about in ("database", "migrations", "clock")] == ["ok", "ok", "ok"]


@committed
def test_a_migration_that_is_not_applied_is_wrong():
    recorder = MigrationRecorder(connection)
    recorder.record_unapplied("agents", "0001_initial")
    try:
        found = found_in_database()["migrations"]
    finally:
        recorder.record_applied("agents", "0001_initial")

    assert marks(found) == ("wrong", "Back up, then run agentsite migrate.")
    assert "agents.0001_initial" in found.what


@committed
def test_a_database_of_a_newer_version_is_wrong():
    recorder = MigrationRecorder(connection)
    recorder.record_applied("agents", "9999_later")
    try:
        found = found_in_database()["migrations"]
    finally:
        recorder.record_unapplied("agents", "9999_later")

    assert found.mark == "wrong"
    assert "newer" in found.what


@committed
def test_a_clock_behind_what_was_recorded_is_wrong(team):
    if connection.vendor == "postgresql":
        pytest.skip("There the clock is compared with the database's.")
    record(team, None, "view.saved")
    with unguarded() as cursor:
        cursor.execute("UPDATE agents_event SET created_at = %s", [str(timezone.now() + timedelta(hours=1))])

    assert found_in_database()["clock"].mark == "wrong"


@committed
def test_notices_the_mail_server_did_not_take_are_noted(team, ada):
    assert "mail sent" not in found_in_database()
    notices.tell(team, Notice.Kind.ASKED, [ada.pk], sentence="Look", key="look", actor=None)
    assert "mail sent" not in found_in_database()

    Notice.objects.update(mailing_at=timezone.now() - timedelta(minutes=11))

    assert marks(found_in_database()["mail sent"])[0] == "note"
    assert found_in_database()["mail sent"].what == "1 notice could not be mailed so far."


def test_a_damaged_database_is_a_finding_not_a_crash(monkeypatch, tmp_path, db):
    (tmp_path / "broken.sqlite3").write_bytes(b"no database at all" * 100)
    monkeypatch.setitem(connection.settings_dict, "ENGINE", "django.db.backends.sqlite3")
    monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "broken.sqlite3"))
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", {})

    assert found_in_database()["database"].mark == "wrong"


def test_a_first_owner_is_made_and_signed_in_by_a_link(client, db, settings):
    settings.HTTPS, settings.ALLOWED_HOSTS = False, ["testserver"]
    output = io.StringIO()

    call_command("owner", "--address", "https://agents.example.org/", stdout=output)

    link = output.getvalue().split()[0]
    assert link.startswith("https://agents.example.org/welcome/?key=")
    client.post("/welcome/", {"key": link.split("key=")[1]})
    assert client.session["_auth_user_id"] == str(User.objects.get().pk)


@pytest.mark.parametrize(
    ("https", "address"), [(True, "https://agents.example.org/"), (False, "http://agents.example.org:8000/")]
)
def test_the_link_leads_to_the_first_name_of_the_site(db, settings, https, address):
    settings.HTTPS, settings.ALLOWED_HOSTS = https, [".example.org", "agents.example.org"]
    output = io.StringIO()

    call_command("owner", stdout=output)

    assert output.getvalue().startswith(address)


def test_a_site_without_mail_is_told_what_that_means():
    assert doctor.mail().mark == "note"
    assert "by hand" in doctor.mail().what


def test_mail_says_through_whom_it_goes_and_never_its_password(settings):
    for name, value in mail.configure("smtps://ada:hidden@mail.example.org", sender="a@example.org").items():
        setattr(settings, name, value)

    assert doctor.mail().mark == "ok"
    assert doctor.mail().what == "through mail.example.org:465 from a@example.org"

    settings.EMAIL_USE_SSL = False
    assert doctor.mail().mark == "wrong"
    assert "hidden" not in doctor.mail().what + doctor.mail().remedy


def test_the_first_owner_who_lost_the_second_factor_gets_in_again(db):
    from allauth.mfa.models import Authenticator

    owner = first_owner()
    Authenticator.objects.create(user=owner, type=Authenticator.Type.TOTP, data={"secret": "x"})

    call_command("owner", stdout=io.StringIO())
    assert Authenticator.objects.exists()

    out = io.StringIO()
    call_command("owner", "--forget-two-factor", stdout=out)
    assert not Authenticator.objects.exists()
    assert "The second factor of owner is gone." in out.getvalue()
