from django.apps import AppConfig
from django.http import HttpRequest

from mangnon.core.access import rights_of
from mangnon.core.navigation import holders_of
from mangnon.ui.context import OPEN_TO


class DashboardsConfig(AppConfig):
    name = "mangnon.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/"] = OPEN_TO["/data/"] = holders_of("indicator.view")
        OPEN_TO["/mine/"] = has_any_right
        OPEN_TO["/explorer/"] = holders_of("indicator.view")


def has_any_right(request: HttpRequest) -> bool:
    person = getattr(request, "user", None)  # a refusal may come before the person is known
    return person is not None and bool(rights_of(person))
