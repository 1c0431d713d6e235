"""Loading the list of one agency for one year; it takes the place of the one before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NoReturn

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.cases.catalog import code_list
from mangnon.cases.clocks.limits import local_day
from mangnon.cases.matching.agency_record import AgencyRecord
from mangnon.catalog import CATALOG
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.csv_rows import Row, day_of, rows_of_bytes
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.engine.definitions import Reporter
from mangnon.engine.load import load_catalog

LEAF = "9"
COLUMNS = ("name", "birth_year", "commune", "date", "kind")
LONGEST_NAME, FIRST_YEAR = 200, 1990
MOST_ROWS = 5000
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('cases.agency_list'))"


def sources() -> Sequence[Reporter]:
    """Return the agencies that report chỉ tiêu 9, each with a list of its own."""
    return load_catalog(CATALOG).indicators[LEAF].reporters


@transaction.atomic
def load_list(content: bytes, file: str, *, source: str, year: int, by: User, now: datetime) -> int:
    """Keep the rows of a list, sealed; every row must be sound, or none is taken.

    It takes the place of the one before, which only the organisation that loaded it replaces.
    """
    access.require(by, "case.load_list")
    if source not in {reporter.code for reporter in sources()}:
        raise Refused(_("Choose whose list it is."))
    rows = rows_of_bytes(content, file, COLUMNS)
    if not rows or len(rows) > MOST_ROWS:
        raise Refused(_("A list has 1 to %(most)s rows.") % {"most": MOST_ROWS})
    records = [_record(row, where, source, year, by, now) for row, where in rows]
    one_list_at_a_time()
    before = AgencyRecord.objects.filter(source=source, occurred_on__year=year)
    if before.filter(anonymised_at__isnull=False).exists():
        raise Refused(
            _("The list of %(year)s was anonymised; it is not loaded again.") % {"year": year}
        )
    _require_own(before, year, by, local_day(now))
    before.delete()
    for one in records:
        one.save(force_insert=True)
    record(by, "case.load_list", by, unit=by.unit, source=source, year=year, rows=len(records))
    return len(records)


def one_list_at_a_time() -> None:
    """Let nobody else load or destroy a list until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)


def _require_own(before: QuerySet[AgencyRecord], year: int, by: User, today: date) -> None:
    """Refuse to replace the list of another organisation, for as long as that exists."""
    others = before.exclude(organisation=by.organisation_id)
    others = others.filter(organisation__in=Organisation.objects.on(today))
    other = others.select_related("organisation").first()
    if other is not None:
        raise Refused(
            _("%(organisation)s has loaded this list of %(year)s, and only they replace it.")
            % {"organisation": other.organisation, "year": year}
        )


def _record(row: Row, where: str, source: str, year: int, by: User, now: datetime) -> AgencyRecord:
    day = day_of(row["date"].strip(), where)
    if day.year != year or day > local_day(now):
        _refuse(where, _("the date is not in %(year)s, or still to come.") % {"year": year})
    if row["kind"].strip() not in code_list("harm_kind").by_code:
        known = ", ".join(code_list("harm_kind").by_code)
        _refuse(where, _("the kind is none of: %(known)s.") % {"known": known})
    name = row["name"].strip()
    if len(name) > LONGEST_NAME:
        _refuse(where, _("the name is too long."))
    return AgencyRecord(
        source=source, organisation=by.organisation, unit=_commune(row, where, day, by),
        name=name, birth_year=_year(row["birth_year"].strip(), where, day),
        occurred_on=day, harm=row["kind"].strip(), loaded_by=by, loaded_at=now,
    )  # fmt: skip


def _commune(row: Row, where: str, day: date, by: User) -> Unit:
    communes = Unit.objects.visible_to(by).on(day).filter(level=Unit.Level.COMMUNE)
    found: Unit | None = communes.filter(code=row["commune"].strip()).first()
    if found is None:
        _refuse(where, _("no commune of that day has this code."))
    return found


def _year(text: str, where: str, day: date) -> int | None:
    if not text:
        return None
    if not text.isascii() or not text.isdecimal() or not FIRST_YEAR <= int(text) <= day.year:
        _refuse(where, _("the year of birth is no year of a child; write it as 2015."))
    return int(text)


def _refuse(where: str, why: str) -> NoReturn:
    raise Refused(f"{where}: {why}")
