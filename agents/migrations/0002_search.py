"""The full-text table, which Django's models cannot describe."""

from django.db import migrations

SQLITE = """
    CREATE VIRTUAL TABLE agents_search USING fts5(name, description, source, tokenize = 'unicode61 remove_diacritics 2')
"""
POSTGRES = """
    CREATE TABLE agents_search (
        document_id bigint PRIMARY KEY REFERENCES agents_document (id) ON DELETE CASCADE,
        words tsvector NOT NULL
    );
    CREATE INDEX agents_search_words ON agents_search USING gin (words);
"""


def create(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRES)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE agents_search")


class Migration(migrations.Migration):
    dependencies = [("agents", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
