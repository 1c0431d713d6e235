from django.apps import AppConfig

from mangnon.core.navigation import holders_of
from mangnon.ui.context import OPEN_TO


class DashboardsConfig(AppConfig):
    name = "mangnon.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/"] = OPEN_TO["/data/"] = holders_of("indicator.view")
        OPEN_TO["/explorer/"] = holders_of("indicator.view")
