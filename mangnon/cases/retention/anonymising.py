"""Anonymising what was kept long enough: what is told goes, codes, times and counts stay."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.case import Case
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.matching.comparing import keep_matches
from mangnon.cases.people import CasePerson
from mangnon.cases.retention.anonymising_lists import RUNS, anonymise_listed
from mangnon.cases.retention.destroying import destroy
from mangnon.cases.retention.schedule import all_due, due_cases
from mangnon.children.births import age_on
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User


def run_retention(*, by: User, day: date, now: datetime) -> list[str]:
    """Anonymise all that is due on a day; return the numbers. Each is done by itself."""
    access.require(by, RUNS)
    due = all_due(by, day)
    for kept in due:
        if isinstance(kept.record, Case):
            anonymise(kept.record, by=by, day=day, now=now)
        else:
            anonymise_listed(kept.record, by=by, day=day, now=now)
    return [kept.number for kept in due]


@transaction.atomic
def anonymise(case: Case, *, by: User, day: date, now: datetime) -> Case:
    """Destroy the words, names and links of one case that is due; done again, nothing changes."""
    access.require(by, RUNS)
    found: Case = Case.objects.select_for_update().get(pk=case.pk)
    if found.anonymised_at is not None:
        return found
    if not due_cases(by, day, only=found.pk):
        raise Refused(_("This case is on hold, or must be kept longer."))
    _keep_ages(found)
    keep_matches(found)
    destroy(found)
    Case.objects.filter(pk=found.pk).update(anonymised_at=now)
    record(by, "case.anonymise", found, unit=found.unit)
    found.refresh_from_db()
    return found


def _keep_ages(case: Case) -> None:
    """Let the age when the report came stand in the place of the birthday."""
    received = local_day(case.received_at)
    for person in case.people.filter(birth_date__isnull=False):
        age = max(0, age_on(person.birth_date, received))
        CasePerson.objects.filter(pk=person.pk).update(age=age)
