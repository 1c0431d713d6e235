from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_schema")]

    operations = [
        migrations.AlterField(
            model_name="report",
            name="kind",
            field=models.CharField(
                choices=[
                    ("consolidated", "Consolidated report"),
                    ("half-year", "Half-year report"),
                    ("five-year", "Five-year report"),
                ],
                max_length=20,
            ),
        ),
    ]
