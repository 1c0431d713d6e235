"""One way to say what was done: for the auditor, and for the figures that must follow."""

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
    table = subject._meta.db_table
    record_id = str(subject.pk)
    AuditEntry.objects.create(
        actor=by,
        origin=origin.get(),
        action=action,
        table=table,
        record_id=record_id,
        details=details,
    )
    Change.objects.create(table=table, record_id=record_id, unit=unit)
