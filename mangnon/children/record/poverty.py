"""Deciding the poverty class of a child's household, from a day on; earlier classes stay."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mangnon.children.poverty import PovertySpell
from mangnon.children.record.finding import lock_child
from mangnon.children.register import Child
from mangnon.children.touching import touch
from mangnon.core import access
from mangnon.core.audit import record
from mangnon.core.models import Refused, User


@transaction.atomic
def decide_poverty(child_id: UUID, *, poverty: str, since: date, by: User, today: date) -> None:
    """Put the household in a class from a day on; the class before it ends on that day.

    The same day again corrects what was decided from it; "unknown" leaves no class from the day.
    """
    access.require(by, "child.edit")
    child = lock_child(child_id, by)
    if not child.birth_date <= since <= today:
        raise Refused(_("The class counts from the child's birth at the earliest, until today."))
    begin_class(child, poverty, since)
    child.poverty = poverty
    child.save(update_fields=["poverty"])
    touch(child)
    record(by, "child.poverty", child)


def begin_class(child: Child, poverty: str, since: date) -> None:
    """Write the spell that begins on the day, in the caller's transaction."""
    spells = PovertySpell.objects.filter(child=child)
    if spells.filter(began_on__gt=since).exists():
        raise Refused(
            _("A later class is known already; a class is decided from a day after it, or from it.")
        )
    spells.filter(began_on=since).delete()
    spells.filter(ended_on=None).update(ended_on=since)
    if poverty != Child.Poverty.UNKNOWN:
        PovertySpell.objects.create(child=child, poverty=poverty, began_on=since)
