"""Anonymising what stands on a list and in no case: a child in need, a carer, an agency's list."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.cases.care.carer import Carer
from mangnon.cases.care.need import CareNeed
from mangnon.cases.matching.agency_record import AgencyRecord
from mangnon.cases.matching.comparing import cases_matched
from mangnon.cases.retention.destroying import destroy
from mangnon.cases.retention.legal_hold import LegalHold
from mangnon.cases.retention.listed import LIST, NEED, Listed, lock
from mangnon.cases.retention.schedule import due_listed
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User

RUNS = "retention.run"


@transaction.atomic
def anonymise_listed(one: Listed, *, by: User, day: date, now: datetime) -> None:
    """Destroy the words, names and links of what is due; what is anonymised already is not due."""
    access.require(by, RUNS)
    lock(one)
    if not due_listed(by, day, one.number):
        raise Refused(_("%(number)s is on hold, or must be kept longer.") % {"number": one.number})
    if one.of == LIST:
        _anonymise_list(one, now)
    elif one.of == NEED:
        destroy(CareNeed.objects.get(pk=one.key))
        CareNeed.objects.filter(pk=one.key).update(anonymised_at=now)
    else:
        Carer.objects.filter(pk=one.key).update(
            name=None, answers=None, verified=None, anonymised_at=now
        )
    LegalHold.objects.filter(listed=one.number).update(reason=None)
    record(by, "retention.anonymise", by, unit=one.unit, number=one.number)


def _anonymise_list(one: Listed, now: datetime) -> None:
    """Keep of each row that it was like a child of a case: the counts of the two stay."""
    rows = AgencyRecord.objects.filter(source=one.source, occurred_on__year=one.year)
    matched = cases_matched(list(rows), one.year)
    rows.filter(pk__in=matched).update(was_in_case=True)
    rows.update(name=None, birth_year=None, anonymised_at=now)
