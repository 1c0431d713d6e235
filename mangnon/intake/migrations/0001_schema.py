"""The tables of the first release, and what an older database has applied of them."""

import django.db.models.deletion
import mangnon.core.encryption.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('intake', '0001_batches'), ('intake', '0002_sealed_files'), ('intake', '0003_reading'), ('intake', '0004_dropped_batches')]

    initial = True

    dependencies = [
        ('core', '0001_schema'),
        ('core', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=20)),
                ('file_name', models.CharField(max_length=255)),
                ('file_key', mangnon.core.encryption.fields.EncryptedTextField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('received', 'Received'), ('checked', 'Checked'), ('applied', 'Applied'), ('undone', 'Undone'), ('refused', 'Refused')], default='received', max_length=8)),
                ('received_at', models.DateTimeField(auto_now_add=True)),
                ('applied_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('dropped_at', models.DateTimeField(blank=True, null=True)),
                ('counts', models.JSONField(blank=True, default=dict)),
                ('verdicts', models.CharField(blank=True, db_default='', default='', max_length=64)),
                ('refusal', models.TextField(blank=True, db_default='', default='')),
                ('reading', models.JSONField(blank=True, db_default={}, default=dict)),
                ('work', models.CharField(blank=True, choices=[('check', 'The file is being read and compared with the register.'), ('apply', 'The rows are being written into the register.'), ('undo', 'The batch is being taken back.')], db_default='', default='', max_length=5)),
                ('received_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit')),
            ],
        ),
        migrations.CreateModel(
            name='HeadingMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=20)),
                ('mapping', models.JSONField(default=dict)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.unit')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'kind'), name='one_mapping_a_unit_and_kind')],
            },
        ),
    ]
