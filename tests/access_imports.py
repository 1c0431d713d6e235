"""A batch for the access table, of children in the commune of the table's child."""

from mangnon.core.models import Unit, User
from mangnon.intake.models import Batch


def imported_batch() -> Batch:
    """Return the batch, made when it is first asked for; refused, so that nothing of it is kept."""
    about = {
        "unit": Unit.objects.get(code="25216"),
        "received_by": User.objects.first(),
        "state": Batch.State.REFUSED,
    }
    return Batch.objects.get_or_create(kind="child", file_name="sheet.xlsx", defaults=about)[0]
