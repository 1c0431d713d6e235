"""A batch for the access table, of children in the commune of the table's child."""

from types import SimpleNamespace

from mangnon.core.models import Unit, User
from mangnon.intake.importers import IMPORTERS
from mangnon.intake.models import Batch


def imported_batch() -> Batch:
    """Return the batch, made when it is first asked for; refused, so that nothing of it is kept."""
    IMPORTERS.setdefault(
        "child", SimpleNamespace(kind="child", label="Trẻ em", needs="child.import", columns=tuple)
    )
    about = {
        "unit": Unit.objects.get(code="25216"),
        "received_by": User.objects.first(),
        "state": Batch.State.REFUSED,
    }
    return Batch.objects.get_or_create(kind="child", file_name="sheet.xlsx", defaults=about)[0]
