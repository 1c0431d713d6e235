from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.registries import name_records
from mangnon.ui.context import OPEN_TO


class ValuesConfig(AppConfig):
    name = "mangnon.values"
    label = "values"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        name_records("value", _("Reported figure"), self.get_model("ReportedValue"))
        name_records("count", _("Reported count"), self.get_model("ReportedCount"))
        name_records("population", _("Population figure"), self.get_model("PopulationFigure"))
        name_records("entry-cell", _("Entered figure"), self.get_model("EntryCell"))
        name_records("entry-sheet", _("Sheet of reported figures"), self.get_model("EntrySheet"))
        OPEN_TO["/values/"] = holders_of("value.enter")
