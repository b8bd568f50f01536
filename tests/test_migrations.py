"""Migrations carry what is there forward, back and forward again."""

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from agents.models import Event, User, Write
from agents.operations.archiving import archive_documents
from agents.operations.documents import save_document
from agents.operations.verifying import is_guarded, verify

BEFORE, RECORD = ("agents", "0007_relations"), ("agents", "0008_record")


@pytest.fixture
def newest():
    """Leave the database as the other tests expect it."""
    yield
    migrate(*MigrationExecutor(connection).loader.graph.leaf_nodes())


def migrate(*targets):
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets))
    return executor.loader.project_state(list(targets)).apps


@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
def test_the_record_is_chained_forward_back_and_forward(newest, forget_search, qa, tone, ada, eve):
    save_document(qa, qa.head.source + "Ä line.\n", base=qa.head, by=ada)
    archive_documents([qa, tone], by=ada)
    User.objects.filter(pk=eve.pk).delete()
    before = list(Event.objects.values("id", "team", "actor_name", "action", "subject", "details", "created_at"))
    hashes = list(Event.objects.filter(actor=ada).values_list("id", "number", "previous", "hash"))
    writes = list(Write.objects.values())

    old = migrate(BEFORE).get_model("agents", "Event")
    assert list(old.objects.order_by("-id").values(*before[0])) == before
    assert list(old.objects.filter(actor=None).values_list("actor_name", flat=True)) == ["Eve"]

    migrate(RECORD)
    assert list(Event.objects.values(*before[0])) == before
    assert list(Event.objects.filter(actor=ada).values_list("id", "number", "previous", "hash")) == hashes
    assert list(Write.objects.values()) == writes
    assert {one.team: (one.events > 0, one.broken) for one in verify()} == {
        "platform": (True, ""),
        "elsewhere": (True, ""),
    }
    assert is_guarded()
