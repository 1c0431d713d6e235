"""The tables of the first release, and what an older database has applied of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# The memory that django.core.cache shares between processes; no model describes it.
CACHE = """
CREATE TABLE accounts_cache (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX accounts_cache_expires ON accounts_cache (expires);
"""


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_digests')]

    initial = True

    dependencies = [
        ('core', '__first__'),
    ]

    operations = [
        migrations.RunSQL(CACHE),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('state', models.CharField(choices=[('waits', 'Not tried yet'), ('sending', 'Is being sent'), ('sent', 'Sent'), ('nothing', 'Nothing waited, not sent'), ('failed', 'Failed')], default='waits', max_length=7)),
                ('items', models.PositiveIntegerField(null=True)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('tried_at', models.DateTimeField(null=True)),
                ('reason', models.CharField(blank=True, max_length=300)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'E-mail of a day',
                'indexes': [models.Index(fields=['state', '-id'], name='digest_in_state')],
                'constraints': [models.UniqueConstraint(fields=('person', 'day'), name='digest_once_a_day'), models.CheckConstraint(condition=models.Q(('reason', ''), ('state', 'failed'), _negated=True), name='digest_failed_for_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='DigestChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('often', models.CharField(choices=[('never', 'None'), ('daily', 'Every working day'), ('weekly', 'On the first working day of the week')], default='never', max_length=6)),
                ('address', models.EmailField(blank=True, max_length=254)),
                ('changed_at', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='digest', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Reminders by e-mail',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('address', ''), ('often', 'never')), models.Q(('often__in', ['daily', 'weekly']), models.Q(('address', ''), _negated=True)), _connector='OR'), name='digest_has_an_address')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(null=True)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='invitations', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'Invitation',
                'constraints': [models.UniqueConstraint(condition=models.Q(('used_at', None), ('withdrawn_at', None)), fields=('person',), name='one_open_invitation_per_person'), models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('made_at'))), name='invitation_ends_after_it_is_made')],
            },
        ),
    ]
