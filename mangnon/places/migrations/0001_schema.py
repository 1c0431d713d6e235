"""The tables of the first release, and what an older database has applied of them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('places', '0001_initial'), ('places', '0002_school_assessments'), ('places', '0003_school_organisation'), ('places', '0004_every_place'), ('places', '0005_imported_places')]

    initial = True

    dependencies = [
        ('core', '0001_schema'),
        ('intake', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('code', models.CharField(blank=True, max_length=30)),
                ('name', models.CharField(max_length=200)),
                ('name_key', models.CharField(db_collation='C', editable=False, max_length=800)),
                ('search_text', models.CharField(db_collation='C', editable=False, max_length=500)),
                ('hamlet', models.CharField(blank=True, max_length=100)),
                ('address', models.CharField(blank=True, max_length=200)),
                ('services', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('phone', models.CharField(blank=True, max_length=40)),
                ('in_charge', models.CharField(blank=True, max_length=100)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_reason', models.CharField(blank=True, max_length=300)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('also_serves', models.ManyToManyField(blank=True, related_name='+', to='core.unit')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'name_key', 'id'], name='places_plac_unit_id_4908a4_idx'), models.Index(fields=['name_key', 'id'], name='places_plac_name_ke_e06355_idx'), django.contrib.postgres.indexes.GinIndex(fields=['services'], name='place_services')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='place_has_a_name'), models.CheckConstraint(condition=models.Q(('kind__regex', '^[a-z][a-z_]*$')), name='place_kind_is_a_code'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('closed_reason', '')), models.Q(('closed_on__isnull', False), models.Q(('closed_reason', ''), _negated=True)), _connector='OR'), name='place_closed_for_a_reason'), models.CheckConstraint(condition=models.Q(('opened_on', None), ('closed_on', None), ('closed_on__gt', models.F('opened_on')), _connector='OR'), name='place_closes_after_it_opens')],
            },
        ),
        migrations.CreateModel(
            name='School',
            fields=[
                ('place', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, parent_link=True, primary_key=True, related_name='school', serialize=False, to='places.place')),
                ('level', models.CharField(choices=[('preschool', 'Preschool'), ('primary', 'Primary'), ('lower_secondary', 'Lower secondary'), ('upper_secondary', 'Upper secondary')], max_length=15)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('level__in', ['preschool', 'primary', 'lower_secondary', 'upper_secondary'])), name='school_level')],
            },
            bases=('places.place',),
        ),
        migrations.CreateModel(
            name='ImportedPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('was', models.JSONField(blank=True, null=True)),
                ('written_at', models.DateTimeField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='places', to='intake.batch')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('batch', 'place'), name='place_imported_once_a_batch')],
            },
        ),
        migrations.CreateModel(
            name='FormerUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField()),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='former_units', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('place', 'until'), name='former_unit_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='PlaceTrait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('trait', models.CharField(max_length=30)),
                ('value', models.CharField(max_length=200)),
                ('began_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('place', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='traits', to='places.place')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('value', ''), _negated=True), name='place_trait_has_a_value'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('began_on')), _connector='OR'), name='place_trait_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('place', '='), ('trait', '='), (models.Func(models.F('began_on'), models.F('ended_on'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='place_trait_one_value_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='CommuneAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('assessed_on', models.DateField()),
                ('is_child_friendly', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('has_play_point', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'year'), name='commune_assessed_once_a_year'), models.CheckConstraint(condition=models.Q(('is_child_friendly__in', ['yes', 'no', 'unknown']), ('has_play_point__in', ['yes', 'no', 'unknown'])), name='commune_assessment_answers'), models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='commune_assessment_year')],
            },
        ),
        migrations.CreateModel(
            name='SchoolAssessment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('assessed_on', models.DateField()),
                ('has_sanitation', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('has_counselling', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('has_adapted_facilities', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('school', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='assessments', to='places.school')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('school', 'year'), name='school_assessed_once_a_year'), models.CheckConstraint(condition=models.Q(('has_sanitation__in', ['yes', 'no', 'unknown']), ('has_counselling__in', ['yes', 'no', 'unknown']), ('has_adapted_facilities__in', ['yes', 'no', 'unknown'])), name='school_assessment_answers'), models.CheckConstraint(condition=models.Q(('year__gte', 1990), ('year__lte', 2100)), name='school_assessment_year')],
            },
        ),
    ]
