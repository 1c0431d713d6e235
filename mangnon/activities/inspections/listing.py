"""The list of inspections, newest first: what is asked for, and one page after another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import QueryDict

from mangnon.activities.inspections.finding import InspectionFinding
from mangnon.activities.inspections.inspection import Inspection, InspectionQuerySet
from mangnon.activities.inspections.remedy import Remedy
from mangnon.core.requests import key_in, number_in

OVERDUE, REPEATED, LATE = "overdue", "repeated", "late"
STATES = (*Inspection.State.values, OVERDUE, REPEATED, LATE)


@dataclass(frozen=True)
class Wanted:
    """What a person looks for; what they typed and is no choice counts as not typed.

    Beside its own states an inspection is overdue, has found again what was wrong before, or has
    a remedy that is late.
    """

    unit: int | None = None
    place: UUID | None = None
    kind: str = ""
    state: str = ""
    year: int | None = None

    @classmethod
    def read(cls, typed: QueryDict) -> Wanted:
        kind, state = typed.get("kind", ""), typed.get("state", "")
        year = number_in(typed, "year")
        return cls(
            unit=number_in(typed, "unit"),
            place=key_in(typed, "place"),
            kind=kind if re.fullmatch(r"[a-z_]{1,30}", kind) else "",
            state=state if state in STATES else "",
            year=year if year and 1900 <= year <= 2100 else None,
        )

    def among(self, seen: InspectionQuerySet, day: date) -> InspectionQuerySet:
        found = self._in_state(seen, day)
        if self.unit is not None:
            found = found.filter(unit=self.unit)
        if self.place is not None:
            found = found.filter(place=self.place)
        if self.kind:
            found = found.filter(kind=self.kind)
        if self.year is not None:
            first, last = date(self.year, 1, 1), date(self.year, 12, 31)
            found = found.filter(planned_on__range=(first, last))
        return found

    def _in_state(self, seen: InspectionQuerySet, day: date) -> InspectionQuerySet:
        if self.state == OVERDUE:
            return seen.overdue(day)
        if self.state == REPEATED:
            again = InspectionFinding._default_manager.filter(inspection=OuterRef("pk")).repeated()
            return seen.filter(Exists(again))
        if self.state == LATE:
            late = Remedy._default_manager.filter(finding__inspection=OuterRef("pk")).late(day)
            return seen.filter(Exists(late))
        return seen.filter(state=self.state) if self.state else seen

    def address(self, **more: object) -> str:
        """Return the query that asks for the same, with what is added or said otherwise."""
        asked = {
            "unit": self.unit, "place": self.place, "kind": self.kind, "state": self.state,
            "year": self.year,
        } | more  # fmt: skip
        return urlencode({name: value for name, value in asked.items() if value})
