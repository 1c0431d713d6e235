"""What belongs to a case, one of each kind, for the table of addresses."""

import datetime
import hashlib

from mangnon.cases.models import (
    CareNeed,
    Carer,
    Case,
    CasePerson,
    Consent,
    DataBreach,
    Evidence,
    HandOver,
    LocalLimit,
    Notice,
    Offender,
    Report,
)
from mangnon.core.models import Unit, User
from mangnon.core.sealed_files import new_key, seal
from mangnon.ui.context import now

PROOF = b"bien ban"


def fill_case(case: Case, officer) -> None:
    """Give a case a report, a child, an offender, evidence of its first step, and an offer."""
    Report.objects.create(
        case=case, channel="in_person", received_at=case.received_at, entered_at=case.entered_at,
        received_by=officer, form_from=case.process_from,
    )  # fmt: skip
    CasePerson.objects.create(case=case, role="child")
    Offender.objects.create(case=case)
    evidence = Evidence(
        case=case, step=case.steps.get(), name="biên bản.pdf", size=len(PROOF),
        sha256=hashlib.sha256(PROOF).hexdigest(), file_key=new_key(), added_by=officer,
        added_at=case.entered_at,
    )  # fmt: skip
    seal([PROOF], evidence.file, evidence.file_key)
    evidence.save()
    HandOver.objects.create(
        case=case, from_unit=case.unit, to_unit=Unit.objects.get(code="25270"),
        offered_by=officer, offered_at=case.entered_at,
    )  # fmt: skip


def new_carer(need: CareNeed) -> Carer:
    """Register a carer anew for each time that one is asked for."""
    return Carer.objects.create(
        unit=need.unit, kind="relatives", name="Điểu Thị Bà", form_from=need.form_from,
        answers="{}", verified_from=need.form_from, verified="{}",
        registered_on=need.entered_at.date(), registered_by=need.entered_by,
    )  # fmt: skip


def new_need(officer) -> CareNeed:
    return CareNeed.objects.create(
        unit=Unit.objects.get(code="25216"), name="Điểu Bé", reason="orphaned",
        form_from=datetime.date(2017, 7, 1), answers='{"family": "Ở với bà"}', entered_at=now(),
        entered_by=officer,
    )  # fmt: skip


def new_limit(case: Case) -> LocalLimit:
    """Set a tighter limit for the commune of the case."""
    day = datetime.date(2025, 6, 1)
    about = {
        "count": 8, "measure": "hours", "valid_from": day, "decided_on": day, "decision": "1/QĐ",
        "entered_by": case.steps.first().by, "entered_at": now(),
    }  # fmt: skip
    return LocalLimit.objects.get_or_create(unit=case.unit, code="emergency", defaults=about)[0]


def new_consent(case: Case) -> Consent:
    child = case.people.filter(role="child").first() or case.people.create(role="child")
    return Consent.objects.create(
        case=case, child=child, purpose="photo", is_by_child=True, relation="mother",
        given_at=case.received_at, entered_at=now(), entered_by=case.steps.first().by,
    )  # fmt: skip


def new_breach(officer: User) -> DataBreach:
    moment = now()
    return DataBreach.objects.create(
        unit=officer.unit, discovered_at=moment, entered_at=moment, entered_by=officer,
        due_at=moment, duty_from=datetime.date(2026, 1, 1),
    )  # fmt: skip


def new_notice(case: Case) -> Notice:
    """Tell whoever may take the case that it is there."""
    return Notice.objects.create(
        case=case, kind="new_case", unit=case.unit, right="case.edit", at=now()
    )
