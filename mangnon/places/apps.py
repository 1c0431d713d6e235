from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.registries import name_records

KINDS = {
    "school": (_("School"), "School"),
    "school-assessment": (_("Assessment of a school"), "SchoolAssessment"),
    "commune-assessment": (_("Assessment of a commune"), "CommuneAssessment"),
}


class PlacesConfig(AppConfig):
    name = "mangnon.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
