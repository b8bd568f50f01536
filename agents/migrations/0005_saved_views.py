"""Names for what a library shows, a person's own or the team's."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0004_undo'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_shared', models.BooleanField(default=False)),
                ('family', models.CharField(max_length=10)),
                ('name', models.CharField(max_length=60)),
                ('name_key', models.CharField(max_length=120)),
                ('query', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('creator', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to='agents.team')),
            ],
            options={
                'ordering': ['-is_shared', 'name_key', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('is_shared', True)), fields=('team', 'family', 'name_key'), name='one_shared_view_per_name'), models.UniqueConstraint(condition=models.Q(('is_shared', False)), fields=('team', 'creator', 'family', 'name_key'), name='one_own_view_per_name')],
            },
        ),
    ]
