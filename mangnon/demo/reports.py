"""Reports of agencies and communes in the demonstration, each as far as another."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from mangnon.core.access import Role
from mangnon.core.models import Organisation, Unit, User
from mangnon.core.units.loading import local_administrator
from mangnon.core.units.province import RESULTS_ON, results_province
from mangnon.demo.accounts import OFFICE_OF_TODAY
from mangnon.plans.models import Plan
from mangnon.reports.models import Obligation, ReportPeriod, Submission
from mangnon.reports.submissions.content import SignatureContent
from mangnon.reports.submissions.receiving import accept, comment, lock, return_it
from mangnon.reports.submissions.sending import Signed, sign_and_send, submit
from mangnon.reports.submissions.writing import begin

TITLE = "Báo cáo kết quả thực hiện kế hoạch công tác trẻ em năm {year}"
GATHERS = "Sở Y tế"  # to whom the others send theirs
OF_AGENCIES = ("accepted", "sent", "draft")
OF_COMMUNES = ("locked", "accepted", "returned", "submitted", "draft")
LATE_BY = timedelta(days=3)
ASKED = "Đề nghị bổ sung số kinh phí đã chi cho hoạt động hè."


@transaction.atomic
def make_reports(plan: Plan, today: date) -> None:
    """Write the reports of three agencies and of five communes, those of today.

    Who has only begun it is late.
    """
    provinces = Unit.objects.on(today).filter(level=Unit.Level.PROVINCE)
    agencies = (
        Organisation.objects.on(today)
        .filter(unit__in=provinces, kind=Organisation.Kind.DEPARTMENT)
        .exclude(name__startswith=GATHERS)
        .order_by("pk")
    )
    due = date(plan.year or today.year, 11, 10)
    days = {"draft": min(due, today - LATE_BY)}
    number = 100
    for body, state in zip(agencies.select_related("unit"), OF_AGENCIES, strict=False):
        people = _people(body.unit, body, Role.AGENCY_FOCAL_POINT, Role.AGENCY_FOCAL_POINT)
        _write(
            _owed(plan, body.unit, body, days.get(state, due)),
            state,
            *people,
            today,
            number := number + 1,
        )
    communes = Unit.objects.on(today).filter(level=Unit.Level.COMMUNE, code__in=_counted())
    for unit, state in zip(communes.order_by("code"), OF_COMMUNES, strict=False):
        people = _people(unit, None, Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIR)
        _write(
            _owed(plan, unit, None, days.get(state, due)),
            state,
            *people,
            today,
            number := number + 1,
        )


def _counted() -> list[str]:
    """Return the codes of the communes that figures were computed for, borne on by successors."""
    communes = results_province().subtree().on(RESULTS_ON).filter(level=Unit.Level.COMMUNE)
    return list(communes.values_list("code", flat=True))


def _owed(plan: Plan, unit: Unit, organisation: Organisation | None, due: date) -> Obligation:
    """Return what the body owes for the year, by that day; made where nothing made it before."""
    year = plan.year or date.max.year
    about = {"plan": plan, "unit": unit, "organisation": organisation}
    standing = Obligation.objects.standing().filter(period=ReportPeriod.YEAR, **about)
    known: Obligation | None = standing.filter(consolidates=False).first()
    if known is not None:
        known.due_on = min(due, known.due_on)
        known.counted_until = min(due, known.counted_until)
        known.save(update_fields=["due_on", "counted_until"])
        return known
    return Obligation.objects.create(
        **about, period=ReportPeriod.YEAR, period_from=date(year, 1, 1),
        period_to=date(year, 12, 31), title=TITLE.format(year=year), due_on=due,
        counted_until=due, asked_by=local_administrator(), asked_at=timezone.now(),
    )  # fmt: skip


def _people(
    unit: Unit, organisation: Organisation | None, writes: Role, signs: Role
) -> tuple[User, User]:
    """Return who writes and who signs; nobody signs in as them."""
    code = organisation.pk if organisation else unit.code
    writer, signer = (
        User.objects.create(
            username=f"{what}-{code}", full_name=f"{name} {organisation or unit}", role=role,
            unit=unit, organisation=organisation,
        )
        for what, name, role in (("soan", "Người soạn", writes), ("ky", "Lãnh đạo", signs))
    )  # fmt: skip
    return writer, signer


def _write(
    owed: Obligation, state: str, writer: User, signer: User, today: date, number: int
) -> None:
    report = begin(owed.pk, by=writer, today=today, now=_at(today, 8))
    if state == "draft":
        return
    report = submit(
        report.pk, key=uuid4(), seen_at=report.changed_at, by=writer, today=today, now=_at(today, 9)
    )
    if state != "submitted":
        _send(report, state, signer, today, number)


def _send(report: Submission, state: str, signer: User, day: date, number: int) -> None:
    office = "Chủ tịch" if report.organisation is None else "Thủ trưởng cơ quan"
    collective = "Ủy ban nhân dân" if report.organisation is None else ""
    signature = SignatureContent(office=office, name=str(signer), collective=collective)
    signed = Signed(number, "UBND" if collective else "SN", day, report.unit.name, signature)
    report = sign_and_send(
        report.pk, signed, key=uuid4(), seen_at=report.changed_at, by=signer, today=day,
        now=_at(day, 10),
    )  # fmt: skip
    by = User.objects.get(username=OFFICE_OF_TODAY)
    if state == "returned":
        at, later = _at(day, 14), _at(day, 15)
        report = comment(
            report.pk, ASKED, section="funding", seen_version=1, key=uuid4(), by=by, now=at
        )
        return_it(report.pk, "", key=uuid4(), seen_at=report.changed_at, by=by, now=later)
        return
    for step, name, hour in ((accept, "accepted", 15), (lock, "locked", 16)):
        if state in (name, "locked"):
            seen_at = report.changed_at
            report = step(report.pk, key=uuid4(), seen_at=seen_at, by=by, now=_at(day, hour))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=timezone.get_default_timezone())
