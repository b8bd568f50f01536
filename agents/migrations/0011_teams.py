"""Teams of several people: invitations, the rules of a team, who looks after which part of the library."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


def with_the_team(apps, schema_editor):
    """Who was there before joined, as far as anybody knows, when the team was made."""
    Team = apps.get_model("agents", "Team")
    created = Team.objects.filter(pk=models.OuterRef("team")).order_by().values("created_at")
    apps.get_model("agents", "Membership").objects.update(joined_at=models.Subquery(created))


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0010_care'),
    ]

    operations = [
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.PositiveSmallIntegerField(choices=[(10, 'Reader'), (20, 'Author'), (30, 'Reviewer'), (40, 'Owner')])),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('key_hash', models.CharField(max_length=64, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('accepted_at', models.DateTimeField(null=True)),
                ('revoked_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='OwnedPath',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pattern', models.CharField(max_length=255)),
            ],
            options={
                'ordering': ['pattern', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='membership',
            name='is_security_reviewer',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='membership',
            name='joined_at',
            field=models.DateTimeField(default=django.utils.timezone.now),
        ),
        migrations.RunPython(with_the_team, migrations.RunPython.noop),
        migrations.AddField(
            model_name='team',
            name='approvals',
            field=models.PositiveSmallIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='team',
            name='direct_save',
            field=models.PositiveSmallIntegerField(choices=[(10, 'Reader'), (20, 'Author'), (30, 'Reviewer'), (40, 'Owner')], default=20),
        ),
        migrations.AddField(
            model_name='team',
            name='security_reviewer',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='team',
            constraint=models.CheckConstraint(condition=models.Q(('approvals__lte', 3)), name='three_approvals_at_most'),
        ),
        migrations.AddField(
            model_name='invitation',
            name='accepted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='invited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='invitation',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='agents.team'),
        ),
        migrations.AddField(
            model_name='ownedpath',
            name='membership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owned_paths', to='agents.membership'),
        ),
        migrations.AddField(
            model_name='ownedpath',
            name='team',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='owned_paths', to='agents.team'),
        ),
        migrations.AddIndex(
            model_name='invitation',
            index=models.Index(fields=['invited_by', 'created_at'], name='invitations_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='ownedpath',
            constraint=models.UniqueConstraint(fields=('membership', 'pattern'), name='one_pattern_per_member'),
        ),
    ]
