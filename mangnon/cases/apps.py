from importlib import import_module

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import name_records, takes_part
from mangnon.ui.context import OPEN_TO

KINDS = {
    "case": (_("Protection case"), "Case"),
    "case-report": (_("Report of a case"), "Report"),
    "case-person": (_("Person of a case"), "CasePerson"),
    "case-offender": (_("Alleged offender"), "Offender"),
    "case-step": (_("Step of a case"), "Step"),
    "case-clock": (_("Time limit of a case"), "CaseClock"),
    "case-local-limit": (_("Local time limit"), "LocalLimit"),
    "case-notice": (_("Notice about a case"), "Notice"),
    "case-legal-hold": (_("Legal hold of a case"), "LegalHold"),
    "case-consent": (_("Consent for a child of a case"), "Consent"),
    "data-breach": (_("Breach of personal data"), "DataBreach"),
    "case-participant": (_("Participant of a case"), "Participant"),
}


class CasesConfig(AppConfig):
    name = "mangnon.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        sees, counts = holders_of("case.view"), holders_of("case.statistics")
        OPEN_TO["/cases/"] = lambda request: sees(request) or counts(request)
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        taking_part = import_module("mangnon.cases.taking_part")
        for parts in (
            taking_part.cases_of, taking_part.cases_to_take, taking_part.cases_to_decide
        ):  # fmt: skip
            takes_part("case.view", parts)
        open_case = Q(closed_at=None)
        UnitField("cases.Case", _("Open cases"), open_case).register("cases")
        UnitField(
            "cases.Case", _("Cases of children who live here"), open_case, "residence_unit_id"
        ).register("cases_of_residents")
