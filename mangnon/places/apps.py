from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.registries import moves_with_units, name_records
from mangnon.intake.registered import register_importer
from mangnon.ui.context import OPEN_TO

KINDS = {
    "place": (_("Place for children"), "Place"),
    "place-trait": (_("Trait of a place"), "PlaceTrait"),
    "former-unit": (_("Former unit of a place"), "FormerUnit"),
    "imported-place": (_("Imported place"), "ImportedPlace"),
    "school": (_("School"), "School"),
    "school-assessment": (_("Assessment of a school"), "SchoolAssessment"),
    "commune-assessment": (_("Assessment of a commune"), "CommuneAssessment"),
}


class PlacesConfig(AppConfig):
    name = "mangnon.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/places/"] = holders_of("place.view")
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        register_importer("mangnon.places.importing.importer.PlaceImporter")
        moving = import_module("mangnon.places.moving")
        moves_with_units(
            "places",
            _("Places for children"),
            table=moving.PLACE,
            preview=moving.preview,
            move=moving.move,
            undo=moving.undo,
        )
