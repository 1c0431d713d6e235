from django.db import migrations

from mangnon.core.vietnamese import sort_key


def set_keys(apps, schema_editor):
    for model, field in (("Unit", "name_key"), ("Organisation", "sort_key")):
        rows = list(apps.get_model("core", model).objects.only("name"))
        for row in rows:
            setattr(row, field, sort_key(row.name))
        apps.get_model("core", model).objects.bulk_update(rows, [field], batch_size=1_000)


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0008_feed_outlives_units'),
    ]

    operations = [
        migrations.RunPython(set_keys, migrations.RunPython.noop),
    ]
