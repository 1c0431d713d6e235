"""Children, as the intake imports them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mangnon.children.importing import columns as catalogue
from mangnon.children.importing.checking import CheckedChildren, check
from mangnon.children.importing.imported_row import ImportedRow
from mangnon.children.importing.prefilled import prefilled
from mangnon.children.importing.undoing import undo
from mangnon.children.importing.writing import write
from mangnon.core.models import Unit, User
from mangnon.intake.batch import Batch
from mangnon.intake.importers import Checked, Column
from mangnon.ui.context import today

if TYPE_CHECKING:
    from mangnon.intake.reading import Sheet


class ChildImporter:
    kind = "child"
    label = _("Children")
    needs = "child.import"
    own_only = False

    def columns(self) -> Sequence[Column]:
        return catalogue.columns()

    def page(self, batch: Batch) -> str:
        return reverse("children")

    def prefilled(self, unit: Unit, by: User) -> Iterable[Mapping[str, object]]:
        return prefilled(unit, by)

    def check(self, sheet: Sheet, batch: Batch, by: User) -> Checked:
        unread = {problem.row for problem in sheet.problems if not problem.is_warning}
        return check(
            sheet.rows, titles=sheet.titles, unread=unread, unit=batch.unit, by=by, today=today()
        )

    def apply(self, batch: Batch, checked: Checked, by: User) -> None:
        if not isinstance(checked, CheckedChildren):
            raise TypeError("children are applied as this importer checked them")
        write(batch, checked, by)

    def undo(self, batch: Batch, by: User) -> None:
        undo(batch, by)

    def forget(self, batch: Batch) -> int:
        rows, _of_tables = ImportedRow.objects.filter(batch=batch).delete()
        return rows
