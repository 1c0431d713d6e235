import django.db.models.deletion
from django.db import migrations, models

# Room on each page for the clocks that are marked as told: PostgreSQL then writes no index for it.
ROOM = 'ALTER TABLE cases_caseclock SET (fillfactor = 75)'
NO_ROOM = 'ALTER TABLE cases_caseclock RESET (fillfactor)'


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0001_schema'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='caseclock',
            name='clock_to_tell_of',
        ),
        migrations.AlterField(
            model_name='notice',
            name='case',
            field=models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='cases.case'),
        ),
        migrations.AddIndex(
            model_name='caseclock',
            index=models.Index(condition=models.Q(('stopped_at', None)), fields=['warns_at'], name='clock_to_tell_of'),
        ),
        migrations.RunSQL(ROOM, NO_ROOM),
    ]
