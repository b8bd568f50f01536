"""The record can be added to and nothing else, and each event is chained to the one before it in its team."""

import hashlib
import json
from datetime import UTC

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

GUARDED = ("agents_event", "agents_write")
REFUSAL = "The record can only be added to."
KEYS = ("document", "before", "after", "slug_before", "archived_before", "archived_after")

POSTGRES_FUNCTION = f"""
    CREATE OR REPLACE FUNCTION agents_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def guard(vendor):
    """The statements that make the record refuse UPDATE and DELETE."""
    made = [] if vendor == "sqlite" else [POSTGRES_FUNCTION]
    for table in GUARDED:
        if vendor == "sqlite":
            made += [
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                for verb in ("UPDATE", "DELETE")
            ]
        else:
            made += [
                f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION agents_only_added_to()",
                f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION agents_only_added_to()",
            ]
    return made


def unguard(vendor):
    """The statements that take the guard away."""
    names = ("no_UPDATE", "no_DELETE") if vendor == "sqlite" else ("no_change", "no_truncate")
    on = (lambda table: "") if vendor == "sqlite" else (lambda table: f" ON {table}")
    return [f"DROP TRIGGER {table}_{name}{on(table)}" for table in GUARDED for name in names]


def put_up(apps, schema_editor):
    for statement in guard(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def take_down(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for statement in unguard(vendor) + ([] if vendor == "sqlite" else ["DROP FUNCTION agents_only_added_to()"]):
        schema_editor.execute(statement, params=None)


def seal_all(apps, schema_editor):
    """Chain the events there are, in the order they were written."""
    Event, Chain, Write = (apps.get_model("agents", name) for name in ("Event", "Chain", "Write"))
    for team in list(Event.objects.order_by().values_list("team_id", flat=True).distinct()):
        number, last, previous = 0, 0, ""
        while batch := list(Event.objects.filter(team_id=team, pk__gt=last).order_by("pk")[:500]):
            for number, event in enumerate(batch, start=number + 1):
                event.number, event.previous = number, previous
                event.hash = previous = _seal(event, Write)
            Event.objects.bulk_update(batch, ["number", "previous", "hash"])
            last = batch[-1].pk
        Chain.objects.create(team_id=team, number=number, hash=previous)


def _seal(event, Write):
    content = [event.team_id, event.number, event.actor_id, event.actor_name, event.action, event.document_id]
    content += [event.subject, event.details, event.undoes_id, event.request_id, _moment(event.created_at)]
    writes = Write.objects.filter(event=event.pk).order_by("pk").values_list(*KEYS)
    done = [[*write[:4], _moment(write[4]), _moment(write[5])] for write in writes]
    text = json.dumps([content, done], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{event.previous}\n{text}".encode()).hexdigest()


def _moment(value):
    return value and value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def forget_what_is_gone(apps, schema_editor):
    """Going back, the keys are constraints again: those whose row is gone become empty."""
    Event = apps.get_model("agents", "Event")
    for key, model in (("actor", "User"), ("document", "Document")):
        there = apps.get_model("agents", model).objects.values("pk")
        Event.objects.filter(**{f"{key}__isnull": False}).exclude(**{f"{key}__in": there}).update(**{key: None})


def _key(to, **options):
    kind = models.OneToOneField if to == "agents.event" else models.ForeignKey
    return kind(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, to=to, **options)


class Migration(migrations.Migration):
    dependencies = [("agents", "0007_relations")]

    operations = [
        migrations.CreateModel(
            name="Chain",
            fields=[
                (
                    "team",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agents.team",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=0)),
                ("hash", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.AlterField("event", "team", _key("agents.team", related_name="events")),
        migrations.AlterField("event", "actor", _key(settings.AUTH_USER_MODEL, null=True, related_name="+")),
        migrations.AlterField("event", "document", _key("agents.document", null=True, related_name="events")),
        migrations.AlterField("event", "undoes", _key("agents.event", null=True, related_name="undone_by")),
        migrations.AlterField("event", "created_at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField("event", "number", models.PositiveBigIntegerField(null=True)),
        migrations.AddField(
            "event", "previous", models.CharField(blank=True, default="", max_length=64), preserve_default=False
        ),
        migrations.AddField("event", "hash", models.CharField(default="", max_length=64), preserve_default=False),
        migrations.RunPython(seal_all, forget_what_is_gone),
        migrations.AlterField("event", "number", models.PositiveBigIntegerField()),
        migrations.AddConstraint(
            "event", models.UniqueConstraint(fields=("team", "number"), name="one_event_per_number")
        ),
        migrations.RunPython(put_up, take_down),
    ]
