from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQL = (Path(__file__).parents[1] / "sql" / "fold.sql").read_text(encoding="utf-8")


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0009_name_words'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL(SQL, "DROP FUNCTION children_fold"),
        migrations.AddField(
            model_name='guardian',
            name='search_text',
            field=models.GeneratedField(db_persist=True, expression=models.Func('full_name', function='children_fold'), output_field=models.CharField(db_collation='C', max_length=200)),
        ),
        migrations.CreateModel(
            name='SavedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('filters', models.JSONField()),
                ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('person', 'name'), name='saved_list_named_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_list_has_a_name')],
            },
        ),
    ]
