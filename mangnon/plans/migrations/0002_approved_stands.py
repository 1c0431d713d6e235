from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parents[1] / 'sql' / 'approved_stands.sql').read_text(encoding='utf-8')


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0001_schema'),
    ]

    operations = [
        migrations.RunSQL(SQL),
    ]
