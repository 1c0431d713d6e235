"""The tables of the first release, and what an older database has applied of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('values', '0001_initial'), ('values', '0002_counts_and_population')]

    initial = True

    dependencies = [
        ('core', '0001_schema'),
        ('core', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='PopulationFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('age', models.PositiveSmallIntegerField()),
                ('sex', models.CharField(choices=[('male', 'Male'), ('female', 'Female'), ('unknown', 'Unknown')], max_length=7)),
                ('persons', models.PositiveIntegerField()),
                ('source', models.CharField(max_length=200)),
                ('published_on', models.DateField()),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year', 'age', 'sex', 'published_on'), name='population_once'), models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='population_year'), models.CheckConstraint(condition=models.Q(('age__lte', 120)), name='population_age'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='population_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='ReportedCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=30)),
                ('year', models.PositiveSmallIntegerField()),
                ('count', models.PositiveIntegerField()),
                ('basis', models.CharField(choices=[('final', 'Final'), ('provisional', 'Provisional'), ('estimated', 'Estimated')], max_length=11)),
                ('source', models.CharField(max_length=200)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'unit', 'year'), name='reported_count_once'), models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='reported_count_year'), models.CheckConstraint(condition=models.Q(('basis__in', ['final', 'provisional', 'estimated'])), name='reported_count_basis'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='reported_count_has_a_source')],
            },
        ),
        migrations.CreateModel(
            name='ReportedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaf', models.CharField(max_length=4)),
                ('year', models.PositiveSmallIntegerField()),
                ('series', models.CharField(blank=True, default='', max_length=20)),
                ('value', models.FloatField(blank=True, null=True)),
                ('state', models.CharField(choices=[('value', 'Value'), ('zero', 'Zero'), ('not_applicable', 'Not applicable'), ('no_data', 'No data yet')], max_length=14)),
                ('basis', models.CharField(choices=[('final', 'Final'), ('provisional', 'Provisional'), ('estimated', 'Estimated')], max_length=11)),
                ('source', models.CharField(max_length=200)),
                ('method', models.CharField(max_length=500)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('leaf', 'unit', 'year', 'series'), name='reported_value_once'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'value'), ('value__isnull', False), models.Q(('value', 0), _negated=True)), models.Q(('state', 'zero'), ('value', 0), ('value__isnull', False)), models.Q(('state__in', ['not_applicable', 'no_data']), ('value__isnull', True)), _connector='OR'), name='reported_value_agrees_with_its_state'), models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='reported_value_year'), models.CheckConstraint(condition=models.Q(('basis__in', ['final', 'provisional', 'estimated'])), name='reported_value_basis'), models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('method', ''), _negated=True)), name='reported_value_has_a_source')],
            },
        ),
    ]
