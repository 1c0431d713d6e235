from importlib import import_module

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import name_records, says_the_part, takes_part
from mangnon.ui.context import BELONGS_TO, OPEN_TO

KINDS = {
    "case": (_("Protection case"), "Case"),
    "case-report": (_("Report of a case"), "Report"),
    "case-person": (_("Person of a case"), "CasePerson"),
    "case-offender": (_("Alleged offender"), "Offender"),
    "case-step": (_("Step of a case"), "Step"),
    "case-clock": (_("Time limit of a case"), "CaseClock"),
    "case-urgent-access": (_("Opening of a case in an emergency"), "UrgentAccess"),
    "case-agency-record": (_("Row of an agency's list"), "AgencyRecord"),
    "care-need": (_("Child in need of care"), "CareNeed"),
    "carer": (_("Registered carer"), "Carer"),
    "care-placement": (_("Placement in care"), "Placement"),
    "care-check": (_("Check of care"), "CareCheck"),
    "case-participant": (_("Participant of a case"), "Participant"),
}


class CasesConfig(AppConfig):
    name = "mangnon.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        BELONGS_TO["/cases/statistics/"] = BELONGS_TO["/cases/lists/load/"] = "/reports/"
        OPEN_TO["/cases/"] = holders_of("case.view")
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        taking_part = import_module("mangnon.cases.taking_part")
        for parts in (
            taking_part.cases_of, taking_part.cases_to_take, taking_part.cases_to_decide
        ):  # fmt: skip
            takes_part("case.view", parts)
        says_the_part("case.view", import_module("mangnon.cases.why_seen").part_words)
        UnitField("cases.CareNeed", _("Children in need of care"), Q(ended_on=None)).register(
            "care_needs"
        )
        UnitField("cases.Carer", _("Registered carers"), Q(left_on=None)).register("carers")
        open_case = Q(closed_at=None)
        UnitField("cases.Case", _("Open cases"), open_case).register("cases")
        UnitField(
            "cases.Case", _("Cases of children who live here"), open_case, "residence_unit_id"
        ).register("cases_of_residents")
