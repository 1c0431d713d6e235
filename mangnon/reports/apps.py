from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.registries import name_records
from mangnon.ui.context import OPEN_TO, TABS


class ReportsConfig(AppConfig):
    name = "mangnon.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/reports/"] = holders_of("report.view")
        TABS["/reports/"] = import_module("mangnon.reports.tabs").TABS
        name_records("report", _("Report"), self.get_model("Report"))
