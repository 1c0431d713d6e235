from __future__ import annotations

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import (
    guard_fields,
    keeps_sealed,
    moves_with_units,
    name_records,
    takes_part,
    waits_for,
    weigh_units_by,
)
from mangnon.intake.registered import register_importer
from mangnon.ui.context import OPEN_TO, today

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mangnon.core.models import User

KINDS = {
    "child": (_("Child"), "Child"),
    "birth": (_("Birth"), "Birth"),
    "death": (_("Death"), "Death"),
    "injury": (_("Injury"), "Injury"),
    "circumstance": (_("Circumstance"), "CircumstanceSpell"),
    "disability": (_("Disability"), "DisabilitySpell"),
    "fact": (_("Dated fact"), "Fact"),
    "restricted-fact": (_("Fact that is kept closely"), "RestrictedFact"),
    "fact-version": (_("Earlier state of a fact"), "FactVersion"),
    "household": (_("Household"), "Household"),
    "guardian": (_("Guardian"), "Guardian"),
    "guardianship": (_("Guardianship"), "Guardianship"),
    "residence": (_("Residence"), "ResidenceSpell"),
    "poverty": (_("Poverty class"), "PovertySpell"),
    "move": (_("Move between communes"), "ChildMove"),
    "vaccination": (_("Vaccination"), "Vaccination"),
    "measurement": (_("Measurement"), "Measurement"),
    "duplicate-pair": (_("Possible duplicate"), "DuplicatePair"),
    "merge": (_("Merge of two records"), "Merge"),
    "schooling": (_("Schooling"), "Schooling"),
    "stay": (_("Stay at a place"), "Stay"),
    "export": (_("File of children"), "Export"),
    "imported-row": (_("Imported row"), "ImportedRow"),
}


class ChildrenConfig(AppConfig):
    name = "mangnon.children"
    label = "children"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        OPEN_TO["/children/"] = holders_of("child.view")
        weigh_units_by("children", self.children_by_unit)
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        register_importer("mangnon.children.importing.importer.ChildImporter")
        moving = import_module("mangnon.children.moving")
        moves_with_units(
            "children",
            _("Children on the register"),
            table=moving.CHILD,
            preview=moving.preview,
            move=moving.move,
            undo=moving.undo,
        )
        arriving = UnitField(
            "children.ChildMove", _("Children who move here"), Q(state="open"), "to_unit_id"
        )
        arriving.register("arriving_children")
        waiting = import_module("mangnon.children.waiting")
        moves = _("Moves between communes")
        waits_for("moves", waiting.moves_waiting_for, moves, "child_moves")
        possible = _("Possible duplicates")
        waits_for("duplicates", waiting.duplicates_waiting_for, possible, "duplicates")
        takes_part("child.view", self.pupils)
        stays = import_module("mangnon.children.stays")
        takes_part("child.view", lambda user: stays.residents(user, today()))
        for right in ("child.view", "child.health"):
            takes_part(right, lambda user: stays.served_by_station(user, today()))
        keeps_sealed("children_importedrow", "was")
        guard_fields(
            "children.Child",
            identity_number="child.identity",
            birth_certificate_number="child.identity",
            insurance_number="child.identity",
        )
        guard_fields("children.Guardian", phone="child.contact")
        guard_fields(
            "children.Merge",
            identity_number="child.identity",
            birth_certificate_number="child.identity",
            insurance_number="child.identity",
        )

    def pupils(self, user: User) -> QuerySet[Any]:
        """Return the ids of the children who go to a school of the person's organisation today."""
        schoolings: Any = self.get_model("Schooling")._default_manager
        going: QuerySet[Any] = schoolings.at_schools_of(user.organisation_id, today())
        return going.values("child")

    def children_by_unit(self) -> dict[tuple[str, date], float]:
        """Count the children who live today by the unit they are kept under; empty without any."""
        children: Any = self.get_model("Child")._default_manager
        counts = children.living_on(today()).values_list("unit__code", "unit__valid_from")
        return {(code, since): n for code, since, n in counts.annotate(Count("pk")).order_by()}
