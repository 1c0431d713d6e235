"""Coordination rules: which units have them, whether they hold, when they were reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from mangnon.accounts.people import day_of_units
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, UnitChange, User
from mangnon.core.organisations.naming import SAME_UNIT
from mangnon.core.sent_again import sent_before
from mangnon.core.units.lineage import units_known
from mangnon.plans.bases.catalog import Subject, review_every_months, subjects
from mangnon.plans.bases.document import LegalDocument
from mangnon.plans.bases.rules_of_coordination import CoordinationReview, CoordinationRules
from mangnon.ui.context import today

LACKING, ENDED, DUE, GOOD = "lacking", "ended", "due", "good"


@dataclass(frozen=True)
class Standing:
    """How a unit stands with one subject: its newest rules, and when they were last reviewed."""

    unit: Unit
    rules: CoordinationRules | None
    document: LegalDocument | None
    reviewed_on: date | None
    state: str


def standings(user: User, subject: Subject, day: date) -> list[Standing]:
    """Return every unit of the person's that is to have the rules, the province first, by name.

    A unit keeps the rules it had before it was renamed or retyped; what it was merged of had its
    own. Four statements, however many units there are.
    """
    on = day_of_units(user, day)
    units = Unit.objects.on(on).filter(pk__in=units_known(user), level__in=subject.levels)
    place = _places(units)
    rules: dict[int, CoordinationRules] = {}
    found = CoordinationRules.objects.visible_to(user).filter(subject=subject.code)
    found = found.select_related("unit").annotate(reviewed_on=Max("reviews__on"))
    for one in found.order_by("document__issued_on", "entered_at"):
        rules[place(one.unit)] = one
    wanted = {one.document_id for one in rules.values()}
    documents = {one.pk: one for one in LegalDocument.objects.with_end().filter(pk__in=wanted)}
    told = [_standing(unit, rules.get(unit.pk), documents, day) for unit in units]
    return sorted(told, key=lambda one: (one.unit.level != Unit.Level.PROVINCE, one.unit.name_key))


def _places(units: Iterable[Unit]) -> Callable[[Unit], int]:
    """Return what tells, of a unit that bore another name or type, which of these it is now."""
    now = {(unit.code, unit.valid_from): unit.pk for unit in units}
    renewed = UnitChange.objects.filter(kind__in=SAME_UNIT).values_list(
        "from_code", "on", "to_code"
    )
    heirs = {(code, on): now.get((to, on)) for code, on, to in renewed}

    def place(unit: Unit) -> int:
        heir = heirs.get((unit.code, unit.valid_to)) if unit.valid_to else None
        return heir or unit.pk

    return place


def _standing(
    unit: Unit, rules: CoordinationRules | None, documents: dict[UUID, LegalDocument], day: date
) -> Standing:
    if rules is None:
        return Standing(unit, None, None, None, LACKING)
    document = documents[rules.document_id]
    reviewed: date | None = rules.reviewed_on  # type: ignore[attr-defined]  # annotated
    if not document.is_in_force(day):
        state = ENDED
    else:
        state = DUE if review_due_on(reviewed or document.issued_on) <= day else GOOD
    return Standing(unit, rules, document, reviewed, state)


def review_due_on(last: date) -> date:
    """Return the day on which rules are to be looked at again.

    >>> review_due_on(date(2024, 2, 29))
    datetime.date(2025, 2, 28)
    """
    months = last.year * 12 + last.month - 1 + review_every_months()
    year, month = months // 12, months % 12 + 1
    return date(year, month, min(last.day, 28) if month == 2 else min(last.day, 30))


@transaction.atomic
def enter_rules(
    unit: Unit,
    subject: str,
    document: LegalDocument,
    parties: str,
    *,
    by: User,
    now: datetime,
    key: UUID,
) -> CoordinationRules:
    """Say by which document the agencies of a unit work together; sent again it is the same."""
    access.require(by, "basis.edit")
    if unit.pk not in units_known(by) or access.keeps_to_an_organisation(by):
        raise Refused(_("You may enter coordination rules of your own units only."))
    if subject not in subjects() or unit.level not in subjects()[subject].levels:
        raise Refused(_("Choose one of the list."))
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    seen = CoordinationRules.objects.visible_to(by)
    known: CoordinationRules | None = sent_before(seen, key, by=by, sent_by="entered_by")
    if known is not None:
        return known
    if not parties.strip():
        raise Refused(_("Say which agencies the rules bind."))
    if CoordinationRules.objects.filter(unit=unit, subject=subject, document=document).exists():
        raise Refused(_("These rules are in the register already."))
    made = CoordinationRules.objects.create(
        id=key, unit=unit, subject=subject, document=document, parties=" ".join(parties.split()),
        entered_by=by, entered_at=now,
    )  # fmt: skip
    record(by, "coordination.enter", made, unit=unit, document=document.number)
    return made


@transaction.atomic
def review_rules(
    rules_id: UUID, on: date, outcome: str, note: str, *, by: User, now: datetime, key: UUID
) -> CoordinationReview:
    """Note that rules were looked at, and what came of it."""
    access.require(by, "basis.edit")
    held = CoordinationRules.objects.visible_to(by).select_for_update(of=("self",))
    rules = held.select_related("unit", "document").filter(pk=rules_id).first()
    if rules is None or access.keeps_to_an_organisation(by):
        raise Refused(_("You may review coordination rules of your own units only."))
    known: CoordinationReview | None = sent_before(rules.reviews, key, by=by, sent_by="by")
    if known is not None:
        return known
    if not rules.document.issued_on <= on <= today():
        raise Refused(_("Rules are reviewed after they were issued, and not in the future."))
    if outcome != CoordinationReview.Outcome.KEEP and not note.strip():
        raise Refused(_("Say what is to be amended or replaced."))
    made = CoordinationReview.objects.create(
        id=key, rules=rules, on=on, outcome=outcome, note=" ".join(note.split()), by=by, at=now
    )
    record(by, "coordination.review", made, unit=rules.unit, outcome=outcome)
    return made
