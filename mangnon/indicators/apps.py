from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import name_records


class IndicatorsConfig(AppConfig):
    name = "mangnon.indicators"
    label = "indicators"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        name_records("figure", _("Figure"), self.get_model("Result"))
        name_records("live-figure", _("Live figure"), self.get_model("LiveCount"))
        name_records("live-unit", _("When a unit was counted live"), self.get_model("LiveUnit"))
        modules = import_module("mangnon.children.exporting.listed").MODULES
        modules["gap"] = "mangnon.indicators.gaps.listed"
        name_records("finding", _("Finding of a quality check"), self.get_model("Finding"))
        name_records("explanation", _("Explanation of a warning"), self.get_model("Explanation"))
