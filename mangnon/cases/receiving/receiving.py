"""Receiving a report: it becomes a case in the hands of the commune where it happened."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.catalog import case_catalog
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.codes import require_codes
from mangnon.cases.people import CasePerson
from mangnon.cases.receiving.new_report import NewReport, ReportedChild
from mangnon.cases.report import Report
from mangnon.cases.step import Step
from mangnon.cases.steps.answers import as_json, require_sound
from mangnon.cases.steps.effects import take_effect
from mangnon.cases.taking_part import Part, Participant
from mangnon.children.models import Child
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.engine.cases.process import Process

FORM = "report"
FOLLOW_UP_DIGITS = 10
SAME_WITHIN = timedelta(hours=1)  # so long the same words by the same person are the same report


@transaction.atomic
def receive(new: NewReport, *, by: User, now: datetime) -> Report:
    """Open a case with a report, and hand it to the commune at once.

    The same report sent again, any number of times, at the same moment or from another tab, is the
    one that is there already. Whether there is a case about the same matter is told to nobody
    here, and changes nothing (decision 0040).
    """
    access.require(by, "case.receive")
    if known := sent_before(new, by=by, now=now):
        return known
    require_possible(new, by=by, now=now)
    day = local_day(new.received_at)
    process = case_catalog().process(day)
    case = Case.objects.create(
        number=_next_number(now), unit=new.unit, residence_unit=new.residence_unit,
        process_from=process.valid_from, stage=process.first, harms=sorted(set(new.harms)),
        setting=new.setting, happened_on=new.happened_on, received_at=new.received_at,
        entered_at=now, is_emergency=new.is_danger,
    )  # fmt: skip
    Participant.objects.create(case=case, user=by, part=Part.INTAKE, since=now, added_by=by)
    report = write_report(case, new, by=by, now=now)
    add_children(case, new.children)
    _take_first_step(case, report, process)
    record(by, "case.receive", case, unit=new.unit, channel=new.channel)
    return report


def sent_before(new: NewReport, *, by: User, now: datetime) -> Report | None:
    """Return the report that this one is, if it came already; whatever comes meanwhile waits.

    Raises Refused for a form that was sent before and says something else now.
    """
    with connection.cursor() as cursor:  # one report of a person at a time
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 7))", [str(by.pk)])
    known: Report | None = Report.objects.filter(pk=new.id).select_related("case").first()
    if known is None:
        recent = Report.objects.filter(received_by=by, entered_at__gt=now - SAME_WITHIN)
        found: Report | None = recent.filter(fingerprint__matches=new.fingerprint).first()
        return found
    if known.received_by_id != by.pk or known.fingerprint != new.fingerprint:
        raise Refused(_("This form was sent already, as another report; open a new one."))
    return known


def write_report(case: Case, new: NewReport, *, by: User, now: datetime) -> Report:
    """Write a report down on a case, with its answers sealed."""
    form = case_catalog().form(FORM, local_day(new.received_at))
    return Report.objects.create(
        id=new.id, case=case, channel=new.channel, reference=new.reference.strip(),
        received_at=new.received_at, entered_at=now, received_by=by, is_danger=new.is_danger,
        content=as_json(form, require_sound(form, new.answers)), form_from=form.valid_from,
        informant=json.dumps(dict(new.informant), ensure_ascii=False) if new.informant else "",
        follow_up="".join(secrets.choice("0123456789") for _digit in range(FOLLOW_UP_DIGITS)),
        fingerprint=new.fingerprint,
    )  # fmt: skip


def add_children(case: Case, children: Iterable[ReportedChild]) -> None:
    for child in children:
        CasePerson.objects.create(
            case=case, role=CasePerson.Role.CHILD, name=child.name.strip(), sex=child.sex,
            child_id=child.child, birth_date=child.birth_date, age=child.age,
            details=json.dumps(dict(child.details), ensure_ascii=False) if child.details else "",
        )  # fmt: skip


def _take_first_step(case: Case, report: Report, process: Process) -> None:
    definition = process.by_code["receive"]
    step = Step.objects.create(
        id=report.pk, case=case, code=definition.code, state=Step.State.DONE,
        from_stage=case.stage, to_stage=case.stage, happened_at=report.received_at,
        entered_at=report.entered_at, by=report.received_by,
    )  # fmt: skip
    take_effect(case, step, definition, {})


def _next_number(now: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number')")
        (number,) = cursor.fetchone()
    return f"{timezone.localtime(now).year}-{number:06d}"


def require_possible(new: NewReport, *, by: User, now: datetime) -> None:
    """Raise Refused for a report that cannot be: codes, times, a commune that is no more."""
    require_codes([new.channel], "case_channel")
    require_codes(new.harms, "harm_kind")
    require_codes([new.setting], "case_setting")
    if not new.children:
        raise Refused(_("A case is about a child; enter what is known of them, even if no name."))
    _require_known_children(new.children, by)
    if new.received_at > now:
        raise Refused(_("This time is still to come; write when the report was received."))
    received_on = local_day(new.received_at)
    if new.happened_on is not None and new.happened_on > received_on:
        raise Refused(
            _("This day comes after the report; look at the day on which it happened again.")
        )
    today = local_day(now)
    for unit in filter(None, (new.unit, new.residence_unit)):
        if unit.level != Unit.Level.COMMUNE or not Unit.objects.on(today).filter(pk=unit.pk):
            raise Refused(
                _("%(unit)s is no commune of today; choose the commune that it became part of.")
                % {"unit": unit}
            )


def _require_known_children(children: Iterable[ReportedChild], by: User) -> None:
    named = [child.child for child in children if child.child is not None]
    if len(set(named)) < len(named):
        raise Refused(_("The same child of the register stands here twice."))
    if Child.objects.visible_to(by).filter(pk__in=named).count() < len(named):
        raise Refused(_("This child of the register is not open to you."))
