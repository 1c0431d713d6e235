from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "kept_where_they_are.sql"


class Migration(migrations.Migration):
    dependencies = [("reports", "0005_consolidation")]

    operations = [
        # What it makes stronger may stay so when it is taken back.
        migrations.RunSQL(SQL.read_text(encoding="utf-8"), migrations.RunSQL.noop)
    ]
