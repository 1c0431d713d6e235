"""Tasks, as the intake imports them: only what is there is updated, nothing is made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mangnon.core.models import Unit, User
from mangnon.intake.batch import Batch
from mangnon.intake.importers import Checked, Column
from mangnon.plans.work.rights import done_by
from mangnon.plans.work.sheet.checking import CheckedTasks, check
from mangnon.plans.work.sheet.columns import columns
from mangnon.plans.work.sheet.writing import take_back, write
from mangnon.plans.work.updated_task import UpdatedTask
from mangnon.ui.context import now
from mangnon.ui.formats import date_text

if TYPE_CHECKING:
    from mangnon.intake.reading.sheet import Sheet


class TaskImporter:
    kind = "task"
    label = _("Progress of tasks")
    needs = "task.do"
    own_only = True  # a sheet tells of tasks that other agencies of the unit do not see

    def columns(self) -> Sequence[Column]:
        return columns()

    def page(self, batch: Batch) -> str:
        return reverse("plans:tasks")

    def prefilled(self, unit: Unit, by: User) -> Iterable[Mapping[str, object]]:
        tasks = done_by(by).filter(unit=unit).open().select_related("organisation", "unit")
        for task in tasks.order_by("due_on", "pk"):
            yield {
                "number": str(task.pk), "title": task.title, "doer": task.doer,
                "due": date_text(task.due_on), "state": task.state, "percent": task.percent,
            }  # fmt: skip

    def check(self, sheet: Sheet, batch: Batch, by: User) -> Checked:
        unread = {problem.row for problem in sheet.problems if not problem.is_warning}
        return check(sheet.rows, unread=unread, by=by)

    def apply(self, batch: Batch, checked: Checked, by: User) -> None:
        if not isinstance(checked, CheckedTasks):
            raise TypeError("tasks are applied as this importer checked them")
        write(batch, checked, by=by, now=now())

    def undo(self, batch: Batch, by: User) -> None:
        take_back(batch, by)

    def forget(self, batch: Batch) -> int:
        rows, _of_tables = UpdatedTask.objects.filter(batch=batch).delete()
        return rows
