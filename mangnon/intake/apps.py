from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import name_records, waits_for
from mangnon.ui.context import BELONGS_TO


class IntakeConfig(AppConfig):
    name = "mangnon.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        BELONGS_TO["/imports/"] = "/children/"
        waiting = import_module("mangnon.intake.waiting")
        waits_for("imports", waiting.imports_waiting_for, _("Imported files"), "imports:list")
        name_records("batch", _("Imported file"), self.get_model("Batch"))
