"""Migrating, with a quarter of Django's work on an empty database."""

import contextlib
from collections.abc import Iterator

from django.core.management import call_command
from django.db.migrations.state import ModelState, ProjectState


def migrate() -> None:
    """Apply every migration that the database lacks."""
    with new_models_alone():
        call_command("migrate", verbosity=0, interactive=False)


@contextlib.contextmanager
def new_models_alone() -> Iterator[None]:
    """While it lasts, a model that a migration creates is rendered alone.

    Django renders anew all that is linked to it: nearly every model, for each of two hundred. Yet
    no model can point to one that did not exist, and those it points to learn of it as they do
    when an app is loaded.
    """
    original = ProjectState.add_model

    def add_alone(self: ProjectState, model_state: ModelState) -> None:
        apps = self.__dict__.pop("apps", None)  # without it `add_model` renders nothing
        original(self, model_state)
        if apps is not None:
            self.__dict__["apps"] = apps
            apps.render_multiple([model_state])

    ProjectState.add_model = add_alone  # type: ignore[method-assign]
    try:
        yield
    finally:
        ProjectState.add_model = original  # type: ignore[method-assign]
