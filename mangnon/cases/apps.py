from importlib import import_module

from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.core.navigation import holders_of
from mangnon.core.reforms.unit_field import UnitField
from mangnon.core.registries import (
    hand_over_by,
    name_records,
    passes_with_organisations,
    says_the_part,
    takes_part,
    waits_for,
)
from mangnon.ui.context import BELONGS_TO, OPEN_TO

KINDS = {
    "case": (_("Protection case"), "Case"),
    "case-report": (_("Report of a case"), "Report"),
    "case-person": (_("Person of a case"), "CasePerson"),
    "case-offender": (_("Alleged offender"), "Offender"),
    "case-step": (_("Step of a case"), "Step"),
    "case-clock": (_("Time limit of a case"), "CaseClock"),
    "case-urgent-access": (_("Opening of a case in an emergency"), "UrgentAccess"),
    "case-next-limit": (_("Limit of a case that ends first"), "NextLimit"),
    "case-online-harm": (_("Harm online"), "OnlineHarm"),
    "case-takedown": (_("Request to take it down"), "Takedown"),
    "case-local-limit": (_("Local time limit"), "LocalLimit"),
    "case-notice": (_("Notice about a case"), "Notice"),
    "case-legal-hold": (_("Legal hold of a case"), "LegalHold"),
    "case-consent": (_("Consent for a child of a case"), "Consent"),
    "data-breach": (_("Breach of personal data"), "DataBreach"),
    "case-agency-record": (_("Row of an agency's list"), "AgencyRecord"),
    "care-need": (_("Child in need of care"), "CareNeed"),
    "carer": (_("Registered carer"), "Carer"),
    "care-placement": (_("Placement in care"), "Placement"),
    "care-check": (_("Check of care"), "CareCheck"),
    "case-participant": (_("Participant of a case"), "Participant"),
    "case-penalty": (_("Administrative penalty"), "Penalty"),
    "case-interview": (_("Booking of an interview room"), "InterviewBooking"),
    "case-referral": (_("Referral of a case"), "Referral"),
    "case-referral-event": (_("What became of a referral"), "ReferralEvent"),
    "case-evidence": (_("Evidence"), "Evidence"),
    "case-hand-over": (_("Hand-over of a case"), "HandOver"),
}


class CasesConfig(AppConfig):
    name = "mangnon.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        rights = ("case.view", "case.receive", "case.statistics")
        opened = [holders_of(right) for right in rights]
        OPEN_TO["/cases/"] = lambda request: any(is_open(request) for is_open in opened)
        BELONGS_TO["/cases/statistics/"] = BELONGS_TO["/cases/lists/load/"] = "/reports/"
        for slug, (label, model) in KINDS.items():
            name_records(slug, label, self.get_model(model))
        taking_part = import_module("mangnon.cases.taking_part")
        for parts in (
            taking_part.cases_of, taking_part.cases_to_take, taking_part.cases_to_decide
        ):  # fmt: skip
            takes_part("case.view", parts)
        referral = import_module("mangnon.cases.referrals.referral")
        takes_part("referral.answer", referral.referrals_of)
        passing = import_module("mangnon.cases.referrals.passing")
        passes_with_organisations("cases.referral", passing.PASSING)
        OPEN_TO["/referrals/"] = holders_of("referral.answer")
        taking_over = import_module("mangnon.cases.record.taking_over")
        hand_over_by(
            self.label, _("Open cases"), needs="case.edit", preview=taking_over.run_by,
            move=taking_over.pass_cases,
        )  # fmt: skip
        waiting = import_module("mangnon.cases.notices.waiting")
        for kind, answer, label, page in (
            ("cases", waiting.cases_waiting_for, _("Protection cases"), "cases"),
            ("case_notices", waiting.notices_waiting_for, _("Notices about cases"), "cases"),
            ("care", waiting.care_waiting_for, _("Alternative care"), "care"),
            ("referrals", waiting.referrals_waiting_for, _("Referrals"), ""),
            (
                "breaches",
                waiting.breaches_waiting_for,
                _("Breaches of personal data"),
                "case_breaches",
            ),
        ):
            waits_for(kind, answer, label, page)
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
        offered = _("Cases offered to the commune")
        waits = UnitField("cases.HandOver", offered, Q(state="open"), "to_unit_id")
        waits.register("cases_offered")
