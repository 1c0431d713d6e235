from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import name_records


class IntakeConfig(AppConfig):
    name = "mangnon.intake"
    label = "intake"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        name_records("batch", _("Imported file"), self.get_model("Batch"))
