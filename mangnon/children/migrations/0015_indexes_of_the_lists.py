
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0014_imported_rows'),
        ('core', '0052_number_of_children'),
    ]

    operations = [
        # A record that was entered by mistake is told by its reason: the index alone answers again.
        migrations.RemoveIndex(model_name='child', name='child_in_name_order'),
        migrations.AddIndex(
            model_name='child',
            index=models.Index(fields=['unit', 'name_key', 'id'], include=('search_text', 'birth_date', 'closed_on', 'closed_reason', 'merged_into'), name='child_in_name_order'),
        ),
        migrations.AddIndex(
            model_name='child',
            index=models.Index(fields=['unit', 'birth_date'], name='child_of_age'),
        ),
        migrations.AddIndex(
            model_name='residencespell',
            index=models.Index(condition=models.Q(('ended_on', None)), fields=['child'], include=('hamlet', 'household'), name='residence_now'),
        ),
    ]
