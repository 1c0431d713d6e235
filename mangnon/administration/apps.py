from django.apps import AppConfig
from django.http import HttpRequest

from mangnon.administration.parts import parts_for
from mangnon.ui.context import OPEN_TO


class AdministrationConfig(AppConfig):
    name = "mangnon.administration"
    label = "administration"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/administration/"] = has_parts


def has_parts(request: HttpRequest) -> bool:
    """Say whether the person may enter any part of it."""
    person = getattr(request, "user", None)  # a refusal may come before the person is known
    return person is not None and bool(parts_for(person))
