from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models

SQL = (Path(__file__).parents[1] / "sql" / "name_words.sql").read_text(encoding="utf-8")
UNDO = """
DROP TRIGGER children_add_name_words ON children_child;
DROP TRIGGER children_change_name_words ON children_child;
DROP TRIGGER children_remove_name_words ON children_child;
DROP TRIGGER children_empty_name_words ON children_child;
DROP FUNCTION children_add_name_words, children_change_name_words;
DROP FUNCTION children_remove_name_words, children_empty_name_words;
DROP FUNCTION children_words_of;
DROP TABLE children_name_word;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('children', '0008_shorter_name_keys'),
    ]

    operations = [
        migrations.CreateModel(
            name='NameWord',
            fields=[
                ('pk', models.CompositePrimaryKey('word', 'name_key', 'child', blank=True, editable=False, primary_key=True, serialize=False)),
                ('word', models.CharField(max_length=200)),
                ('name_key', models.CharField(max_length=800)),
                ('search_text', models.CharField(max_length=200)),
            ],
            options={
                'db_table': 'children_name_word',
                'managed': False,
            },
        ),
        migrations.RunSQL(SQL, UNDO),
        migrations.AlterField(
            model_name='child',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.unit'),
        ),
        migrations.RemoveIndex(
            model_name='child',
            name='children_ch_unit_id_bf4708_idx',
        ),
        migrations.AddIndex(
            model_name='child',
            index=models.Index(fields=['unit', 'name_key', 'id'], include=('search_text', 'birth_date', 'closed_on', 'merged_into'), name='child_in_name_order'),
        ),
        migrations.AddIndex(
            model_name='child',
            index=models.Index(fields=['name_key', 'id'], name='child_in_name_order_everywhere'),
        ),
    ]
