from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import name_records


class ValuesConfig(AppConfig):
    name = "mangnon.values"
    label = "values"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        name_records("value", _("Reported figure"), self.get_model("ReportedValue"))
        name_records("count", _("Reported count"), self.get_model("ReportedCount"))
        name_records("population", _("Population figure"), self.get_model("PopulationFigure"))
