from django.db import migrations

from mangnon.children.names import name_key

AT_A_TIME = 5_000


def set_keys(apps, schema_editor):
    children = apps.get_model("children", "Child").objects.only("full_name").order_by("pk")
    batch = []
    for child in children.iterator(AT_A_TIME):
        child.name_key = name_key(child.full_name)
        batch.append(child)
        if len(batch) == AT_A_TIME:
            children.bulk_update(batch, ["name_key"])
            batch = []
    children.bulk_update(batch, ["name_key"])


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0007_moves_between_communes'),
    ]

    operations = [
        migrations.RunPython(set_keys, migrations.RunPython.noop),
    ]
