"""Migrating, with a small part of Django's work on an empty database."""

import contextlib
from collections.abc import Iterator

from django.core.management import call_command
from django.db.migrations.state import ModelState, ProjectState


def migrate() -> None:
    """Apply every migration that the database lacks."""
    with models_alone():
        call_command("migrate", verbosity=0, interactive=False)


@contextlib.contextmanager
def models_alone() -> Iterator[None]:
    """While it lasts, a model that a migration creates or changes is rendered alone.

    Django renders anew all that is linked to it: nearly every model, each time. Yet no model can
    point to one that did not exist, and those it points to learn of it as they do when an app is
    loaded. Where Django itself lets what points to a changed model wait, all of it waits until a
    migration runs Python: Django, told that models are delayed, then renders all of them.
    """
    add_model = ProjectState.add_model
    find_reload_model = ProjectState._find_reload_model  # type: ignore[attr-defined]

    def add_alone(self: ProjectState, model_state: ModelState) -> None:
        apps = self.__dict__.pop("apps", None)  # without it `add_model` renders nothing
        add_model(self, model_state)
        if apps is not None:
            self.__dict__["apps"] = apps
            apps.render_multiple([model_state])

    def changed_alone(
        self: ProjectState, app_label: str, model_name: str, delay: bool = False
    ) -> set[tuple[str, str]]:
        if not delay:
            related: set[tuple[str, str]] = find_reload_model(self, app_label, model_name, delay)
            return related
        self.is_delayed = True
        return {(app_label, model_name)}

    ProjectState.add_model = add_alone  # type: ignore[method-assign]
    ProjectState._find_reload_model = changed_alone  # type: ignore[attr-defined]
    try:
        yield
    finally:
        ProjectState.add_model = add_model  # type: ignore[method-assign]
        ProjectState._find_reload_model = find_reload_model  # type: ignore[attr-defined]
