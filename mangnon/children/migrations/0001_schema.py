"""The tables of the first release, and what an older database has applied of them."""

from pathlib import Path
import datetime
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.functions.text
import mangnon.core.encryption.fields
import mangnon.core.encryption.values
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parents[1] / 'sql'


class Migration(migrations.Migration):

    replaces = [('children', '0001_initial'), ('children', '0002_families'), ('children', '0003_sensitive_fields_are_sealed'), ('children', '0004_the_register_of_officers'), ('children', '0005_poverty_spells'), ('children', '0006_growth_to_nineteen'), ('children', '0007_moves_between_communes'), ('children', '0008_shorter_name_keys'), ('children', '0009_name_words'), ('children', '0010_guardians_by_name_and_saved_lists'), ('children', '0011_duplicates'), ('children', '0012_dated_facts'), ('children', '0013_stays_and_exports'), ('children', '0014_imported_rows'), ('children', '0015_vaccination_place'), ('children', '0016_indexes_of_the_lists')]

    initial = True

    dependencies = [
        ('core', '0001_schema'),
        ('core', '__first__'),
        ('intake', '0001_schema'),
        ('places', '0001_schema'),
    ]

    operations = [
        migrations.RunSQL((SQL / 'fold.sql').read_text(encoding='utf-8')),
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('pk', models.CompositePrimaryKey('word', 'name_key', 'child', blank=True, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=200)),
                ('name_key', models.CharField(max_length=800)),
                ('search_text', models.CharField(max_length=200)),
            ],
            options={
                'db_table': 'children_name_word',
                'managed': False,
            },
        ),
        migrations.CreateModel(
            name='Child',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('full_name', models.CharField(max_length=200)),
                ('name_key', models.CharField(db_collation='C', editable=False, max_length=800)),
                ('search_text', models.CharField(db_collation='C', editable=False, max_length=200)),
                ('birth_date', models.DateField()),
                ('birth_precision', models.CharField(choices=[('day', 'To the day'), ('month', 'To the month'), ('year', 'To the year'), ('estimated', 'Estimated from the age')], db_default='day', default='day', max_length=9)),
                ('sex', models.CharField(choices=[('male', 'Male'), ('female', 'Female'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('ethnicity', models.CharField(default='unknown', max_length=7)),
                ('disability', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('poverty', models.CharField(choices=[('poor', 'Poor household'), ('near_poor', 'Near-poor household'), ('not_poor', 'Neither poor nor near-poor'), ('unknown', 'Not known')], default='unknown', max_length=9)),
                ('birth_registration', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('birth_registered_on', models.DateField(blank=True, null=True)),
                ('identity_number', mangnon.core.encryption.fields.EncryptedTextField(comparable=mangnon.core.encryption.values.digits_only, max_length=20)),
                ('birth_certificate_number', mangnon.core.encryption.fields.EncryptedTextField(max_length=40)),
                ('health_insurance', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], db_default='unknown', default='unknown', max_length=7)),
                ('insurance_number', mangnon.core.encryption.fields.EncryptedTextField(comparable=mangnon.core.encryption.values.digits_only, max_length=20)),
                ('insured_until', models.DateField(blank=True, null=True)),
                ('lives_near_water', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], db_default='unknown', default='unknown', max_length=7)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('closed_reason', models.CharField(blank=True, choices=[('died', 'Died'), ('left_country', 'Left the country'), ('left_province', 'Moved to another province'), ('mistake', 'Entered by mistake')], db_default='', default='', max_length=13)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='children.child')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'name_key', 'id'], include=('search_text', 'birth_date', 'closed_on', 'closed_reason', 'merged_into'), name='child_in_name_order'), models.Index(fields=['name_key', 'id'], name='child_in_name_order_everywhere'), models.Index(fields=['unit', 'birth_date'], name='child_of_age'), models.Index(django.db.models.functions.text.Substr('identity_number', 6, 20, output_field=models.BinaryField()), name='child_identity_number_mark'), models.Index(fields=['birth_date'], name='child_birth_date'), models.Index(fields=['search_text', 'birth_date'], name='child_name_and_birth')],
                'constraints': [models.CheckConstraint(condition=models.Q(('full_name', ''), _negated=True), name='child_has_a_name'), models.CheckConstraint(condition=models.Q(('birth_date__gte', datetime.date(1990, 1, 1))), name='child_birth_date'), models.CheckConstraint(condition=models.Q(('sex__in', ['male', 'female', 'unknown']), ('disability__in', ['yes', 'no', 'unknown']), ('birth_registration__in', ['yes', 'no', 'unknown']), ('health_insurance__in', ['yes', 'no', 'unknown']), ('lives_near_water__in', ['yes', 'no', 'unknown']), ('birth_precision__in', ['day', 'month', 'year', 'estimated']), ('poverty__in', ['poor', 'near_poor', 'not_poor', 'unknown'])), name='child_answers'), models.CheckConstraint(condition=models.Q(('birth_registered_on', None), models.Q(('birth_registered_on__gte', models.F('birth_date')), ('birth_registration', 'yes')), _connector='OR'), name='child_registered_after_birth'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('closed_reason', '')), models.Q(('closed_on__isnull', False), ('closed_reason__in', ['died', 'left_country', 'left_province', 'mistake'])), _connector='OR'), name='child_closed_for_a_reason'), models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='child_not_merged_into_itself'), models.CheckConstraint(condition=models.Q(('ethnicity__regex', '^([0-9]{2}|foreign|unknown)$')), name='child_ethnicity_code')],
            },
        ),
        migrations.CreateModel(
            name='Birth',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('born_on', models.DateField()),
                ('sex', models.CharField(choices=[('male', 'Male'), ('female', 'Female'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('ethnicity', models.CharField(default='unknown', max_length=7)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('child', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='birth', to='children.child')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('sex__in', ['male', 'female', 'unknown'])), name='birth_sex'), models.CheckConstraint(condition=models.Q(('ethnicity__regex', '^([0-9]{2}|foreign|unknown)$')), name='birth_ethnicity_code')],
            },
        ),
        migrations.CreateModel(
            name='ChildMove',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('offer', 'Offered by the commune that the child leaves'), ('request', 'Asked for by the commune that the child came to')], max_length=7)),
                ('state', models.CharField(choices=[('open', 'Waits for an answer'), ('accepted', 'Accepted'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='open', max_length=9)),
                ('moved_on', models.DateField()),
                ('hamlet', models.CharField(blank=True, max_length=100)),
                ('household', models.CharField(blank=True, max_length=20)),
                ('refusal', models.CharField(blank=True, max_length=300)),
                ('begun_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('begun_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='children.child')),
                ('from_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('to_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('child',), name='child_moves_once_at_a_time'), models.CheckConstraint(condition=models.Q(('kind__in', ['offer', 'request']), ('state__in', ['open', 'accepted', 'refused', 'withdrawn'])), name='child_move_codes'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('answered_at__isnull', False), ('answered_by__isnull', False)), _connector='OR'), name='child_move_is_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('refusal', ''), _negated=True), _connector='OR'), name='child_move_refused_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='CircumstanceSpell',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('group', models.CharField(choices=[('a', 'Orphaned of both parents'), ('b', 'Abandoned'), ('c', 'Without anyone to rely on'), ('d', 'With a disability'), ('đ', 'Living with HIV/AIDS'), ('e', 'In conflict with the law'), ('g', 'Addicted to drugs'), ('h', 'Left school to earn a living before finishing lower secondary'), ('i', 'Gravely harmed by violence'), ('k', 'Exploited'), ('l', 'Sexually abused'), ('m', 'Trafficked'), ('n', 'Gravely ill in a poor or near-poor household'), ('o', 'Migrant or refugee without known parents or carer')], max_length=1)),
                ('subgroup', models.CharField(blank=True, db_default='', default='', max_length=3)),
                ('began_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('is_supported', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('basis', models.CharField(blank=True, db_default='', default='', max_length=300)),
                ('decision_number', models.CharField(blank=True, db_default='', default='', max_length=60)),
                ('decided_on', models.DateField(blank=True, null=True)),
                ('decided_by', models.CharField(blank=True, db_default='', default='', max_length=200)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='circumstances', to='children.child')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('began_on')), _connector='OR'), name='circumstance_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('group__in', ['a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o'])), name='circumstance_group'), models.CheckConstraint(condition=models.Q(('subgroup', ''), models.Q(('subgroup__regex', '^.[0-9]{1,2}$'), ('subgroup__startswith', models.F('group'))), _connector='OR'), name='circumstance_subgroup_of_its_group'), models.CheckConstraint(condition=models.Q(('is_supported__in', ['yes', 'no', 'unknown'])), name='circumstance_support'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), ('group', '='), (models.Func(models.F('began_on'), models.F('ended_on'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='circumstance_group_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='DisabilitySpell',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('movement', 'Movement'), ('hearing_speech', 'Hearing and speech'), ('sight', 'Sight'), ('mental', 'Nervous and mental'), ('intellectual', 'Intellectual'), ('other', 'Another disability')], max_length=14), size=None)),
                ('degree', models.CharField(choices=[('very_severe', 'Very severe'), ('severe', 'Severe'), ('mild', 'Mild'), ('unknown', 'Not determined')], default='unknown', max_length=11)),
                ('began_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('certificate', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('certified_on', models.DateField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='disabilities', to='children.child')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('types__contained_by', ['movement', 'hearing_speech', 'sight', 'mental', 'intellectual', 'other']), ('types__len__gt', 0)), name='disability_types'), models.CheckConstraint(condition=models.Q(('degree__in', ['very_severe', 'severe', 'mild', 'unknown']), ('certificate__in', ['yes', 'no', 'unknown'])), name='disability_answers'), models.CheckConstraint(condition=models.Q(('certified_on', None), ('certificate', 'yes'), _connector='OR'), name='disability_certified_by_a_certificate'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('began_on')), _connector='OR'), name='disability_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), (models.Func(models.F('began_on'), models.F('ended_on'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='disability_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='DuplicatePair',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.FloatField()),
                ('levels', models.JSONField()),
                ('found_at', models.DateTimeField(auto_now_add=True)),
                ('state', models.CharField(choices=[('open', 'Not judged yet'), ('same', 'The same child'), ('different', 'Two children')], default='open', max_length=9)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('first', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state', 'open')), fields=['-score', 'id'], name='duplicate_pair_waiting')],
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='duplicate_pair_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='duplicate_pair_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at', None), ('decided_by', None), ('state', 'open')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state__in', ['same', 'different'])), _connector='OR'), name='duplicate_pair_says_who_decided')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('as_of', models.DateField()),
                ('columns', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('filters', models.JSONField(blank=True, default=dict)),
                ('form', models.CharField(choices=[('xlsx', 'Excel (.xlsx)'), ('csv', 'CSV (.csv)')], max_length=4)),
                ('purpose', models.CharField(max_length=20)),
                ('basis', models.CharField(max_length=20)),
                ('reason', models.CharField(max_length=300)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('making', 'Being made'), ('ready', 'Ready'), ('failed', 'Not made'), ('gone', 'Deleted')], default='waiting', max_length=7)),
                ('counted', models.PositiveIntegerField(blank=True, null=True)),
                ('written', models.PositiveIntegerField(default=0)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('size', models.PositiveBigIntegerField(blank=True, null=True)),
                ('made_at', models.DateTimeField(blank=True, null=True)),
                ('failure', models.CharField(blank=True, max_length=300)),
                ('file_key', mangnon.core.encryption.fields.EncryptedTextField(max_length=64)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='export_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('counted', models.F('written')), ('size__isnull', False)), _connector='OR'), name='export_holds_all_that_were_counted')],
            },
        ),
        migrations.CreateModel(
            name='ExportChild',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='children.child')),
                ('export', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='children', to='children.export')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('export', 'position'), name='export_one_child_a_place')],
            },
        ),
        migrations.CreateModel(
            name='Fact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('began_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('answers', models.JSONField(default=dict)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='facts', to='children.child')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'unit', 'began_on'], name='children_fa_kind_1e4881_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__regex', '^[a-z][a-z0-9_]*$')), name='fact_kind'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('began_on')), _connector='OR'), name='fact_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='FactVersion',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=40)),
                ('needs', models.CharField(max_length=20)),
                ('record_id', models.CharField(max_length=36)),
                ('row', mangnon.core.encryption.fields.EncryptedTextField()),
                ('change', models.CharField(choices=[('corrected', 'Corrected'), ('ended', 'Ended'), ('removed', 'Removed as a mistake')], max_length=9)),
                ('reason', mangnon.core.encryption.fields.EncryptedTextField(max_length=300)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='fact_versions', to='children.child')),
            ],
            options={
                'indexes': [models.Index(fields=['record_id'], name='children_fa_record__aea72a_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('change__in', ['corrected', 'ended', 'removed'])), name='fact_version_change'), models.CheckConstraint(condition=models.Q(('needs__in', ['child.view', 'child.circumstances', 'child.health'])), name='fact_version_needs')],
            },
        ),
        migrations.CreateModel(
            name='Guardian',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('full_name', models.CharField(max_length=200)),
                ('search_text', models.GeneratedField(db_persist=True, expression=models.Func('full_name', function='children_fold'), output_field=models.CharField(db_collation='C', max_length=200))),
                ('birth_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('phone', mangnon.core.encryption.fields.EncryptedTextField(comparable=mangnon.core.encryption.values.digits_only, max_length=20)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(django.db.models.functions.text.Substr('phone', 6, 20, output_field=models.BinaryField()), name='guardian_phone_mark')],
                'constraints': [models.CheckConstraint(condition=models.Q(('full_name', ''), _negated=True), name='guardian_has_a_name'), models.CheckConstraint(condition=models.Q(('birth_year', None), models.Q(('birth_year__gte', 1900), ('birth_year__lte', 2100)), _connector='OR'), name='guardian_birth_year')],
            },
        ),
        migrations.CreateModel(
            name='Guardianship',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('mother', 'Mother'), ('father', 'Father'), ('guardian', 'Guardian'), ('alternative_carer', 'Alternative carer')], max_length=17)),
                ('began_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='children.child')),
                ('guardian', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='guardianships', to='children.guardian')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('relation__in', ['mother', 'father', 'guardian', 'alternative_carer'])), name='guardianship_relation'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('began_on')), _connector='OR'), name='guardianship_ends_after_it_begins'), models.UniqueConstraint(fields=('child', 'relation', 'guardian', 'began_on'), name='guardianship_once'), models.UniqueConstraint(condition=models.Q(('ended_on', None), ('relation__in', ['mother', 'father'])), fields=('child', 'relation'), name='one_mother_and_one_father_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Household',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=20)),
                ('hamlet', models.CharField(blank=True, max_length=100)),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'code'), name='household_code_once_in_a_unit'), models.CheckConstraint(condition=models.Q(('code', ''), _negated=True), name='household_has_a_code')],
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('action', models.CharField(choices=[('created', 'Created'), ('updated', 'Updated')], max_length=7)),
                ('made', models.JSONField(default=dict)),
                ('was', models.JSONField(db_default={}, default=dict)),
                ('is_possible_duplicate', models.BooleanField(default=False)),
                ('written_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imported_rows', to='intake.batch')),
                ('child', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='imports', to='children.child')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('batch', 'row'), name='imported_row_once_in_a_batch')],
            },
        ),
        migrations.CreateModel(
            name='Injury',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('injured_on', models.DateField()),
                ('cause', models.CharField(choices=[('drowning', 'Drowning'), ('traffic', 'Road traffic'), ('fall', 'Fall'), ('burn', 'Burn'), ('poisoning', 'Poisoning'), ('sharp_object', 'Sharp object'), ('animal', 'Animal'), ('electricity', 'Electric shock'), ('other', 'Other cause'), ('unknown', 'Not known')], default='unknown', max_length=12)),
                ('place', models.CharField(choices=[('home', 'At home'), ('school', 'At school'), ('road', 'On the road'), ('water', 'Pond, lake, river or stream'), ('public', 'Public place'), ('work', 'At work or in the fields'), ('other', 'Another place'), ('unknown', 'Not known')], db_default='unknown', default='unknown', max_length=7)),
                ('is_fatal', models.BooleanField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='injuries', to='children.child')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('place__in', ['home', 'school', 'road', 'water', 'public', 'work', 'other', 'unknown'])), name='injury_place'), models.UniqueConstraint(condition=models.Q(('is_fatal', True)), fields=('child',), name='injury_fatal_once_a_child')],
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('measured_on', models.DateField()),
                ('weight_kg', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True)),
                ('height_cm', models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True)),
                ('is_standing', models.BooleanField(blank=True, null=True)),
                ('has_oedema', models.BooleanField(db_default=False, default=False)),
                ('waz', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('haz', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('whz', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('baz', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True)),
                ('implausible', models.CharField(blank=True, db_default='', default='', max_length=15)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='measurements', to='children.child')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child', 'measured_on'), name='measured_once_a_day'), models.CheckConstraint(condition=models.Q(('weight_kg__isnull', False), ('height_cm__isnull', False), _connector='OR'), name='measurement_holds_a_measure'), models.CheckConstraint(condition=models.Q(models.Q(('weight_kg', None), ('weight_kg__gt', 0), _connector='OR'), models.Q(('height_cm', None), ('height_cm__gt', 0), _connector='OR')), name='measurement_is_positive'), models.CheckConstraint(condition=models.Q(models.Q(('waz', None), ('weight_kg__isnull', False), _connector='OR'), models.Q(('haz', None), ('height_cm__isnull', False), _connector='OR'), models.Q(('whz', None), models.Q(('height_cm__isnull', False), ('weight_kg__isnull', False)), _connector='OR'), models.Q(('baz', None), models.Q(('height_cm__isnull', False), ('weight_kg__isnull', False)), _connector='OR')), name='z_score_stands_on_a_measure'), models.CheckConstraint(condition=models.Q(('implausible__regex', '^(waz)?( ?haz)?( ?whz)?( ?baz)?$')), name='measurement_implausible_scores')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('before', models.JSONField()),
                ('after', models.JSONField()),
                ('identity_number', mangnon.core.encryption.fields.EncryptedTextField(max_length=20)),
                ('birth_certificate_number', mangnon.core.encryption.fields.EncryptedTextField(max_length=40)),
                ('insurance_number', mangnon.core.encryption.fields.EncryptedTextField(max_length=20)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('undone_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('second',), name='merged_once_at_a_time'), models.CheckConstraint(condition=models.Q(('kept', models.F('second')), _negated=True), name='merge_of_two_records')],
            },
        ),
        migrations.CreateModel(
            name='MergeMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=60)),
                ('record_id', models.CharField(max_length=60)),
                ('is_moved', models.BooleanField()),
                ('merge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='children.merge')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='PovertySpell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('poverty', models.CharField(choices=[('poor', 'Poor household'), ('near_poor', 'Near-poor household'), ('not_poor', 'Neither poor nor near-poor')], max_length=9)),
                ('began_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='poverty_spells', to='children.child')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('poverty__in', ['poor', 'near_poor', 'not_poor'])), name='poverty_spell_class'), models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('began_on')), _connector='OR'), name='poverty_spell_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), (models.Func(models.F('began_on'), models.F('ended_on'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='poverty_spell_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='ResidenceSpell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hamlet', models.CharField(blank=True, max_length=100)),
                ('began_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='residences', to='children.child')),
                ('household', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='residences', to='children.household')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_on', None)), fields=['child'], include=('hamlet', 'household'), name='residence_now'), models.Index(fields=['unit', 'hamlet'], include=('child', 'began_on', 'ended_on'), name='residence_of_hamlet')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('began_on')), _connector='OR'), name='residence_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), (models.Func(models.F('began_on'), models.F('ended_on'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='residence_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='RestrictedFact',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('content', mangnon.core.encryption.fields.EncryptedTextField()),
                ('child', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='restricted_facts', to='children.child')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('content__isnull', False)), name='restricted_fact_has_a_content')],
            },
        ),
        migrations.CreateModel(
            name='SavedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('filters', models.JSONField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='saved_list_named_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_list_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='Schooling',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('school_year', models.PositiveSmallIntegerField()),
                ('level', models.CharField(choices=[('preschool', 'Preschool'), ('primary', 'Primary'), ('lower_secondary', 'Lower secondary'), ('upper_secondary', 'Upper secondary')], max_length=15)),
                ('grade', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('is_enrolled_at_start', models.BooleanField()),
                ('completed_level_on', models.DateField(blank=True, null=True)),
                ('dropped_out_on', models.DateField(blank=True, null=True)),
                ('class_name', models.CharField(blank=True, db_default='', default='', max_length=40)),
                ('leaving_reason', models.CharField(blank=True, choices=[('poverty', 'Poverty'), ('work', 'Work'), ('marriage', 'Early marriage'), ('far', 'School too far'), ('ability', 'Weak in school'), ('illness', 'Illness or disability'), ('family', 'Family matters'), ('moved', 'Moved away'), ('other', 'Another reason'), ('unknown', 'Not known')], db_default='', default='', max_length=8)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='schoolings', to='children.child')),
                ('school', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='schoolings', to='places.school')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child', 'school_year'), name='schooling_once_a_year'), models.CheckConstraint(condition=models.Q(models.Q(('grade', None), ('level', 'preschool')), models.Q(('grade__gte', 1), ('grade__isnull', False), ('grade__lte', 5), ('level', 'primary')), models.Q(('grade__gte', 6), ('grade__isnull', False), ('grade__lte', 9), ('level', 'lower_secondary')), models.Q(('grade__gte', 10), ('grade__isnull', False), ('grade__lte', 12), ('level', 'upper_secondary')), _connector='OR'), name='schooling_grade_of_its_level'), models.CheckConstraint(condition=models.Q(('leaving_reason', ''), models.Q(('dropped_out_on__isnull', False), ('leaving_reason__in', ['poverty', 'work', 'marriage', 'far', 'ability', 'illness', 'family', 'moved', 'other', 'unknown'])), _connector='OR'), name='schooling_left_for_a_reason'), models.CheckConstraint(condition=models.Q(('completed_level_on', None), ('dropped_out_on', None), _connector='OR'), name='schooling_completed_or_left'), models.CheckConstraint(condition=models.Q(models.Q(('completed_level_on', None), ('completed_level_on__year', models.F('school_year')), ('completed_level_on__year', django.db.models.expressions.CombinedExpression(models.F('school_year'), '-', models.Value(1))), _connector='OR'), models.Q(('dropped_out_on', None), ('dropped_out_on__year', models.F('school_year')), ('dropped_out_on__year', django.db.models.expressions.CombinedExpression(models.F('school_year'), '-', models.Value(1))), _connector='OR')), name='schooling_dates_in_its_year')],
            },
        ),
        migrations.CreateModel(
            name='Stay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_on', models.DateField()),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='children.child')),
                ('place', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stays', to='places.place')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_on', None), ('ended_on__gt', models.F('began_on')), _connector='OR'), name='stay_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('child', '='), (models.Func(models.F('began_on'), models.F('ended_on'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='stay_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Vaccination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('antigen', models.CharField(choices=[('tuberculosis', 'Tuberculosis'), ('hepatitis_b', 'Hepatitis B'), ('diphtheria', 'Diphtheria'), ('pertussis', 'Whooping cough'), ('tetanus', 'Tetanus'), ('polio', 'Poliomyelitis'), ('hib', 'Haemophilus influenzae type b'), ('measles', 'Measles'), ('rubella', 'Rubella'), ('japanese_encephalitis', 'Japanese encephalitis'), ('rotavirus', 'Rotavirus')], max_length=24)),
                ('dose', models.PositiveSmallIntegerField(default=1)),
                ('given_on', models.DateField()),
                ('child', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='vaccinations', to='children.child')),
                ('place', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('child', 'antigen', 'dose'), name='vaccination_once'), models.CheckConstraint(condition=models.Q(('dose__gte', 1), ('dose__lte', 9)), name='vaccination_dose')],
            },
        ),
        migrations.CreateModel(
            name='Death',
            fields=[
                ('child', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='death', serialize=False, to='children.child')),
                ('died_on', models.DateField()),
                ('cause', models.CharField(choices=[('newborn', 'Condition of the newborn'), ('illness', 'Illness'), ('injury', 'Injury'), ('other', 'Other cause'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('cause__in', ['newborn', 'illness', 'injury', 'other', 'unknown'])), name='death_cause')],
            },
        ),
        migrations.RunSQL((SQL / 'name_words.sql').read_text(encoding='utf-8')),
    ]
