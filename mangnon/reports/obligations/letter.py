"""The letter that reminds all bodies whose report of one kind has not come (công văn đôn đốc)."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from mangnon.core import access
from mangnon.core.audit import record_read
from mangnon.core.models import Organisation, Refused, Unit, User
from mangnon.core.working_calendar import working_calendar
from mangnon.documents.writing import write
from mangnon.documents.writing.kinds import Draft, Issuer
from mangnon.documents.writing.reminder import Owed, reminder
from mangnon.documents.writing.signing import Signature
from mangnon.reports.obligations.bodies import committee
from mangnon.reports.obligations.catalog import catalog_on
from mangnon.reports.obligations.obligation import Obligation
from mangnon.reports.obligations.states import body_name


def letter_to_late(obligation: Obligation, *, by: User, now: datetime) -> bytes:
    """Return the .docx to all who owe the same report and are late; the audit notes who took it.

    Number and day are the registry's. Raises Refused where nobody is late.
    """
    access.require(by, "obligation.ask")
    day, catalog = now.date(), catalog_on(now.date())
    seen = Obligation.objects.visible_to(by).of_same_report(obligation).late(day)
    late = seen.select_related("organisation", "unit").order_by("unit__code", "organisation")
    names = tuple(body_name(one) for one in late)
    if not names:
        raise Refused(_("Nobody is late with this report, so there is nobody to remind."))
    sender = obligation.receiver or by.organisation
    owed = Owed(
        report=obligation.title[:1].lower() + obligation.title[1:], basis=_basis(obligation),
        due=obligation.due_on + timedelta(days=1),  # the words say "before"
        by=working_calendar().add_working_days(day, catalog.letter_days) + timedelta(days=1),
        today=day,
    )  # fmt: skip
    draft = Draft(
        issuer=_issuer(sender, obligation.unit if sender else by.unit, day), subject="",
        signature=_signature(sender, day), recipients=(), made_at=now,
    )  # fmt: skip
    record_read(by, "obligation.letter", obligation, unit=by.unit, late=len(names))
    return write(reminder(draft, owed, names))


def _basis(one: Obligation) -> str:
    if one.plan is None:
        return str(catalog_on(one.due_on).letter["basis_asked"])
    number = f" số {one.plan.number}" if one.plan.number else ""
    return f"Kế hoạch{number} năm {one.plan.year}"


def _issuer(sender: Organisation | None, unit: Unit | None, day: date) -> Issuer:
    """Return who sends: the organisation that receives the reports, else the unit's committee."""
    drafter = str(catalog_on(day).letter["drafter"])
    if sender is None or unit is None:
        name = committee(unit) if unit else ""
        return Issuer(name, "UBND", drafter, unit.name if unit else "")
    place = sender.unit or unit
    top = place if place.level == Unit.Level.PROVINCE else unit
    borne = sender.name_on(day) or sender.names.in_order().last()
    name = (borne and borne.short_name) or str(sender)
    symbol = (borne and borne.abbreviation) or _initials(name)
    return Issuer(name, symbol, drafter, top.name, parent=committee(top))


def _initials(name: str) -> str:
    """Return the short name in a document's number, where none is known: "SYT" of "Sở Y tế"."""
    return "".join(word[0].upper() for word in name.split())


def _signature(sender: Organisation | None, day: date) -> Signature:
    told = catalog_on(day).letter
    return Signature(told["organisation"]) if sender else Signature(**told["unit"])
