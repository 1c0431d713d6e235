"""The tables of the first release, and what an older database has applied of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('snapshots', '0001_initial')]

    initial = True

    dependencies = [
        ('core', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Snapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('as_of', models.DateField()),
                ('taken_at', models.DateTimeField()),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('manifest_sha256', models.CharField(max_length=64)),
                ('catalog_sha256', models.CharField(max_length=64)),
                ('row_counts', models.JSONField(default=dict)),
                ('taken_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'get_latest_by': ['as_of', 'taken_at'],
            },
        ),
    ]
