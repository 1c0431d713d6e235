"""The tables of the first release, and what an older database has applied of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('indicators', '0001_initial'), ('indicators', '0002_live_figures'), ('indicators', '0003_findings')]

    initial = True

    dependencies = [
        ('core', '0001_schema'),
        ('core', '__first__'),
        ('snapshots', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='LivePosition',
            fields=[
                ('only', models.BooleanField(default=True, primary_key=True, serialize=False)),
                ('cluster', models.CharField(max_length=20)),
                ('moment', models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name='LiveUnit',
            fields=[
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='live', serialize=False, to='core.unit')),
                ('as_of', models.DateField(null=True)),
                ('basis', models.CharField(blank=True, max_length=64)),
                ('computed_at', models.DateTimeField(null=True)),
                ('changed_at', models.DateTimeField(null=True)),
                ('problem', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Run',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('engine', models.CharField(max_length=20)),
                ('engine_version', models.CharField(max_length=40)),
                ('software_version', models.CharField(max_length=40)),
                ('catalog_sha256', models.CharField(max_length=64)),
                ('results_sha256', models.CharField(max_length=64)),
                ('sql', models.JSONField(default=dict)),
                ('computed_at', models.DateTimeField(auto_now_add=True)),
                ('seconds', models.FloatField()),
                ('computed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='runs', to='snapshots.snapshot')),
            ],
            options={
                'get_latest_by': 'computed_at',
            },
        ),
        migrations.CreateModel(
            name='Explanation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaf', models.CharField(blank=True, max_length=4)),
                ('check_name', models.CharField(max_length=60)),
                ('begins_on', models.DateField()),
                ('figure', models.TextField()),
                ('reason', models.TextField()),
                ('explained_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('explained_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('unit', 'leaf', 'check_name', 'begins_on', 'figure'), name='finding_explained_once'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False)), _connector='OR'), name='explanation_says_who_took_it_back')],
            },
        ),
        migrations.CreateModel(
            name='LiveCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaf', models.CharField(max_length=4)),
                ('dimension', models.CharField(max_length=30)),
                ('member', models.CharField(max_length=30)),
                ('numerator', models.BigIntegerField(null=True)),
                ('denominator', models.BigIntegerField()),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['leaf', 'unit'], name='live_count_of_leaf')],
                'constraints': [models.UniqueConstraint(fields=('unit', 'leaf', 'dimension', 'member'), name='live_count_once')],
            },
        ),
        migrations.CreateModel(
            name='Result',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaf', models.CharField(max_length=4)),
                ('dimension', models.CharField(max_length=30)),
                ('member', models.CharField(max_length=30)),
                ('numerator', models.BigIntegerField(null=True)),
                ('denominator', models.BigIntegerField(null=True)),
                ('value', models.FloatField(null=True)),
                ('low', models.FloatField(null=True)),
                ('high', models.FloatField(null=True)),
                ('attainment', models.CharField(choices=[('met', 'Met'), ('on_track', 'On track'), ('off_track', 'Off track'), ('missed', 'Missed'), ('no_data', 'No data'), ('not_applicable', 'Not applicable')], max_length=15, null=True)),
                ('basis', models.CharField(choices=[('final', 'Final'), ('provisional', 'Provisional'), ('estimated', 'Estimated')], max_length=12)),
                ('flags', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='indicators.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'leaf', 'unit', 'dimension', 'member'), name='result_once_a_run')],
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_name', models.CharField(max_length=60)),
                ('severity', models.CharField(choices=[('error', 'Error'), ('warning', 'Warning')], max_length=7)),
                ('leaf', models.CharField(blank=True, max_length=4)),
                ('value', models.FloatField(null=True)),
                ('figure', models.TextField()),
                ('says', models.TextField()),
                ('advice', models.TextField()),
                ('begins_on', models.DateField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='indicators.run')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'severity', 'unit', 'leaf', 'check_name'), name='finding_once_a_run')],
            },
        ),
    ]
