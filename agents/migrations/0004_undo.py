
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agents', '0003_sessions'),
    ]

    operations = [
        migrations.AddField(
            model_name='event',
            name='undoes',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='undone_by', to='agents.event'),
        ),
        migrations.CreateModel(
            name='Write',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug_before', models.CharField(max_length=120)),
                ('archived_before', models.DateTimeField(null=True)),
                ('archived_after', models.DateTimeField(null=True)),
                ('after', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='written_by', to='agents.revision')),
                ('before', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='agents.revision')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writes', to='agents.document')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='writes', to='agents.event')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('event', 'document'), name='one_write_per_document')],
            },
        ),
    ]
