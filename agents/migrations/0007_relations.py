
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0006_drafts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ResolvedRoster',
            fields=[
                ('team', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='agents.team')),
                ('key', models.CharField(blank=True, max_length=40)),
                ('round', models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Places',
            fields=[
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='places', serialize=False, to='agents.document')),
                ('version', models.PositiveSmallIntegerField()),
                ('title', models.CharField(blank=True, max_length=256)),
                ('names', models.TextField()),
                ('files', models.TextField()),
                ('revision', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agents.revision')),
            ],
        ),
        migrations.CreateModel(
            name='Alias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=200)),
                ('written', models.CharField(max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='agents.document')),
                ('team', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='agents.team')),
            ],
            options={
                'ordering': ['key'],
                'constraints': [models.UniqueConstraint(fields=('team', 'key'), name='one_alias_per_name')],
            },
        ),
        migrations.CreateModel(
            name='Edge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('written', models.CharField(max_length=200)),
                ('key', models.CharField(max_length=200)),
                ('others', models.CharField(blank=True, max_length=200)),
                ('heading', models.TextField(blank=True)),
                ('note', models.TextField(blank=True)),
                ('first_line', models.PositiveIntegerField()),
                ('last_line', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('tier', models.CharField(choices=[('structure', 'Written as a collaboration'), ('mention', 'Mentioned'), ('suggested', 'Perhaps')], max_length=9)),
                ('kind', models.CharField(max_length=20)),
                ('dialect', models.CharField(max_length=20)),
                ('source', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='edges', to='agents.document')),
                ('target', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='edges_in', to='agents.document')),
                ('team', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agents.team')),
            ],
            options={
                'ordering': ['line', 'start'],
                'indexes': [models.Index(fields=['team', 'source', 'target'], name='edges_of_a_team'), models.Index(fields=['source', 'target'], name='edges_of_an_agent'), models.Index(fields=['target', 'source'], name='edges_to_an_agent'), models.Index(condition=models.Q(('target', None)), fields=['team', 'key'], name='unresolved_edges')],
            },
        ),
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('path', models.CharField(max_length=300)),
                ('is_broken', models.BooleanField()),
                ('heading', models.TextField(blank=True)),
                ('note', models.TextField(blank=True)),
                ('line', models.PositiveIntegerField()),
                ('start', models.PositiveIntegerField()),
                ('end', models.PositiveIntegerField()),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='references', to='agents.document')),
                ('target', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='references_in', to='agents.document')),
                ('team', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agents.team')),
            ],
            options={
                'ordering': ['line', 'start'],
                'indexes': [models.Index(fields=['team', 'source', 'target'], name='references_of_a_team'), models.Index(condition=models.Q(('is_broken', True)), fields=['team', 'path'], name='broken_references')],
            },
        ),
    ]
