from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import name_records


class ReportsConfig(AppConfig):
    name = "mangnon.reports"
    label = "reports"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        name_records("report", _("Report"), self.get_model("Report"))
