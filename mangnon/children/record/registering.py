"""Entering a child in the register: the record, where it lives, what its household has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mangnon.accounts.people import units_to_place
from mangnon.children.births import is_of_age
from mangnon.children.families import ResidenceSpell
from mangnon.children.record.answers import check_answers, set_answers
from mangnon.children.record.homes import household_of
from mangnon.children.record.poverty import begin_class
from mangnon.children.register import ADULT_AT, Child
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User


@dataclass(frozen=True)
class NewChild:
    """What is told of a child when it enters; `id` was made where the form was opened."""

    id: UUID
    answers: Mapping[str, object]
    unit: Unit
    hamlet: str = ""
    household: str = ""
    lives_here_since: date | None = None
    poverty: str = Child.Poverty.UNKNOWN
    poverty_since: date | None = None


def register_child(new: NewChild, *, by: User, today: date) -> Child:
    """Enter a child; the same form sent again, also at the same moment, enters no second one."""
    access.require(by, "child.edit")
    try:
        with transaction.atomic():
            return _entered(new, by, today)
    except IntegrityError as error:
        if "children_child_pkey" not in str(error):
            raise
    there: Child | None = Child.objects.visible_to(by).filter(pk=new.id).first()
    if there is None:
        raise Refused(_("This form was used before; open a new one and enter the child again."))
    return there


def _entered(new: NewChild, by: User, today: date) -> Child:
    if not units_to_place(by, today).filter(pk=new.unit.pk, level=Unit.Level.COMMUNE).exists():
        raise Refused(_("You can enter children of your own commune only."))
    child = Child(id=new.id, unit=new.unit, poverty=new.poverty)
    set_answers(child, new.answers)
    check_answers(child)
    if is_of_age(child.birth_date, ADULT_AT, today):
        raise Refused(
            _("Who has turned 16 is no child by the law and is not entered; look at the birth.")
        )
    since = new.lives_here_since or child.birth_date
    if since < child.birth_date or since > today:
        raise Refused(_("The child lives here from the birth on at the earliest, until today."))
    child.save(force_insert=True)
    ResidenceSpell.objects.create(
        child=child, unit=new.unit, hamlet=new.hamlet, began_on=since,
        household=household_of(new.unit, new.household, new.hamlet),
    )  # fmt: skip
    if new.poverty != Child.Poverty.UNKNOWN:
        begin_class(child, new.poverty, _poverty_since(new, child, today))
    record(by, "child.register", child)
    return child


def _poverty_since(new: NewChild, child: Child, today: date) -> date:
    since = new.poverty_since or today
    if not child.birth_date <= since <= today:
        raise Refused(_("The class counts from the child's birth at the earliest, until today."))
    return since
