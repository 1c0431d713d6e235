from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parents[1] / "sql" / "no_truncate.sql"
# The triggers go with their function.
BACK = "DROP FUNCTION reports_is_not_emptied() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("reports", "0007_more_kinds")]

    operations = [migrations.RunSQL(SQL.read_text(encoding="utf-8"), BACK)]
