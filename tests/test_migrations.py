"""Migrations carry what is there forward, back and forward again."""

from datetime import date

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from agents.definition.collection import Incoming
from agents.models import Event, User, Write
from agents.operations import staging
from agents.operations.aliases import dismiss
from agents.operations.archiving import archive_documents
from agents.operations.care import confirm_reviewed, set_care
from agents.operations.documents import create_document, rename_document, save_document
from agents.operations.drafts import keep_draft, new_sheet
from agents.operations.relations import catch_up
from agents.operations.undoing import undo
from agents.operations.verifying import is_guarded, verify
from tests import migrating
from tests.migrating import common, content, migrate, only, rows

pytestmark = pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
GIT = "---\nname: git\n---\n\n## Collaboration\n\n### With QA Agent\n\n- Wait\n\n### With Release Master Agent\n\n- x\n"
NEW = Incoming(".claude/agents/new.md", b"---\nname: new\ndescription: x\n---\n")


@pytest.fixture
def newest(forget_search):
    """Leave the database as the other tests expect it."""
    yield
    migrating.migrate_to_newest()


@pytest.fixture
def a_full_site(qa, tone, team, ada, ben, eve):
    """A site where something of every kind was done; every table of ours has a row."""
    git = create_document(team, kind="agent", path="agents/git.md", source=GIT, by=ben)
    save_document(qa, qa.head.source + "Ä line.\r\n\u2028", base=qa.head, by=ada, message="Because")
    rename_document(tone, "guidelines/web/tone.md", by=ben)
    undo(archive_documents([qa, git], by=ada), by=ada)
    keep_draft(git, git.head.source + "Not saved.\n", base=git.head, sheet=new_sheet(), by=ben)
    dismiss(team, "Release Master", by=ada)
    staging.stage_files(team, [NEW], by=ada, origin="zip")
    set_care([qa, tone], owner=ben, review_by=date(2027, 3, 3), by=ada)
    confirm_reviewed(qa, by=ben, next=None)
    catch_up(team)
    migrating.fill_what_is_empty()


def test_no_migration_of_ours_is_irreversible():
    loader = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if config.name.split(".")[0] in ("agents", "agentsite")}
    found = {node: one for node, one in loader.disk_migrations.items() if node[0] in ours}

    assert len(found) >= 9
    irreversible = [
        f"{node[1]}: {operation.describe()}"
        for node, one in found.items()
        for operation in one.operations
        if not operation.reversible
    ]
    assert irreversible == []


def test_every_migration_carries_the_rows_forward_back_and_forward(newest, a_full_site):
    """What both sides of a migration have is compared; what only one has cannot be carried over."""
    first = rows()
    assert [table for table, found in first.items() if not found] == []
    at, standing = migrating.names(), first

    for name, before in reversed(list(zip(at[1:], at, strict=False))):
        migrate(before)
        back = rows()
        both = common(standing, back)
        assert both and content(only(back, both)) == content(only(standing, both)), f"{name}, going back"

        migrate(name)
        again = rows()
        assert again.keys() == standing.keys()
        assert content(only(again, both)) == content(only(standing, both)), f"{name}, going forward again"

        migrate(before)
        standing = rows()
        assert content(standing) == content(back), f"{name}, going back again"

    migrating.migrate_to_newest()
    last = rows()
    both = common(standing, last)
    assert {"agents_document", "agents_event", "agents_revision", "agents_team", "agents_user"} <= both.keys()
    assert content(only(last, both)) == content(only(first, both))
    assert [one.broken for one in verify()] == ["", ""]
    assert is_guarded()


def test_the_record_is_chained_forward_back_and_forward(newest, qa, tone, ada, eve):
    save_document(qa, qa.head.source + "Ä line.\n", base=qa.head, by=ada)
    archive_documents([qa, tone], by=ada)
    User.objects.filter(pk=eve.pk).delete()
    before = list(Event.objects.values("id", "team", "actor_name", "action", "subject", "details", "created_at"))
    hashes = list(Event.objects.filter(actor=ada).values_list("id", "number", "previous", "hash"))
    writes = list(Write.objects.values())

    migrate("0007_relations")
    state = MigrationExecutor(connection).loader.project_state([("agents", "0007_relations")])
    old = state.apps.get_model("agents", "Event")
    assert list(old.objects.order_by("-id").values(*before[0])) == before
    assert list(old.objects.filter(actor=None).values_list("actor_name", flat=True)) == ["Eve"]

    migrate("0008_record")
    assert list(Event.objects.values(*before[0])) == before
    assert list(Event.objects.filter(actor=ada).values_list("id", "number", "previous", "hash")) == hashes
    assert list(Write.objects.values()) == writes
    assert {one.team: (one.events > 0, one.broken) for one in verify()} == {
        "platform": (True, ""),
        "elsewhere": (True, ""),
    }
    assert is_guarded()
