"""Where a child lives in its commune: hamlet and household, from a day on; earlier homes stay."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.children.families import Household, ResidenceSpell
from mangnon.children.record.finding import lock_child
from mangnon.children.register import Child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User


@transaction.atomic
def change_home(
    child_id: UUID, *, hamlet: str, household: str, since: date, by: User, today: date
) -> None:
    """Write where the child lives from a day on; the first day of the last home corrects that."""
    access.require(by, "child.edit")
    child = lock_child(child_id, by)
    if since > today:
        raise Refused(_("The child lives here from the birth on at the earliest, until today."))
    begin_home(child, child.unit, hamlet, household, since)
    touch(child)
    record(by, "child.change_home", child)


def begin_home(child: Child, unit: Unit, hamlet: str, household: str, since: date) -> None:
    """Let the child live in a place from the day on, in the caller's transaction.

    A child without any dated residence has lived in its unit since birth: that is written first.
    """
    if since < child.birth_date:
        raise Refused(_("The child lives here from the birth on at the earliest, until today."))
    spells = ResidenceSpell.objects.filter(child=child).order_by("-began_on")
    last = spells.first()
    if last is None and since > child.birth_date:
        last = ResidenceSpell(child=child, unit=child.unit, began_on=child.birth_date)
    home = {"unit": unit, "hamlet": hamlet, "household": household_of(unit, household, hamlet)}
    if last is not None and last.began_on == since:
        spells.filter(pk=last.pk).update(ended_on=None, **home)
        return
    if last is not None:
        if since < last.began_on:
            raise Refused(
                _("The child's last home began on %(day)s; the new one begins after that.")
                % {"day": f"{last.began_on:%d/%m/%Y}"}
            )
        last.ended_on = min(since, last.ended_on or since)
        last.save()
    ResidenceSpell.objects.create(child=child, began_on=since, **home)


def household_of(unit: Unit, code: str, hamlet: str) -> Household | None:
    """Return the household that the commune numbers so, made when it is the first time."""
    if not code:
        return None
    found, _made = Household.objects.get_or_create(
        unit=unit, code=code, defaults={"hamlet": hamlet}
    )
    return found
