"""Entering a socio-economic plan with the lines that carry targets, and changing it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mangnon.accounts.people import units_to_place
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.audit.values import changes_since, values_of
from mangnon.core.models import Refused, Unit, User
from mangnon.core.sent_again import sent_before
from mangnon.plans.socioeconomic.carried import (
    FIVE_YEARS,
    CarriedTarget,
    Kind,
    SocioeconomicPlan,
)

LONGEST_LINE = 200


@dataclass(frozen=True)
class Document:
    """What a person writes of a document; `lines` says by leaf where it carries a target."""

    number: str
    issued_on: date
    title: str = ""
    lines: Mapping[str, str] = field(default_factory=dict)


def units_for(by: User, day: date) -> QuerySet[Unit]:
    """Return the units whose documents the person may enter."""
    if not access.allowed(by, "local_plan.draft") or access.keeps_to_an_organisation(by):
        return Unit.objects.none()
    return units_to_place(by, day)


@transaction.atomic
def enter_plan(
    unit: Unit, kind: str, first_year: int, document: Document, *, by: User, now: datetime,
    key: UUID,
) -> SocioeconomicPlan:  # fmt: skip
    """Enter a document once; the same form sent again is the same document."""
    access.require(by, "local_plan.draft")
    if not units_for(by, now.date()).filter(pk=unit.pk).exists():
        raise Refused(_("You do not serve %(unit)s; choose a unit of yours.") % {"unit": unit})
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    known: SocioeconomicPlan | None = sent_before(
        SocioeconomicPlan.objects, key, by=by, sent_by="entered_by"
    )
    if known is not None:
        return known
    _require_sound(kind, first_year, document, now)
    same = SocioeconomicPlan.objects.filter(unit=unit, kind=kind, first_year=first_year).first()
    if same is not None:
        raise Refused(
            _("%(unit)s has this plan already as %(number)s; open it and change it.")
            % {"unit": unit, "number": same.number}
        )
    made = SocioeconomicPlan(
        pk=key, unit=unit, kind=kind, first_year=first_year, entered_by=by, entered_at=now,
        changed_at=now,
    )  # fmt: skip
    _fill(made, document)
    made.save(force_insert=True)
    _carry(made, document)
    record(by, "socioeconomic.enter", made, unit=unit, period=made.period)
    return made


@transaction.atomic
def change_plan(
    plan_id: UUID, document: Document, *, by: User, now: datetime, seen_at: datetime
) -> SocioeconomicPlan:
    """Write the document anew; Refused where somebody else has since it was opened."""
    access.require(by, "local_plan.draft")
    seen = SocioeconomicPlan.objects.visible_to(by).select_for_update(of=("self",))
    plan: SocioeconomicPlan | None = seen.select_related("unit").filter(pk=plan_id).first()
    if plan is None or not units_for(by, now.date()).filter(pk=plan.unit_id).exists():
        raise Refused(_("This document is kept by its own unit."))
    if plan.changed_at != seen_at:
        raise Refused(_("Somebody has changed this document since you opened it. Open it again."))
    _require_sound(plan.kind, plan.first_year, document, now)
    before, carried = values_of(plan), dict(plan.carried.values_list("leaf", "line"))
    _fill(plan, document)
    plan.changed_at = now
    plan.save()
    plan.carried.all().delete()
    _carry(plan, document)
    changed = sorted(
        leaf for leaf in {*carried, *document.lines}
        if carried.get(leaf, "") != document.lines.get(leaf, "")
    )  # fmt: skip
    told = changes_since(before, plan) | {"leaves": changed}
    record(by, "socioeconomic.change", plan, unit=plan.unit, **told)
    return plan


def _fill(plan: SocioeconomicPlan, document: Document) -> None:
    plan.number, plan.title = document.number.strip(), document.title.strip()
    plan.issued_on = document.issued_on


def _carry(plan: SocioeconomicPlan, document: Document) -> None:
    CarriedTarget.objects.bulk_create(
        CarriedTarget(plan=plan, leaf=leaf, line=line.strip()[:LONGEST_LINE])
        for leaf, line in document.lines.items()
        if line.strip()
    )


def _require_sound(kind: str, first_year: int, document: Document, now: datetime) -> None:
    if kind not in Kind.values:
        raise Refused(_("Choose one of the list."))
    if kind == Kind.FIVE_YEAR and first_year % FIVE_YEARS != 1:
        raise Refused(
            _("Five-year plans begin in a year such as 2021 or 2026; choose such a year.")
        )
    if not document.number.strip():
        raise Refused(_("Write the number of the document."))
    if document.issued_on > now.date():
        raise Refused(_("The day of the document is still to come."))
