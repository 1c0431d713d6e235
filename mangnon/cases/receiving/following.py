"""What whoever received a report, and whoever told it, hear of it later: the stage, no content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clock import CaseClock
from mangnon.cases.receiving.guessing import note_wrong, require_not_guessing
from mangnon.cases.report import Report
from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.encryption.values import digits_only
from mangnon.core.models import User
from mangnon.core.units.unit import Unit

FOLLOW_UP_LENGTH = 10
ON_A_PAGE = 50


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
    """Return where a report stands."""
    return _followed([report], now)[0]


@dataclass(frozen=True)
class OwnReports:
    """A page of reports; `after` is the one behind which the next page begins."""

    reports: Sequence[Followed]
    after: UUID | None


def own_reports(by: User, now: datetime, after: UUID | None = None) -> OwnReports:
    """Return the reports that the person received, the newest first, a page of them."""
    access.require(by, "case.receive")
    own = Report.objects.filter(received_by=by)
    last = own.filter(pk=after).first() if after else None
    if last is not None:
        earlier = Q(entered_at=last.entered_at, pk__lt=last.pk) | Q(entered_at__lt=last.entered_at)
        # Said twice, so that the index begins there.
        own = own.filter(earlier, entered_at__lte=last.entered_at)
    own = own.select_related("case__unit", "case__joined_into").order_by("-entered_at", "-pk")
    found = list(own[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    return OwnReports(_followed(shown, now), shown[-1].pk if len(found) > ON_A_PAGE else None)


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


def _followed(reports: Sequence[Report], now: datetime) -> list[Followed]:
    """Return where each stands; one whose case was joined into another goes on with that."""
    cases = [_goes_on_with(report.case) for report in reports]
    late = CaseClock.objects.running().filter(case__in=cases, code="acknowledge", due_at__lt=now)
    are_late = set(late.values_list("case", flat=True))
    return [
        Followed(report, report.case.unit, standing_of(case), is_late=case.pk in are_late)
        for report, case in zip(reports, cases, strict=True)
    ]


def _goes_on_with(case: Case) -> Case:
    while case.joined_into is not None:
        case = case.joined_into
    return case
