"""Asking for a file of children, and taking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.children.exporting.columns import columns_for, may_have
from mangnon.children.exporting.export import Export
from mangnon.children.exporting.reasons import bases, purposes
from mangnon.core import access
from mangnon.core.audit import record, record_read
from mangnon.core.models import Refused, User


@dataclass(frozen=True)
class Asked:
    """What a person asks for; `filters` as `choosing.chosen` takes them."""

    columns: list[str]
    filters: dict[str, Any]
    form: str
    purpose: str
    basis: str
    reason: str


@transaction.atomic
def ask_for_export(asked: Asked, *, on: date, by: User) -> Export:
    """Let a file of children be made; who is asked for is decided when the making begins."""
    access.require(by, "child.export")
    if by.unit is None:
        raise Refused(_("You serve no unit, so there are no children whom you may take out."))
    if not asked.columns or not may_have(by, asked.columns):
        raise Refused(_("Choose at least one column, of those that you may read."))
    if asked.purpose not in purposes() or asked.basis not in bases():
        raise Refused(_("Choose the purpose and the legal basis."))
    if not asked.reason.strip():
        raise Refused(_("Say in words what the file is for."))
    User.objects.select_for_update().get(pk=by.pk)  # two requests at once come one by one
    busy = (Export.State.WAITING, Export.State.MAKING)
    if Export.objects.visible_to(by).of(by).filter(state__in=busy).exists():
        raise Refused(_("Another file of yours is being made; wait until it is ready."))
    order = [column.name for column in columns_for(by) if column.name in asked.columns]
    export = Export.objects.create(
        asked_by=by, unit=by.unit, as_of=on, columns=order, filters=asked.filters,
        form=asked.form, purpose=asked.purpose, basis=asked.basis, reason=asked.reason.strip(),
    )  # fmt: skip
    record(
        by, "child.export_ask", export, unit=by.unit, columns=order, purpose=asked.purpose,
        basis=asked.basis,
    )  # fmt: skip
    return export


def may_still_have(export: Export) -> bool:
    """Say whether who asked may still have all of it, and serves the unit that they served."""
    by = export.asked_by
    return (
        access.allowed(by, "child.export")
        and by.unit_id == export.unit_id
        and may_have(by, export.columns)
    )


def take(export: Export, *, first: int, by: User) -> None:
    """Note that the person takes the file, from a byte on; raise Refused when it is not there."""
    access.require(by, "child.export")
    if export.asked_by != by or not may_still_have(export):
        raise Refused(_("You may no longer take these children out of the register."))
    if export.state != Export.State.READY or export.is_over(timezone.now()):
        raise Refused(_("The file is no longer kept; ask for it again."))
    record_read(
        by, "child.export", export, fields=export.columns, unit=export.unit,
        purpose=export.purpose, basis=export.basis, rows=export.counted, first=first,
    )  # fmt: skip
