"""Counts of protection cases: of the whole province alone, and only as the pages of cases tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from mangnon.cases.statistics.confirmed import (
    Confirmed,
    confirmed,
    hide_below,
    may_tell,
    titles,
)
from mangnon.cases.statistics.events import events_of
from mangnon.cases.statistics.figures import LEAF
from mangnon.cases.statistics.penalties import penalties_of
from mangnon.core.models import Unit
from mangnon.engine.companions import IN_REGISTERS, OWN_COUNT
from mangnon.indicators.frozen import read_frozen
from mangnon.reports.statistics.asking import Asked
from mangnon.reports.statistics.cell import NO_DATA, NOT_ASKED, Cell, counted, of_result
from mangnon.reports.statistics.column import Figures, Members
from mangnon.ui.context import today
from mangnon.ui.formats import date_text

TABLE = "abuse_cases"


@dataclass(frozen=True)
class OfCases:
    """Children ("children"), or children of events ("events"), of whom abuse was confirmed."""

    figures: Figures
    what: str

    def of(self, unit: Unit) -> Cell:
        asked = self.figures.asked
        if not _tells(asked, unit):
            return NOT_ASKED
        if self._told is None:
            return NO_DATA
        if self.what == "events":
            return counted(self._told.total)
        return of_result(self.figures.member(LEAF, OWN_COUNT, IN_REGISTERS), "numerator")

    def members(self, dimension: str) -> Members:
        asked = self.figures.asked
        if self.what == "children" or not _tells(asked, asked.unit) or self._told is None:
            return []
        named = titles(dimension).by_code
        told = self._told.members[dimension]
        return [(named[code].vi, counted(count)) for code, count in told.items()]

    @property
    def source(self) -> str:
        return _("Files of protection cases, as the snapshot froze them")

    @cached_property
    def _told(self) -> Confirmed | None:
        asked = self.figures.asked
        rows = _rows(asked)
        return confirmed(rows, asked.year, by=asked.by) if _has_begun(rows, asked.year) else None


@dataclass(frozen=True)
class OfPenalties:
    """How many penalties were issued in the year ("count"), and the sum of the fines ("amount")."""

    figures: Figures
    what: str

    def of(self, unit: Unit) -> Cell:
        asked = self.figures.asked
        if not _tells(asked, unit):
            return NOT_ASKED
        issued = penalties_of(asked.year, today(), hide_below()).whole
        if not issued.count and not _has_begun(_rows(asked), asked.year):
            return NO_DATA
        return Cell("value", getattr(issued, self.what))

    def members(self, dimension: str) -> Members:
        return []

    @property
    def source(self) -> str:
        return _("Files of protection cases, as they stood on %(day)s") % {
            "day": date_text(today())
        }


def _tells(asked: Asked, unit: Unit) -> bool:
    is_whole = unit.level == Unit.Level.PROVINCE and asked.shelf.stated_as(unit) is not None
    return is_whole and may_tell(asked.by)


def _rows(asked: Asked) -> Sequence[dict[str, Any]]:
    folder = asked.run.snapshot.folder
    return read_frozen(folder, TABLE).to_pylist() if (folder / TABLE).exists() else []


def _has_begun(rows: Sequence[dict[str, Any]], year: int) -> bool:
    """Say whether the register knew of any event of the year; of one before it, zero is unsaid."""
    return bool(events_of(rows, year))
