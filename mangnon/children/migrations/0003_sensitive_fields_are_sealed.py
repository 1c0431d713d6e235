"""Seals the identity numbers and phones that are there. There is no way back to plain text."""

from django.db import migrations, models
from django.db.models.functions import Substr

from mangnon.core.encryption.fields import EncryptedTextField
from mangnon.core.encryption.values import Place, digits_only
from mangnon.core.encryption.columns import seal_column

NUMBER = EncryptedTextField(comparable=digits_only, max_length=20)
PHONE = EncryptedTextField(max_length=20)
MARK = Substr('identity_number', 6, 20, output_field=models.BinaryField())


def seal(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        seal_column(cursor, Place('children_child', 'identity_number', digits_only))
        seal_column(cursor, Place('children_guardian', 'phone'))


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0002_families'),
        ('core', '0004_all_roles'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(seal)],
            state_operations=[
                migrations.AlterField(model_name='child', name='identity_number', field=NUMBER),
                migrations.AlterField(model_name='guardian', name='phone', field=PHONE),
            ],
        ),
        migrations.AddIndex(
            model_name='child',
            index=models.Index(MARK, name='child_identity_number_mark'),
        ),
    ]
