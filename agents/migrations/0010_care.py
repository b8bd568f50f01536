"""Who looks after a document, and by when it is to be read again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def _person(**options):
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.SET_NULL, to=settings.AUTH_USER_MODEL, **options
    )


class Migration(migrations.Migration):
    dependencies = [("agents", "0009_accounts")]

    operations = [
        migrations.AddField("document", "owner", _person(related_name="owned_documents")),
        migrations.AddField("document", "review_by", models.DateField(null=True)),
        migrations.AddField("document", "reviewed_at", models.DateTimeField(null=True)),
        migrations.AddField("document", "reviewed_by", _person(related_name="+")),
    ]
