"""The tables of the first release, and what an older database has applied of them."""

from pathlib import Path
from django.contrib.postgres.operations import BtreeGistExtension
import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import mangnon.core.encryption.fields
import mangnon.core.organisations.organisation
import mangnon.core.transaction_field
import uuid
from django.conf import settings
from django.db import migrations, models


SQL = Path(__file__).parents[1] / 'sql'


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_share_basis'), ('core', '0003_audit_chain'), ('core', '0004_all_roles'), ('core', '0005_units_in_time'), ('core', '0006_reforms'), ('core', '0007_basis_in_words'), ('core', '0008_feed_outlives_units'), ('core', '0030_audit_formats'), ('core', '0050_organisations_in_time'), ('core', '0051_shorter_sort_keys'), ('core', '0052_number_of_children'), ('core', '0053_transaction_of_a_change'), ('core', '0054_applied_catalogs'), ('core', '0055_unit_boundaries'), ('core', '0056_uploads')]

    initial = True

    dependencies = [
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Unit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=5)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('level', models.CharField(choices=[('province', 'Province'), ('district', 'District'), ('commune', 'Commune')], max_length=8)),
                ('type', models.CharField(max_length=20)),
                ('name', models.CharField(max_length=100)),
                ('name_key', models.CharField(db_collation='C', editable=False, max_length=400)),
                ('parent_code', models.CharField(blank=True, max_length=5)),
                ('latitude', models.FloatField(blank=True, null=True)),
                ('longitude', models.FloatField(blank=True, null=True)),
                ('area_km2', models.FloatField(blank=True, null=True)),
                ('legal_basis', models.CharField(blank=True, max_length=100)),
                ('certainty', models.CharField(blank=True, max_length=30)),
            ],
            options={
                'indexes': [models.Index(fields=['parent_code'], name='core_unit_parent__8cdf6e_idx')],
                'constraints': [models.UniqueConstraint(fields=('code', 'valid_from'), name='unit_code_valid_from'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='unit_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(('parent_code', models.F('code')), _negated=True), name='unit_is_not_its_own_parent'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('code', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='unit_code_valid_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(default=mangnon.core.organisations.organisation.new_code, max_length=60, unique=True, verbose_name='Code')),
                ('kind', models.CharField(choices=[('department', 'Department'), ('agency', 'Agency'), ('union', 'Union'), ('court', 'Court'), ('procuracy', 'Procuracy'), ('committee', "People's committee"), ('provider', 'Service provider'), ('school', 'School'), ('health_facility', 'Health facility'), ('care_facility', 'Care facility'), ('other', 'Other')], default='other', max_length=15, verbose_name='Kind')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('short_name', models.CharField(blank=True, max_length=100, verbose_name='Short name')),
                ('sort_key', models.CharField(db_collation='C', default='', editable=False, max_length=1000)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='core.organisation')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='core.unit')),
            ],
            options={
                'ordering': ['sort_key', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('username', models.CharField(max_length=150, unique=True)),
                ('full_name', models.CharField(max_length=150)),
                ('role', models.CharField(choices=[('technical_admin', 'Technical administrator'), ('focal_office', 'Focal office'), ('agency_focal_point', 'Agency focal point'), ('district_officer', 'District officer'), ('commune_chair', 'Commune chair'), ('commune_officer', 'Commune officer'), ('village_collaborator', 'Village collaborator'), ('hotline_operator', 'Hotline operator'), ('case_partner', 'Case partner'), ('school_staff', 'School staff'), ('health_station_staff', 'Health station staff'), ('care_facility_staff', 'Care facility staff'), ('external_supervisor', 'External supervisor'), ('leader', 'Leader'), ('auditor', 'Auditor'), ('analyst', 'Analyst'), ('console', "Administrator at the server's console")], max_length=30)),
                ('is_active', models.BooleanField(default=True)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='core.organisation')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, to='core.unit')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AppliedCatalog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64)),
                ('packaged_sha256', models.CharField(max_length=64)),
                ('applied_at', models.DateTimeField(auto_now_add=True)),
                ('applied_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'get_latest_by': ['applied_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('origin', models.CharField(blank=True, max_length=45)),
                ('action', models.CharField(max_length=60)),
                ('table', models.CharField(max_length=60)),
                ('record_id', models.CharField(max_length=60)),
                ('details', models.JSONField(default=dict)),
                ('format', models.PositiveSmallIntegerField(default=2, editable=False)),
                ('actor', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['at', 'id'], name='audit_at'), models.Index(fields=['actor', 'at', 'id'], name='audit_actor'), models.Index(fields=['action', 'at', 'id'], name='audit_action'), models.Index(fields=['table', 'record_id', 'at', 'id'], name='audit_record'), models.Index(fields=['origin', 'at', 'id'], name='audit_origin'), models.Index(fields=['unit', 'at', 'id'], name='audit_unit')],
            },
        ),
        migrations.CreateModel(
            name='AuditSeal',
            fields=[
                ('seq', models.BigIntegerField(primary_key=True, serialize=False)),
                ('previous', models.CharField(max_length=64)),
                ('hash', models.CharField(max_length=64)),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='seal', to='core.auditentry')),
            ],
        ),
        migrations.CreateModel(
            name='OrganisationChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='Day')),
                ('kind', models.CharField(choices=[('merge', 'Merged into'), ('split', 'Split into'), ('powers', 'Powers moved'), ('rename', 'Renamed'), ('dissolve', 'Dissolved')], max_length=8, verbose_name='Kind')),
                ('legal_basis', models.CharField(max_length=200, verbose_name='Resolution')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='Source')),
                ('certainty', models.CharField(choices=[('verified', 'Verified'), ('unsure', 'Not verified')], default='unsure', max_length=8, verbose_name='Certainty')),
                ('before', models.JSONField(default=dict)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReformBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=100)),
                ('issued_on', models.DateField()),
                ('on', models.DateField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('applied', 'Applied'), ('undone', 'Undone')], default='draft', max_length=7)),
                ('version', models.PositiveIntegerField(default=1)),
                ('units', models.JSONField(default=list)),
                ('changes', models.JSONField(default=list)),
                ('choices', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('created_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('applied_at', None), ('state', 'draft')), models.Q(('applied_at__isnull', False), ('state__in', ['applied', 'undone'])), _connector='OR'), name='reform_says_when_it_was_applied'), models.CheckConstraint(condition=models.Q(('on__gte', models.F('issued_on'))), name='reform_is_not_before_its_resolution')],
            },
        ),
        migrations.CreateModel(
            name='ReformMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mover', models.CharField(max_length=30)),
                ('table', models.CharField(max_length=60)),
                ('record_id', models.CharField(max_length=60)),
                ('accepting', models.BigIntegerField(default=0)),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='core.reformbatch')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='OrganisationPower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='From')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Until, not included')),
                ('legal_basis', models.CharField(blank=True, max_length=200, verbose_name='Legal basis')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='Source')),
                ('certainty', models.CharField(choices=[('verified', 'Verified'), ('unsure', 'Not verified')], default='unsure', max_length=8, verbose_name='Certainty')),
                ('power', models.CharField(max_length=40, verbose_name='Power')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='powers', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organisation_power_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('unit', '='), ('power', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='one_organisation_answers_for_a_power_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mover', models.CharField(max_length=30)),
                ('key', models.CharField(blank=True, max_length=100)),
                ('count', models.PositiveIntegerField()),
                ('is_moved', models.BooleanField()),
                ('state', models.CharField(choices=[('open', 'Waiting to be accepted'), ('accepted', 'Accepted'), ('elsewhere', 'Accepted by another unit')], default='open', max_length=9)),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('accepted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='core.reformbatch')),
                ('from_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('to_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('batch', 'mover', 'key', 'from_unit', 'to_unit'), name='handover_once'), models.CheckConstraint(condition=models.Q(models.Q(('accepted_at__isnull', False), ('accepted_by__isnull', False), ('state', 'accepted')), models.Q(('state', 'accepted'), _negated=True), _connector='OR'), name='handover_says_who_accepted_it')],
            },
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('table', models.CharField(max_length=60)),
                ('record_id', models.CharField(max_length=60)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('transaction', mangnon.core.transaction_field.TransactionField()),
                ('unit', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['transaction'], name='change_transaction')],
            },
        ),
        migrations.CreateModel(
            name='AreaClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=30)),
                ('family', models.CharField(editable=False, max_length=30)),
                ('valid_from', models.DateField()),
                ('valid_to', models.DateField(blank=True, null=True)),
                ('legal_basis', models.CharField(max_length=100)),
                ('certainty', models.CharField(blank=True, max_length=30)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='area_classes', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind', 'valid_from'), name='area_class_once_on_a_day'), models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='area_class_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('unit', '='), ('family', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='area_class_one_of_a_family_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='UnitBoundary',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('geometry', models.JSONField()),
                ('source_sha256', models.CharField(max_length=64)),
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='boundary', to='core.unit')),
            ],
        ),
        migrations.CreateModel(
            name='UnitChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('from_code', models.CharField(max_length=5)),
                ('to_code', models.CharField(max_length=5)),
                ('kind', models.CharField(choices=[('merge', 'Merge'), ('split', 'Split'), ('part_transfer', 'Part transfer'), ('rename', 'Rename'), ('retype', 'Change of type'), ('reparent', 'New parent'), ('abolish_level', 'Level abolished')], max_length=20)),
                ('share', models.DecimalField(decimal_places=8, max_digits=9)),
                ('share_basis', models.CharField(choices=[('whole', 'The whole unit'), ('children', 'Number of children'), ('population', 'Number of inhabitants'), ('area', 'Area'), ('stated', 'Stated by the resolution')], default='whole', max_length=10)),
                ('legal_basis', models.CharField(max_length=100)),
                ('certainty', models.CharField(blank=True, max_length=30)),
            ],
            options={
                'indexes': [models.Index(fields=['from_code'], name='core_unitch_from_co_4f0a2d_idx'), models.Index(fields=['to_code'], name='core_unitch_to_code_34d80c_idx')],
                'constraints': [models.UniqueConstraint(fields=('on', 'from_code', 'to_code', 'kind'), name='unit_change_once'), models.CheckConstraint(condition=models.Q(('share__gt', 0), ('share__lte', 1)), name='unit_change_share_of_one'), models.CheckConstraint(condition=models.Q(models.Q(('share', 1), ('share_basis', 'whole')), models.Q(('share_basis', 'whole'), _negated=True), _connector='OR'), name='unit_change_part_has_a_basis')],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', mangnon.core.encryption.fields.EncryptedTextField(max_length=200)),
                ('kind', models.CharField(blank=True, max_length=10)),
                ('size', models.PositiveIntegerField()),
                ('received', models.PositiveIntegerField(default=0)),
                ('sha256', models.CharField(blank=True, max_length=64)),
                ('file_key', mangnon.core.encryption.fields.EncryptedTextField(max_length=200)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['added_at'], name='upload_added')],
                'constraints': [models.CheckConstraint(condition=models.Q(('received__lte', models.F('size')), ('size__gt', 0)), name='upload_is_within_its_size'), models.CheckConstraint(condition=models.Q(models.Q(('kind', ''), ('sha256', '')), models.Q(('received', models.F('size')), models.Q(('kind', ''), _negated=True), models.Q(('sha256', ''), _negated=True)), _connector='OR'), name='whole_upload_has_kind_and_hash')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationHandover',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=60)),
                ('record_id', models.CharField(max_length=60)),
                ('on', models.DateField()),
                ('state', models.CharField(choices=[('offered', 'Waiting to be taken over'), ('accepted', 'Taken over'), ('refused', 'Refused'), ('withdrawn', 'Withdrawn')], default='offered', max_length=9)),
                ('had_it_already', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='Reason')),
                ('offered_at', models.DateTimeField(auto_now_add=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handovers', to='core.organisationchange')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('from_organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handed_over', to='core.organisation')),
                ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('to_organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offered', to='core.organisation')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'offered')), fields=('kind', 'record_id', 'from_organisation'), name='a_record_is_offered_once_at_a_time'), models.CheckConstraint(condition=models.Q(('from_organisation', models.F('to_organisation')), _negated=True), name='handover_is_to_another_organisation'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='refused_handover_says_why')],
            },
        ),
        migrations.CreateModel(
            name='OrganisationName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valid_from', models.DateField(blank=True, null=True, verbose_name='From')),
                ('valid_to', models.DateField(blank=True, null=True, verbose_name='Until, not included')),
                ('legal_basis', models.CharField(blank=True, max_length=200, verbose_name='Legal basis')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='Source')),
                ('certainty', models.CharField(choices=[('verified', 'Verified'), ('unsure', 'Not verified')], default='unsure', max_length=8, verbose_name='Certainty')),
                ('name', models.CharField(max_length=200, verbose_name='Name')),
                ('short_name', models.CharField(blank=True, max_length=100, verbose_name='Short name')),
                ('abbreviation', models.CharField(blank=True, max_length=30, verbose_name='Abbreviation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='core.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('valid_to', None), ('valid_to__gt', models.F('valid_from')), _connector='OR'), name='organisation_name_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('organisation', '='), (models.Func(models.F('valid_from'), models.F('valid_to'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='organisation_has_one_name_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Succession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='successions', to='core.organisationchange')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='succeeded_by', to='core.organisation')),
                ('successor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='succeeds', to='core.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('change', 'predecessor', 'successor'), name='succession_once_a_change', nulls_distinct=False)],
            },
        ),
        migrations.RunSQL((SQL / 'audit.sql').read_text(encoding='utf-8')),
        migrations.RunSQL((SQL / 'units.sql').read_text(encoding='utf-8')),
    ]
