"""One way to say what was done or read: for the auditor, and for the figures that must follow."""

from collections.abc import Iterable
from contextvars import ContextVar

from django.db import models

from mangnon.core.models import AuditEntry, Change, Unit, User

COMMAND_LINE = "command line"
# The address of the request that is being answered; a command at the server has none.
origin: ContextVar[str] = ContextVar("origin", default=COMMAND_LINE)


def record(
    by: User | None,
    action: str,
    subject: models.Model,
    *,
    unit: Unit | None = None,
    **details: object,
) -> None:
    """Write the audit entry and the change-feed line of one action, in the caller's transaction.

    `by` is None for what the system does by itself; `details` must be plain JSON values and
    never hold a name, a number or a narrative of a child.
    """
    _write(by, action, subject, unit, details)
    Change.objects.create(
        table=subject._meta.db_table,
        record_id=str(subject.pk),
        unit_id=unit.pk if unit else _own_unit(subject),
    )


def record_read(
    by: User | None,
    action: str,
    subject: models.Model,
    *,
    fields: Iterable[str] = (),
    unit: Unit | None = None,
    **details: object,
) -> None:
    """Write that a person reads a sensitive record or takes an export; call it before answering.

    It costs one INSERT and no line of the change feed. When it raises, nothing may be answered.
    `fields` names what was read, never the values.
    """
    named = {"fields": sorted(fields)} if fields else {}
    _write(by, action, subject, unit, named | details)


def _write(
    by: User | None,
    action: str,
    subject: models.Model,
    unit: Unit | None,
    details: dict[str, object],
) -> None:
    AuditEntry.objects.create(
        actor=by,
        unit_id=unit.pk if unit else _unit_of(subject, by),
        origin=origin.get(),
        action=action,
        table=subject._meta.db_table,
        record_id=str(subject.pk),
        details=details,
    )


def _unit_of(subject: models.Model, by: User | None) -> int | None:
    """Return the unit whose auditor reads the entry: the record's, else the person's.

    What has neither is the system's own work: it belongs to the province that was loaded first.
    """
    found = _own_unit(subject) or (by.unit_id if by else None)
    if found is not None:
        return found
    provinces = Unit.objects.filter(level=Unit.Level.PROVINCE).order_by("pk")
    return provinces.values_list("pk", flat=True).first()


def _own_unit(subject: models.Model) -> int | None:
    found: int | None = (
        subject.pk if isinstance(subject, Unit) else getattr(subject, "unit_id", None)
    )
    return found
