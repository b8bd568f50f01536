"""The record is only ever added to, and whoever changes it by other means is found out."""

import threading

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from agents.models import Chain, Document, Event, User, Write
from agents.operations.audit import record
from agents.operations.documents import save_document
from agents.operations.undoing import undo
from agents.operations.verifying import is_guarded, verify
from tests.record import unguarded

WRITERS, EACH = 20, 10


def verdicts():
    return {one.team: one for one in verify()}


def numbered(team, number) -> Event:
    return Event.objects.get(team=team, number=number)


@pytest.fixture
def ten(team, ada, qa):
    """A team of ten events; the third to the sixth are saves."""
    for number in range(4):
        qa.refresh_from_db()
        save_document(qa, f"{qa.head.source}Line {number}.\n", base=qa.head, by=ada)
    for number in range(4):
        record(
            team, None, "export.zip", subject=f"{number} files", ratio=0.25, paths=("ä", "\u2028", '"'), at={1: None}
        )
    return team


def test_each_event_holds_the_hash_of_the_one_before_it(ten, eve):
    events = list(ten.events.order_by("id"))

    assert [event.number for event in events] == list(range(1, 11))
    assert [event.previous for event in events] == ["", *(event.hash for event in events[:-1])]
    assert len({event.hash for event in events}) == 10
    assert verdicts()["platform"].events == 10
    assert {team: one.broken for team, one in verdicts().items()} == {"platform": "", "elsewhere": ""}
    assert verdicts()["platform"].head == events[-1].hash == Chain.objects.get(pk=ten.pk).hash


def test_an_undo_is_a_link_like_any_other(ten, ada):
    undo(numbered(ten, 6), by=ada)

    assert (verdicts()["platform"].events, verdicts()["platform"].broken) == (11, "")
    assert numbered(ten, 11).undoes == numbered(ten, 6)


@pytest.mark.parametrize("table", ["agents_event", "agents_write"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_the_record(ten, table, statement):
    before = Event.objects.count(), Write.objects.count()

    with (
        pytest.raises(DatabaseError, match="can only be added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))

    assert (Event.objects.count(), Write.objects.count()) == before
    assert is_guarded()


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no TRUNCATE.")
def test_the_record_cannot_be_truncated(ten):
    with (
        pytest.raises(DatabaseError, match="can only be added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE agents_event CASCADE")


def test_a_person_who_is_gone_keeps_their_name(ten, eve):
    team = eve.teams.get()
    record(team, eve, "export.zip", subject="1 file")
    key = eve.pk

    User.objects.filter(pk=key).delete()

    assert list(team.events.values_list("actor_id", "actor_name")) == [(key, "Eve"), (key, "Eve")]
    assert verdicts()["elsewhere"].broken == ""


@pytest.mark.parametrize(
    "change",
    [
        "subject = 'another'",
        "actor_name = 'Somebody'",
        "actor_id = NULL",
        "action = 'view.saved'",
        "document_id = NULL",
        "request_id = 'forged'",
        "created_at = '2020-01-01 00:00:00+00:00'",
        "details = '{\"revision\": 9}'",
        "undoes_id = 1",
        "hash = 'forged'",
    ],
)
def test_an_altered_event_is_named(ten, change):
    with unguarded() as cursor:
        cursor.execute(f"UPDATE agents_event SET {change} WHERE id = %s", [numbered(ten, 5).pk])

    assert verdicts()["platform"].events == 4
    assert verdicts()["platform"].broken.startswith("event 5 ")
    assert "was altered" in verdicts()["platform"].broken


def test_an_altered_write_is_named(ten):
    write = Write.objects.get(event__number=4, event__team=ten)
    with unguarded() as cursor:
        cursor.execute("UPDATE agents_write SET before_id = after_id WHERE id = %s", [write.pk])
    assert verdicts()["platform"].broken.startswith("event 4 ")


def test_a_write_that_is_gone_is_missed(ten):
    with unguarded() as cursor:
        cursor.execute("DELETE FROM agents_write WHERE id = (SELECT MIN(id) FROM agents_write)")
    assert verdicts()["platform"].broken.startswith("event 3 ")


def test_an_event_rewritten_with_a_hash_of_its_own_is_named(ten):
    with unguarded() as cursor:
        cursor.execute("UPDATE agents_event SET hash = %s WHERE id = %s", ["f" * 64, numbered(ten, 7).pk])
        cursor.execute("UPDATE agents_event SET previous = %s WHERE id = %s", ["f" * 64, numbered(ten, 8).pk])
    assert verdicts()["platform"].broken.startswith("event 7 ")


@pytest.mark.parametrize("number", [1, 5, 10])
def test_a_missing_event_is_named(ten, number):
    with unguarded() as cursor:
        cursor.execute("DELETE FROM agents_write WHERE event_id = %s", [numbered(ten, number).pk])
        cursor.execute("DELETE FROM agents_event WHERE id = %s", [numbered(ten, number).pk])

    assert verdicts()["platform"].broken.startswith(f"event {number} is missing")


def test_an_event_of_another_place_is_named(ten):
    seven, eight = numbered(ten, 7).pk, numbered(ten, 8).pk
    with unguarded() as cursor:
        for number, pk in ((77, seven), (7, eight), (8, seven)):
            cursor.execute("UPDATE agents_event SET number = %s WHERE id = %s", [number, pk])

    assert verdicts()["platform"].broken.startswith(f"event 7 (id {eight}) was reordered")


def test_a_chain_without_its_end_is_told(ten):
    Chain.objects.filter(pk=ten.pk).delete()
    assert verdicts()["platform"].broken == "the end of the chain is missing"


def test_the_command_names_the_first_broken_link_and_fails(ten, capsys):
    call_command("audit", "verify")
    assert "platform: 10 events, whole, ending in " in capsys.readouterr().out

    with unguarded() as cursor:
        cursor.execute("UPDATE agents_event SET subject = 'another' WHERE number IN (6, 4)")
    with pytest.raises(CommandError, match="The record of 1 team was changed"):
        call_command("audit", "verify")

    assert "platform: BROKEN after 3 events: event 4 (id" in capsys.readouterr().out


def test_the_command_misses_the_guard(ten):
    with unguarded(), pytest.raises(CommandError, match="its triggers are gone"):
        call_command("audit", "verify")


@pytest.mark.django_db(transaction=True, available_apps=settings.INSTALLED_APPS)
def test_twenty_writers_make_one_chain(team, eve):
    """Half of them write in another team, so that ids of both are interleaved."""
    teams, failed = [team, eve.teams.get()], []
    start = threading.Barrier(WRITERS)

    def write(number):
        try:
            start.wait(30)
            for count in range(EACH):
                record(teams[number % 2], None, "view.saved", subject=f"{number}-{count}")
        except Exception as error:  # a thread's failure is the test's
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert failed == []
    assert {one.team: (one.events, one.broken) for one in verify()} == {
        "platform": (WRITERS * EACH // 2 + 1, ""),
        "elsewhere": (WRITERS * EACH // 2 + 1, ""),
    }
    assert Document.objects.count() == 0
