"""Keys that are stored are made anew when the way they are made changes."""

from importlib import import_module

import pytest
from django.apps import apps

from mangnon.children.models import Child
from mangnon.core.models import Organisation, Unit
from tests.children.conftest import make_child, ward  # noqa: F401


@pytest.mark.parametrize(
    ("migration", "model", "field"),
    [
        ("core.migrations.0051_shorter_sort_keys", Unit, "name_key"),
        ("core.migrations.0051_shorter_sort_keys", Organisation, "sort_key"),
        ("children.migrations.0008_shorter_name_keys", Child, "name_key"),
    ],
)
def test_every_stored_key_is_made_anew(migration, model, field, make_child, labour, health):  # noqa: F811
    make_child(full_name="Nguyễn Thị Hòa"), make_child(full_name="Điểu K'Rứt")
    right = dict(model.objects.values_list("pk", field))
    model.objects.update(**{field: "38.1"})
    import_module(f"mangnon.{migration}").set_keys(apps, None)
    assert dict(model.objects.values_list("pk", field)) == right
    assert len(set(right.values())) > 1
