from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FORMAT_2 = (Path(__file__).parents[1] / "sql" / "audit_format_2.sql").read_text(encoding="utf-8")
# Entries that are there belong to the province that was loaded first. A default of the new column
# gives it to them: the audit refuses an UPDATE, and their seals do not cover the column.
ADD_UNIT = """
DO $$
DECLARE
    province bigint := (SELECT min(id) FROM core_unit WHERE level = 'province');
BEGIN
    EXECUTE 'ALTER TABLE core_auditentry ADD COLUMN unit_id bigint DEFAULT '
        || coalesce(province::text, 'NULL');
    ALTER TABLE core_auditentry ALTER COLUMN unit_id DROP DEFAULT;
END
$$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0005_units_in_time'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='auditentry',
            name='core_audite_table_801cf8_idx',
        ),
        migrations.AddField(
            model_name='auditentry',
            name='format',
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
        migrations.AlterField(
            model_name='auditentry',
            name='format',
            field=models.PositiveSmallIntegerField(default=2, editable=False),
        ),
        migrations.RunSQL(
            ADD_UNIT,
            migrations.RunSQL.noop,
            state_operations=[
                migrations.AddField(
                    model_name='auditentry',
                    name='unit',
                    field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, to='core.unit'),
                ),
            ],
        ),
        migrations.RunSQL(FORMAT_2, migrations.RunSQL.noop),
        migrations.AlterField(
            model_name='auditentry',
            name='actor',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['at', 'id'], name='audit_at'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['actor', 'at', 'id'], name='audit_actor'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['action', 'at', 'id'], name='audit_action'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['table', 'record_id', 'at', 'id'], name='audit_record'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['origin', 'at', 'id'], name='audit_origin'),
        ),
        migrations.AddIndex(
            model_name='auditentry',
            index=models.Index(fields=['unit', 'at', 'id'], name='audit_unit'),
        ),
    ]
