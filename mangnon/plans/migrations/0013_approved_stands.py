from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).parents[1] / 'sql' / 'approved_stands_2.sql').read_text(encoding='utf-8')


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0012_reviews'),
    ]

    operations = [
        migrations.RunSQL(SQL),
    ]
