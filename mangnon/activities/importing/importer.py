"""Sign-in lists, as the intake imports them: of the activity on whose page the file came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import polars as pl
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mangnon.activities.activity import Activity
from mangnon.activities.attendance.entering import (
    child_or_adult,
    made_of,
    recount,
    require_list,
    require_name,
)
from mangnon.activities.attendance.matching import Known
from mangnon.activities.attendance.new_participant import NewParticipant
from mangnon.activities.attendance.participant import Participant
from mangnon.activities.importing.columns import columns
from mangnon.activities.importing.sign_in_sheet import SignInSheet
from mangnon.activities.keeping import locked
from mangnon.children.names import clean_name, search_text
from mangnon.children.register import ADULT_AT, birthday_years_before
from mangnon.core.audit import record
from mangnon.core.models import Refused, Unit, User
from mangnon.intake.batch import Batch
from mangnon.intake.importers import Checked, Column, Problem, Verdict

if TYPE_CHECKING:
    from mangnon.intake.reading.sheet import Sheet

Key = tuple[str, object]


@dataclass(frozen=True)
class CheckedLines(Checked):
    found: Sequence[NewParticipant] = field(default_factory=tuple)


class AttendanceImporter:
    kind = "attendance"
    label = gettext_lazy("Sign-in list of an activity")
    needs = "activity.edit"
    own_only = True  # a list holds names that only who keeps the activity reads

    def columns(self) -> Sequence[Column]:
        return columns()

    def prefilled(self, unit: Unit, by: User) -> Iterable[Mapping[str, object]]:
        return ()

    def check(self, sheet: Sheet, batch: Batch, by: User) -> Checked:
        activity = _activity_of(batch, by)
        unread = {problem.row for problem in sheet.problems if not problem.is_warning}
        known = set(_keys(activity))
        seen: dict[Key, int] = {}
        verdicts, problems, found = list[str](), list[Problem](), list[NewParticipant]()
        for cells in sheet.rows.iter_rows(named=True):
            verdict = Verdict.REJECTED
            if cells["row"] not in unread:
                line = _line(cells, activity.from_day)
                verdict, problem = _judged(cells["row"], line, activity, known, seen)
                problems += [problem] if problem else []
                found += [line] if verdict == Verdict.NEW else []
            verdicts.append(verdict.value)
        rows = pl.DataFrame(
            {"row": sheet.rows["row"], "verdict": verdicts},
            schema={"row": sheet.rows.schema["row"], "verdict": pl.String},
        )
        return CheckedLines(rows, problems, found=found)

    def apply(self, batch: Batch, checked: Checked, by: User) -> None:
        if not isinstance(checked, CheckedLines):
            raise TypeError("sign-in lists are applied as this importer checked them")
        activity = _activity_of(batch, by)
        register = Known(activity, checked.found, by)
        for line in checked.found:
            made_of(line, activity, register, batch).save(force_insert=True)
        recount(activity)
        record(
            by, "activity.import_list", activity, unit=activity.unit, batch=str(batch.pk),
            lines=len(checked.found),
        )  # fmt: skip

    def undo(self, batch: Batch, by: User) -> None:
        activity = _activity_of(batch, by)
        lines = Participant.objects.filter(batch=batch)
        removed, _of_tables = lines.delete()
        recount(activity)
        record(
            by, "activity.undo_list", activity, unit=activity.unit, batch=str(batch.pk),
            lines=removed,
        )  # fmt: skip

    def forget(self, batch: Batch) -> int:
        return Participant.objects.filter(batch=batch).update(batch=None)


def _activity_of(batch: Batch, by: User) -> Activity:
    sheet = SignInSheet.objects.filter(batch=batch).first()
    if sheet is None:
        raise Refused(_("Bring the sign-in list in on the page of its activity."))
    activity = locked(sheet.activity_id, by)
    require_list(activity)
    return activity


def _line(cells: Mapping[str, Any], day: date) -> NewParticipant:
    """Return the line; a birth date that is not known to the day tells the age alone."""
    kind, born = cells["is_child"], cells["birth_date"]
    is_child = None if kind is None else kind == "child"
    if born is not None and cells["birth_date_precision"] != "day":
        is_child, born = born > birthday_years_before(day, ADULT_AT), None
    return NewParticipant(
        name=cells["name"] or "", birth_date=born, is_child=is_child, sex=cells["sex"] or "unknown",
        ethnic_group=cells["ethnic_group"] or "unknown",
        disability=cells["disability"] or "unknown", comes_from=(cells["comes_from"] or "")[:200],
    )  # fmt: skip


def _judged(
    row: int, line: NewParticipant, activity: Activity, known: set[Key], seen: dict[Key, int]
) -> tuple[Verdict, Problem | None]:
    column = "name"
    try:
        require_name(line)
        column = "birth_date"
        child_or_adult(line, activity.from_day)
    except Refused as refusal:
        return Verdict.REJECTED, Problem(row, column, str(refusal))
    key = (search_text(clean_name(line.name)), line.birth_date)
    if line.birth_date is None:
        return Verdict.NEW, None
    if key in known:
        return Verdict.SAME, None
    if (before := seen.setdefault(key, row)) != row:
        text = _("Row %(row)s is about this person too.") % {"row": before}
        return Verdict.REJECTED, Problem(row, "name", text)
    return Verdict.NEW, None


def _keys(activity: Activity) -> list[Key]:
    lines = Participant.objects.filter(activity=activity, birth_date__isnull=False)
    return [(search_text(line.name), line.birth_date) for line in lines]
