from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0006_kept_where_they_are")]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.CharField(
                choices=[
                    ("consolidated", "Consolidated report"),
                    ("half-year", "Half-year report"),
                    ("second-half", "Report of the second half-year"),
                    ("ad-hoc", "Report asked for at once"),
                    ("five-year", "Five-year report"),
                    ("agency", "Report of a body"),
                ],
                max_length=20,
            ),
        ),
    ]
