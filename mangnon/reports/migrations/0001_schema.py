"""The tables of the first release, and what an older database has applied of them."""

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_initial'), ('reports', '0002_obligations_and_submissions')]

    initial = True

    dependencies = [
        ('core', '0001_schema'),
        ('core', '__first__'),
        ('indicators', '0001_schema'),
        ('plans', '0001_schema'),
    ]

    operations = [
        migrations.CreateModel(
            name='Obligation',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('period', models.CharField(choices=[('half_year', 'Half a year'), ('year', 'A year'), ('five_years', 'Five years'), ('ad_hoc', 'When asked')], max_length=10, verbose_name='Period')),
                ('period_from', models.DateField(verbose_name='From')),
                ('period_to', models.DateField(verbose_name='Until')),
                ('title', models.CharField(max_length=300, verbose_name='What is asked')),
                ('consolidates', models.BooleanField(default=False)),
                ('recipients', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None)),
                ('via', models.CharField(blank=True, max_length=200, verbose_name='Through')),
                ('due_on', models.DateField(verbose_name='Last day')),
                ('counted_until', models.DateField(verbose_name='In time until')),
                ('asked_at', models.DateTimeField()),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True)),
                ('withdrawn_because', models.CharField(blank=True, max_length=500)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('deadline', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='plans.deadline')),
                ('joined_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='reports.obligation')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('plan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='obligations', to='plans.plan')),
                ('receiver', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('withdrawn_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['counted_until', 'id'], name='obligation_by_day')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('deadline__isnull', False), ('joined_into', None), ('withdrawn_at', None)), fields=('unit', 'organisation', 'deadline', 'period', 'period_to'), name='report_owed_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('period_from__lte', models.F('period_to'))), name='obligation_period_in_order'), models.CheckConstraint(condition=models.Q(('due_on__lte', models.F('counted_until'))), name='days_off_give_time'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_at', None), ('withdrawn_because', ''), ('withdrawn_by', None)), models.Q(('withdrawn_at__isnull', False), ('withdrawn_by__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='obligation_withdrawn_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('consolidated', 'Consolidated report')], max_length=20)),
                ('state', models.CharField(choices=[('draft', 'Draft')], default='draft', max_length=10)),
                ('docx_name', models.CharField(max_length=120)),
                ('docx_sha256', models.CharField(max_length=64)),
                ('xlsx_name', models.CharField(max_length=120)),
                ('xlsx_sha256', models.CharField(max_length=64)),
                ('built_at', models.DateTimeField(auto_now_add=True)),
                ('built_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='indicators.run')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
            options={
                'get_latest_by': 'built_at',
                'constraints': [models.UniqueConstraint(fields=('run', 'kind', 'docx_sha256', 'xlsx_sha256'), name='report_built_once')],
            },
        ),
        migrations.CreateModel(
            name='Submission',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('submitted', 'Waits for its own leader'), ('sent', 'Sent'), ('returned', 'Returned'), ('accepted', 'Accepted'), ('locked', 'Locked')], default='draft', max_length=9)),
                ('version', models.PositiveSmallIntegerField(default=0)),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='Number of the document')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='Day of the document')),
                ('drafted_at', models.DateTimeField()),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('drafted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('obligation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='submission', to='reports.obligation')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('run', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='submissions', to='indicators.run')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
                ('writers', models.ManyToManyField(related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'accepted', 'locked', 'returned']), _negated=True), models.Q(('signed_on__isnull', False), ('version__gt', 0)), _connector='OR'), name='sent_report_is_signed')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('section', models.CharField(blank=True, max_length=40)),
                ('leaf', models.CharField(blank=True, max_length=4)),
                ('text', models.CharField(max_length=1000, verbose_name='Comment')),
                ('at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=1000, verbose_name='Answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='reports.submission')),
            ],
            options={
                'ordering': ('at', 'pk'),
                'constraints': [models.CheckConstraint(condition=models.Q(('section', ''), ('leaf', ''), _connector='OR'), name='comment_is_on_one_thing'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='comment_says_something')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('leaf', models.CharField(max_length=4)),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=500)),
                ('computed', models.JSONField()),
                ('last_year', models.JSONField(blank=True, null=True)),
                ('estimate', models.FloatField(blank=True, null=True)),
                ('estimated_how', models.CharField(blank=True, max_length=500)),
                ('corrected', models.FloatField(blank=True, null=True)),
                ('corrected_because', models.CharField(blank=True, max_length=500)),
                ('corrected_at', models.DateTimeField(blank=True, null=True)),
                ('corrected_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='reports.submission')),
            ],
            options={
                'ordering': ('position', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('submission', 'leaf'), name='figure_once_a_report'), models.CheckConstraint(condition=models.Q(models.Q(('corrected', None), ('corrected_because', ''), ('corrected_by', None)), models.Q(('corrected__isnull', False), ('corrected_by__isnull', False), ('corrected_at__isnull', False), models.Q(('corrected_because', ''), _negated=True)), _connector='OR'), name='correction_says_who_and_why'), models.CheckConstraint(condition=models.Q(('estimate', None), models.Q(('estimated_how', ''), _negated=True), _connector='OR'), name='estimate_says_how')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionSection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('position', models.PositiveSmallIntegerField()),
                ('heading', models.CharField(max_length=300, verbose_name='Heading')),
                ('drafted', models.TextField(blank=True)),
                ('text', models.TextField(blank=True, verbose_name='Text')),
                ('changed_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                ('changed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='reports.submission')),
            ],
            options={
                'ordering': ('position', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('submission', 'key'), name='section_once_a_report')],
            },
        ),
        migrations.CreateModel(
            name='SubmissionVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('number', models.CharField(blank=True, max_length=60)),
                ('signed_on', models.DateField()),
                ('sent_at', models.DateTimeField()),
                ('docx_name', models.CharField(max_length=120)),
                ('docx_sha256', models.CharField(max_length=64)),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reports.submission')),
            ],
            options={
                'ordering': ('version',),
                'constraints': [models.UniqueConstraint(fields=('submission', 'version'), name='version_once_a_report')],
            },
        ),
    ]
