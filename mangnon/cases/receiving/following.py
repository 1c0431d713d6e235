"""What whoever received a report, and whoever told it, hear of it later: the stage, no content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.receiving.guessing import note_wrong, require_not_guessing
from mangnon.cases.report import Report
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.encryption.values import digits_only
from mangnon.core.models import User
from mangnon.core.units.unit import Unit

FOLLOW_UP_LENGTH = 10
MOST_LISTED = 100


class Standing(models.TextChoices):
    """So few stages that none says what the commune thinks of the report or does about it."""

    PASSED_ON = "passed_on", _("Passed on to the commune, which has not taken it yet")
    IN_HAND = "in_hand", _("The commune is dealing with it")
    ENDED = "ended", _("Ended")


@dataclass(frozen=True)
class Followed:
    """A report as it is followed. `is_late` where the commune should have taken it by now."""

    report: Report
    unit: Unit
    standing: Standing
    is_late: bool


def follow(report: Report, now: datetime) -> Followed:
    """Return where a report stands; one whose case was joined into another goes on with that."""
    case = report.case
    while case.joined_into is not None:
        case = case.joined_into
    late = case.clocks.running().filter(code="acknowledge", due_at__lt=now)
    return Followed(report, report.case.unit, standing_of(case), is_late=late.exists())


def own_reports(by: User, now: datetime) -> list[Followed]:
    """Return the reports that the person received, the newest first."""
    access.require(by, "case.receive")
    reports = Report.objects.filter(received_by=by).select_related("case__unit")
    return [follow(one, now) for one in reports.order_by("-entered_at")[:MOST_LISTED]]


def own_report(report_id: object, by: User, now: datetime) -> Followed | None:
    """Return a report that the person received themselves; None for any other."""
    access.require(by, "case.receive")
    reports = Report.objects.filter(received_by=by).select_related("case__unit")
    report: Report | None = reports.filter(pk=report_id).first()
    return follow(report, now) if report else None


@transaction.atomic
def by_follow_up(number: str, *, by: User, now: datetime) -> Followed | None:
    """Return where the report stands that a caller names by its follow-up number; None: no such.

    Who has the number was told it when they reported: asking with it is written to the audit.
    Raises Refused for whoever tries numbers.
    """
    access.require(by, "case.receive")
    require_not_guessing(by)
    report: Report | None = None
    if len(digits_only(number)) == FOLLOW_UP_LENGTH:
        found = Report.objects.filter(follow_up__matches=number).select_related("case__unit")
        report = found.first()
    if report is None:
        note_wrong(by)
        return None
    record_read(by, "case.follow_up", report, unit=report.case.unit)
    return follow(report, now)


def last_channel(by: User) -> str | None:
    """Return how the person's last report came: the next one likely comes the same way."""
    channels = Report.objects.filter(received_by=by).order_by("-entered_at")
    found: str | None = channels.values_list("channel", flat=True).first()
    return found


def standing_of(case: Case) -> Standing:
    """Return how far a case is, for somebody who does not work on it."""
    process = case_catalog().process(case.process_from)
    if process.stage_by_code[case.stage].is_end:
        return Standing.ENDED
    return Standing.PASSED_ON if case.stage == process.first else Standing.IN_HAND
