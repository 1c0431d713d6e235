"""The tables of the first release, and what an older database has applied of them."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import mangnon.children.names
import mangnon.core.encryption.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('activities', '0001_activities'), ('activities', '0002_inspections'), ('activities', '0003_voice'), ('activities', '0004_network'), ('activities', '0005_good_practice')]

    initial = True

    dependencies = [
        ('children', '0001_schema'),
        ('core', '0001_schema'),
        ('core', '__first__'),
        ('intake', '0001_schema'),
        ('places', '0001_schema'),
        ('plans', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('title', models.CharField(max_length=300)),
                ('title_words', models.CharField(db_collation='C', editable=False, max_length=300)),
                ('organiser_words', models.CharField(blank=True, max_length=200)),
                ('place_words', models.CharField(blank=True, max_length=200)),
                ('from_day', models.DateField()),
                ('to_day', models.DateField()),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('held', 'Held'), ('cancelled', 'Cancelled')], default='planned', max_length=9)),
                ('cancelled_because', models.CharField(blank=True, max_length=500)),
                ('results', models.TextField(blank=True, max_length=4000)),
                ('cost_planned', models.BigIntegerField(blank=True, null=True)),
                ('cost_spent', models.BigIntegerField(blank=True, null=True)),
                ('reach', models.PositiveBigIntegerField(blank=True, null=True)),
                ('goods', models.CharField(blank=True, max_length=500)),
                ('leaves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None)),
                ('counted_for', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('assignments', models.ManyToManyField(blank=True, related_name='activities', to='plans.assignment')),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organiser', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('same_as', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entered_again', to='activities.activity')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['-from_day', '-id'], name='activity_by_day'), models.Index(fields=['unit', '-from_day', '-id'], name='activity_of_unit'), models.Index(fields=['organiser', '-from_day', '-id'], name='activity_of_organiser'), models.Index(fields=['kind', '-from_day', '-id'], name='activity_of_kind'), models.Index(fields=['state', '-from_day', '-id'], name='activity_in_state'), django.contrib.postgres.indexes.GinIndex(fields=['counted_for'], name='activity_counted_for')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='activity_has_a_title'), models.CheckConstraint(condition=models.Q(('organiser__isnull', False), models.Q(('organiser_words', ''), _negated=True), _connector='OR'), name='activity_has_an_organiser'), models.CheckConstraint(condition=models.Q(('to_day__gte', models.F('from_day'))), name='activity_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancelled_because', ''), _negated=True)), models.Q(('cancelled_because', ''), ('state__in', ['planned', 'held'])), _connector='OR'), name='activity_cancelled_for_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('cost_planned', None), ('cost_planned__gte', 0), _connector='OR'), models.Q(('cost_spent', None), ('cost_spent__gte', 0), _connector='OR')), name='activity_costs_nothing_or_more'), models.CheckConstraint(condition=models.Q(('counted_for__contained_by', models.F('leaves'))), name='activity_counts_for_its_targets'), models.CheckConstraint(condition=models.Q(('same_as', None), models.Q(('same_as', models.F('id')), _negated=True), _connector='OR'), name='activity_is_not_its_own_copy')],
            },
        ),
        migrations.CreateModel(
            name='CalendarKey',
            fields=[
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to=settings.AUTH_USER_MODEL)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=200)),
                ('purpose', models.TextField(max_length=1000)),
                ('from_age', models.PositiveSmallIntegerField(default=7)),
                ('below_age', models.PositiveSmallIntegerField(default=16)),
                ('asks_age', models.BooleanField(default=False)),
                ('asks_sex', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('open', 'Open for answers'), ('closed', 'Closed'), ('shown', 'Shown back to the children')], default='draft', max_length=6)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='activities.activity')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['-entered_at', '-id'], name='consultation_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('purpose', ''), _negated=True)), name='consultation_says_what_for'), models.CheckConstraint(condition=models.Q(('below_age__gt', models.F('from_age')), ('below_age__lte', 18), ('from_age__gte', 7)), name='consultation_is_for_ages')],
            },
        ),
        migrations.CreateModel(
            name='CoreGroup',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=200)),
                ('place_words', models.CharField(blank=True, max_length=200)),
                ('from_day', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='core_group_has_a_name'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_day')), _connector='OR'), name='core_group_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='CoreGroupCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField()),
                ('children', models.PositiveIntegerField()),
                ('parts', models.JSONField(default=dict)),
                ('group', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='counts', to='activities.coregroup')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'ordering': ['-on'],
                'constraints': [models.UniqueConstraint(fields=('group', 'on'), name='core_group_counted_once_a_day'), models.CheckConstraint(condition=models.Q(('children__lte', 10000)), name='core_group_count_is_of_one_group')],
            },
        ),
        migrations.CreateModel(
            name='InspectionPlan',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=300)),
                ('year', models.PositiveSmallIntegerField()),
                ('decision_number', models.CharField(max_length=60)),
                ('decision_on', models.DateField()),
                ('issuer', models.CharField(max_length=200)),
                ('subject', models.TextField(blank=True, max_length=2000)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(blank=True, related_name='+', to='core.upload')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['-year', '-id'], name='inspection_plan_by_year')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('decision_number', ''), _negated=True), models.Q(('issuer', ''), _negated=True)), name='inspection_plan_has_a_decision')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('since', models.DateField()),
                ('team', models.CharField(blank=True, max_length=500)),
                ('decision_number', models.CharField(blank=True, max_length=60)),
                ('decision_on', models.DateField(blank=True, null=True)),
                ('place_words', models.CharField(blank=True, max_length=200)),
                ('place_key', models.CharField(blank=True, db_collation='C', editable=False, max_length=200)),
                ('planned_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('planned', 'Planned'), ('done', 'Carried out'), ('cancelled', 'Cancelled')], default='planned', max_length=9)),
                ('conclusion', models.TextField(blank=True, max_length=4000)),
                ('cancelled_because', models.CharField(blank=True, max_length=500)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('place', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='inspections', to='activities.inspectionplan')),
            ],
            options={
                'indexes': [models.Index(fields=['-planned_on', '-id'], name='inspection_by_day'), models.Index(fields=['unit', '-planned_on', '-id'], name='inspection_of_unit'), models.Index(fields=['kind', '-planned_on', '-id'], name='inspection_of_kind'), models.Index(condition=models.Q(('place', None)), fields=['unit', 'kind', 'place_key'], name='inspection_of_named_place')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('place__isnull', False), ('place_words', '')), models.Q(('place', None), models.Q(('place_words', ''), _negated=True), models.Q(('place_key', ''), _negated=True)), _connector='OR'), name='inspection_is_of_one_place'), models.CheckConstraint(condition=models.Q(models.Q(('done_on__isnull', False), ('state', 'done')), models.Q(('state', 'done'), _negated=True), _connector='OR'), name='inspection_done_on_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), models.Q(('cancelled_because', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_because', '')), _connector='OR'), name='inspection_cancelled_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='InspectionAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=30)),
                ('value', models.CharField(choices=[('met', 'Met'), ('not_met', 'Not met'), ('not_applicable', 'Does not apply')], max_length=14)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='activities.inspection')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('inspection', 'item'), name='inspection_item_once')],
            },
        ),
        migrations.CreateModel(
            name='InspectionFinding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('item', models.CharField(blank=True, max_length=30)),
                ('text', models.TextField(max_length=2000)),
                ('severity', models.CharField(choices=[('minor', 'Minor'), ('serious', 'Serious'), ('grave', 'Dangerous: put right at once')], max_length=7)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='activities.inspection')),
            ],
            options={
                'ordering': ['added_at', 'id'],
                'indexes': [models.Index(fields=['item', 'inspection'], name='finding_of_item')],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='finding_says_what')],
            },
        ),
        migrations.CreateModel(
            name='FindingPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('shows_children', models.BooleanField(default=True)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.upload')),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='activities.inspectionfinding')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='InspectionPenalty',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('amount', models.BigIntegerField(blank=True, null=True)),
                ('decision_number', models.CharField(max_length=60)),
                ('decision_on', models.DateField()),
                ('issuer', models.CharField(max_length=200)),
                ('reason', models.CharField(max_length=500)),
                ('withdrawn_because', models.CharField(blank=True, max_length=500)),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='penalties', to='activities.inspection')),
            ],
            options={
                'ordering': ['decision_on', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), ('kind', 'fine')), models.Q(models.Q(('kind', 'fine'), _negated=True), ('amount', None)), _connector='OR'), name='inspection_fine_has_an_amount'), models.UniqueConstraint(condition=models.Q(('withdrawn_because', '')), fields=('inspection', 'decision_number', 'decision_on'), name='inspection_penalty_once_a_decision')],
            },
        ),
        migrations.CreateModel(
            name='LeafCount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaf', models.CharField(max_length=4)),
                ('year', models.PositiveSmallIntegerField()),
                ('children', models.PositiveIntegerField()),
                ('at_most', models.PositiveIntegerField()),
                ('method', models.CharField(choices=[('names', 'Exact: every activity has its list, and each child is counted once.'), ('largest', 'Estimate: of each commune the activity with the most children, or the different children of its lists where they are more; visits are not added up.')], max_length=7)),
                ('activities', models.PositiveIntegerField()),
                ('without_ages', models.PositiveIntegerField(default=0)),
                ('kept_at', models.DateTimeField()),
                ('kept_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'leaf', 'year'], name='leaf_count_of_unit')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('at_most', models.F('children')), ('method', 'names')), models.Q(('at_most__gte', models.F('children')), ('method', 'largest')), _connector='OR'), name='leaf_count_by_its_method')],
            },
        ),
        migrations.CreateModel(
            name='Participant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', mangnon.core.encryption.fields.EncryptedTextField(comparable=mangnon.children.names.search_text, max_length=200)),
                ('is_child', models.BooleanField()),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('sex', models.CharField(choices=[('male', 'Male'), ('female', 'Female'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('ethnic_group', models.CharField(choices=[('kinh', 'Kinh'), ('minority', 'Ethnic minority'), ('unknown', 'Not known')], default='unknown', max_length=8)),
                ('disability', models.CharField(choices=[('yes', 'Yes'), ('no', 'No'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('comes_from', mangnon.core.encryption.fields.EncryptedTextField(max_length=200)),
                ('entered_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participants', to='activities.activity')),
                ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='intake.batch')),
                ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
            ],
            options={
                'indexes': [models.Index(django.db.models.functions.text.Substr('name', 6, 20, output_field=models.BinaryField()), models.F('birth_date'), name='participant_name_and_birth')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sex__in', ['male', 'female', 'unknown']), ('disability__in', ['yes', 'no', 'unknown']), ('ethnic_group__in', ['kinh', 'minority', 'unknown'])), name='participant_answers'), models.CheckConstraint(condition=models.Q(('child', None), ('is_child', True), _connector='OR'), name='participant_of_the_register')],
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=30)),
                ('hamlet', models.CharField(blank=True, max_length=100)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('from_day', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_day')), _connector='OR'), name='post_ends_after_it_begins')],
            },
        ),
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('full_name', models.CharField(max_length=200, verbose_name='Full name')),
                ('sex', models.CharField(choices=[('male', 'Male'), ('female', 'Female'), ('unknown', 'Not known')], default='unknown', max_length=7, verbose_name='Sex')),
                ('qualification', models.CharField(default='unknown', max_length=30)),
                ('is_full_time', models.BooleanField(default=False)),
                ('from_day', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('left_because', models.CharField(blank=True, max_length=30)),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='activities.post')),
            ],
            options={
                'ordering': ['-from_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('full_name', ''), _negated=True), name='holding_has_a_name'), models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_day')), _connector='OR'), name='holding_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('left_because', ''), ('until', None)), models.Q(('until__isnull', False), models.Q(('left_because', ''), _negated=True)), _connector='OR'), name='holding_ends_for_a_reason'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), (models.Func(models.F('from_day'), models.F('until'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='post_is_filled_once_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='PostPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_day', models.DateField()),
                ('until', models.DateField(blank=True, null=True)),
                ('post', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='places', to='activities.post')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'ordering': ['from_day'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until', None), ('until__gt', models.F('from_day')), _connector='OR'), name='post_place_ends_after_it_begins'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('post', '='), (models.Func(models.F('from_day'), models.F('until'), django.contrib.postgres.fields.ranges.RangeBoundary(), function='daterange', output_field=django.contrib.postgres.fields.ranges.DateRangeField()), '&&')], name='post_stands_in_one_unit_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=300)),
                ('name_key', models.CharField(db_collation='C', editable=False, max_length=300)),
                ('field', models.CharField(max_length=30)),
                ('place_words', models.CharField(blank=True, max_length=200)),
                ('organiser_words', models.CharField(blank=True, max_length=200)),
                ('state', models.CharField(choices=[('pilot', 'Pilot'), ('running', 'Running'), ('replicated', 'Replicated'), ('ended', 'Ended')], max_length=10)),
                ('began_on', models.DateField()),
                ('children', models.PositiveIntegerField(blank=True, null=True)),
                ('adults', models.PositiveIntegerField(default=0)),
                ('parts', models.JSONField(default=dict)),
                ('results', models.TextField(blank=True, max_length=4000)),
                ('leaves', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=4), blank=True, default=list, size=None)),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('assignments', models.ManyToManyField(blank=True, related_name='practices', to='plans.assignment')),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organiser', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['-began_on', '-id'], name='practice_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='practice_has_a_name'), models.CheckConstraint(condition=models.Q(('organiser__isnull', False), models.Q(('organiser_words', ''), _negated=True), _connector='OR'), name='practice_has_an_organiser'), models.CheckConstraint(condition=models.Q(('children', None), models.Q(('adults__lte', 10000000), ('children__lte', 10000000)), _connector='OR'), name='practice_counts_are_of_one_model')],
            },
        ),
        migrations.CreateModel(
            name='Commendation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('who', models.CharField(max_length=200)),
                ('form', models.CharField(max_length=200)),
                ('decision', models.CharField(max_length=100)),
                ('decided_on', models.DateField()),
                ('issuer', models.CharField(max_length=200)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='commendations', to='activities.practice')),
            ],
            options={
                'ordering': ['decided_on', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PracticeCost',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(max_length=20)),
                ('amount', models.BigIntegerField()),
                ('practice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='costs', to='activities.practice')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('practice', 'source'), name='practice_cost_of_source'), models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='practice_cost_is_something')],
            },
        ),
        migrations.CreateModel(
            name='PracticeFigure',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('label', models.CharField(max_length=200)),
                ('value', models.DecimalField(decimal_places=2, max_digits=15)),
                ('measure', models.CharField(blank=True, max_length=40)),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='activities.practice')),
            ],
            options={
                'ordering': ['label', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PracticeFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('shows_children', models.BooleanField(default=True)),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='activities.practice')),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.upload')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PracticeState',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('pilot', 'Pilot'), ('running', 'Running'), ('replicated', 'Replicated'), ('ended', 'Ended')], max_length=10)),
                ('from_day', models.DateField()),
                ('note', models.CharField(blank=True, max_length=500)),
                ('practice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='states', to='activities.practice')),
            ],
            options={
                'ordering': ['from_day'],
                'constraints': [models.UniqueConstraint(fields=('practice', 'from_day'), name='practice_is_in_one_state_a_day'), models.UniqueConstraint(fields=('practice', 'state'), name='practice_enters_a_state_once')],
            },
        ),
        migrations.CreateModel(
            name='Proof',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('shows_children', models.BooleanField(default=True)),
                ('added_at', models.DateTimeField()),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='activities.activity')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('upload', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.upload')),
            ],
            options={
                'ordering': ['added_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('choice', 'One of several answers'), ('faces', 'Five faces, from very sad to very happy'), ('text', 'Free text')], max_length=6)),
                ('text', models.CharField(max_length=300)),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), blank=True, default=list, size=None)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='activities.consultation')),
            ],
            options={
                'ordering': ['position', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('consultation', 'position'), name='question_position'), models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(models.Q(('choices__len__gte', 2), ('kind', 'choice')), models.Q(models.Q(('kind', 'choice'), _negated=True), ('choices__len', 0)), _connector='OR')), name='question_offers_answers_where_it_must')],
            },
        ),
        migrations.CreateModel(
            name='FreeText',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', mangnon.core.encryption.fields.EncryptedTextField(max_length=1000)),
                ('tells_of_abuse', models.BooleanField()),
                ('state', models.CharField(choices=[('new', 'Not read yet'), ('cleared', 'Cleared of names, to be shown'), ('set_aside', 'Not to be shown')], default='new', max_length=9)),
                ('cleared', models.TextField(blank=True, max_length=1000)),
                ('attended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='activities.question')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('attended_by', None), ('tells_of_abuse', True)), fields=['question'], name='free_text_alarming')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'cleared'), models.Q(('cleared', ''), _negated=True)), models.Q(models.Q(('state', 'cleared'), _negated=True), ('cleared', '')), _connector='OR'), name='free_text_is_shown_as_cleared'), models.CheckConstraint(condition=models.Q(('tells_of_abuse', False), models.Q(('state', 'cleared'), _negated=True), ('attended_by__isnull', False), _connector='OR'), name='alarming_text_is_attended_first')],
            },
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('supervisor', models.CharField(choices=[('front', 'Fatherland Front and its members'), ('council', "People's Council")], max_length=7)),
                ('supervisor_words', models.CharField(max_length=200)),
                ('document_number', models.CharField(blank=True, max_length=60)),
                ('document_on', models.DateField(blank=True, null=True)),
                ('text', models.TextField(max_length=4000)),
                ('reply_due_on', models.DateField()),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('files', models.ManyToManyField(blank=True, related_name='+', to='core.upload')),
                ('inspection', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='activities.inspection')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['-made_at', '-id'], name='recommendation_by_day'), models.Index(condition=models.Q(('answered_on', None)), fields=['reply_due_on', 'id'], name='recommendation_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('supervisor_words', ''), _negated=True)), name='recommendation_says_what')],
            },
        ),
        migrations.CreateModel(
            name='RecommendationStep',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('reply', 'Reply'), ('asked_again', 'Asked again')], max_length=11)),
                ('text', models.TextField(max_length=4000)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(blank=True, related_name='+', to='core.upload')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='activities.recommendation')),
            ],
            options={
                'ordering': ['at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='recommendation_step_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('demanded_at', models.DateTimeField()),
                ('assignment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='remedy', to='plans.assignment')),
                ('demanded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('finding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='activities.inspectionfinding')),
            ],
            options={
                'ordering': ['demanded_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Replication',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('from_day', models.DateField()),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('practice', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='replications', to='activities.practice')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'ordering': ['from_day', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('practice', 'unit'), name='practice_is_taken_over_once_by_a_unit')],
            },
        ),
        migrations.CreateModel(
            name='SessionCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=8, unique=True)),
                ('session', models.CharField(max_length=100)),
                ('places', models.PositiveSmallIntegerField()),
                ('used', models.PositiveSmallIntegerField(default=0)),
                ('is_ended', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='codes', to='activities.consultation')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['made_at', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('places__gt', 0), ('used__lte', models.F('places'))), name='session_code_has_places')],
            },
        ),
        migrations.CreateModel(
            name='SignInSheet',
            fields=[
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sign_in_sheet', serialize=False, to='intake.batch')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sign_in_sheets', to='activities.activity')),
            ],
        ),
        migrations.CreateModel(
            name='SummerList',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField()),
                ('count', models.PositiveIntegerField()),
                ('state', models.CharField(choices=[('offered', 'Waits for an answer'), ('accepted', 'Accepted'), ('returned', 'Returned')], default='offered', max_length=8)),
                ('returned_because', models.CharField(blank=True, max_length=500)),
                ('offered_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='places.place')),
                ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'indexes': [models.Index(fields=['unit', '-year', '-id'], name='summer_list_of_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['offered', 'accepted'])), fields=('school', 'unit', 'year'), name='summer_list_once_a_school_commune_and_year'), models.CheckConstraint(condition=models.Q(models.Q(('answered_at', None), ('answered_by', None), ('state', 'offered')), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), ('state__in', ['accepted', 'returned'])), _connector='OR'), name='summer_list_is_answered_by_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), models.Q(('returned_because', ''), _negated=True)), models.Q(models.Q(('state', 'returned'), _negated=True), ('returned_because', '')), _connector='OR'), name='summer_list_returned_for_a_reason'), models.CheckConstraint(condition=models.Q(('count__gt', 0)), name='summer_list_is_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='SummerChild',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', mangnon.core.encryption.fields.EncryptedTextField(comparable=mangnon.children.names.search_text, max_length=200)),
                ('birth_date', models.DateField(blank=True, null=True)),
                ('sex', models.CharField(choices=[('male', 'Male'), ('female', 'Female'), ('unknown', 'Not known')], default='unknown', max_length=7)),
                ('hamlet', models.CharField(blank=True, max_length=100)),
                ('position', models.PositiveIntegerField()),
                ('child', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='children.child')),
                ('summer_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='children', to='activities.summerlist')),
            ],
            options={
                'ordering': ['position'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sex__in', ['male', 'female', 'unknown'])), name='summer_child_sex'), models.UniqueConstraint(fields=('summer_list', 'position'), name='summer_child_position')],
            },
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.CharField(blank=True, max_length=300)),
                ('ended_on', models.DateField()),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activity')),
                ('entered_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('holding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='activities.holding')),
            ],
            options={
                'ordering': ['-ended_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('activity', None), models.Q(('words', ''), _negated=True)), models.Q(('activity__isnull', False), ('words', '')), _connector='OR'), name='training_is_an_activity_or_words'), models.UniqueConstraint(fields=('holding', 'activity'), name='training_taken_once')],
            },
        ),
        migrations.CreateModel(
            name='VoiceAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('age', models.CharField(blank=True, max_length=10)),
                ('sex', models.CharField(blank=True, max_length=6)),
                ('said', models.JSONField()),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='activities.consultation')),
            ],
        ),
        migrations.CreateModel(
            name='VoiceResponse',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('text', models.TextField(max_length=2000)),
                ('withdrawn', models.BooleanField(default=False)),
                ('written_at', models.DateTimeField()),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='responses', to='activities.consultation')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['written_at', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='voice_response_says_what')],
            },
        ),
        migrations.CreateModel(
            name='Headcount',
            fields=[
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='headcount', serialize=False, to='activities.activity')),
                ('children', models.PositiveIntegerField()),
                ('adults', models.PositiveIntegerField(default=0)),
                ('parts', models.JSONField(default=dict)),
                ('is_from_names', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('adults__lte', 10000000), ('children__lte', 10000000)), name='headcount_is_of_one_activity')],
            },
        ),
    ]
