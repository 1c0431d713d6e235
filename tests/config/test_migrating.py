"""A model that a migration changes is rendered alone, but Python of a migration sees all anew."""

from types import SimpleNamespace

from django.db import migrations, models
from django.db.migrations.state import ProjectState

from mangnon.config.migrating import models_alone

NUMBER = ("id", models.AutoField(primary_key=True))
UNIT = migrations.CreateModel("Unit", [NUMBER])
CHILD = migrations.CreateModel(
    "Child", [NUMBER, ("unit", models.ForeignKey("core.Unit", models.CASCADE))]
)
EDITOR = SimpleNamespace(connection=SimpleNamespace(alias="default"))
NAMED = migrations.AddField("Unit", "name", models.CharField(max_length=20))


def test_python_of_a_migration_sees_every_model_as_it_is_now():
    with models_alone():
        state = ProjectState()
        UNIT.state_forwards("core", state)
        assert state.apps.get_model("core", "Unit")  # from here on, models are rendered
        CHILD.state_forwards("core", state)
        NAMED.state_forwards("core", state)

        seen = []
        python = migrations.RunPython(lambda apps, _editor: seen.append(apps))
        python.database_forwards("core", EDITOR, state, state)

    unit, child = (seen[0].get_model("core", name) for name in ("Unit", "Child"))
    assert unit._meta.get_field("name")
    assert child._meta.get_field("unit").related_model is unit


def test_models_that_point_to_a_changed_key_learn_of_it():
    with models_alone():
        state = ProjectState()
        for step in (UNIT, CHILD):
            step.state_forwards("core", state)
        assert state.apps.get_model("core", "Child")
        wider = migrations.AlterField("Unit", "id", models.BigAutoField(primary_key=True))
        wider.state_forwards("core", state)

    key = state.apps.get_model("core", "Child")._meta.get_field("unit").target_field
    assert isinstance(key, models.BigAutoField)
