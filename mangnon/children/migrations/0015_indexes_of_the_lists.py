
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0014_imported_rows'),
        ('core', '0052_number_of_children'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='child',
            index=models.Index(fields=['unit', 'birth_date'], name='child_of_age'),
        ),
        migrations.AddIndex(
            model_name='residencespell',
            index=models.Index(condition=models.Q(('ended_on', None)), fields=['child'], include=('hamlet', 'household'), name='residence_now'),
        ),
    ]
