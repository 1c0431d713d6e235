"""Where the child of a case lives, where that is another commune than the one that has the case."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mangnon.cases.case import Case
from mangnon.cases.finding import lock_case
from mangnon.cases.handover.offering import require_commune_of_today
from mangnon.cases.record.changing import refuse_overwriting
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Unit, User


@transaction.atomic
def say_where_child_lives(
    case_id: UUID, unit: Unit | None, *, seen: int, by: User, now: datetime
) -> Case:
    """Write the commune; None, or that of the case itself, says that it is no other one."""
    access.require(by, "case.edit")
    case = lock_case(case_id, by)
    lives = unit if unit and unit.pk != case.unit_id else None
    if case.residence_unit == lives:
        return case
    refuse_overwriting(case, seen)
    if lives is not None:
        require_commune_of_today(lives, now)
    case.residence_unit = lives
    case.version += 1
    case.save(update_fields=["residence_unit", "version"])
    record(by, "case.change_residence", case, unit=case.unit, to=lives.code if lives else "")
    return case
