"""The live figure beside the official one: what it is, how old, and how far it is from it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from mangnon.core.models import Unit, User
from mangnon.dashboards.figures import Figure
from mangnon.engine.definitions import Definition
from mangnon.engine.flags import SUPPRESSED, flag_sentences, is_of_units
from mangnon.indicators.live.reading import LiveFigure, LiveFigures, live_figures
from mangnon.indicators.series import measured_by
from mangnon.ui import formats

DECIMALS_OF_A_DIFFERENCE = 2


@dataclass(frozen=True)
class LiveLine:
    """One leaf of one unit, live, beside the figure of the newest snapshot."""

    official: Figure
    told: LiveFigures

    @property
    def figure(self) -> LiveFigure | None:
        return self.told.figures.get(self.official.leaf)

    @property
    def moment(self) -> datetime | None:
        """Return up to when entries are in it; what agencies report is read as it stands."""
        if self.figure is not None and not self._definition.is_computed:
            return timezone.now()
        return self.told.computed_at

    @property
    def moment_text(self) -> str:
        """Return the time, with its day where that is not today."""
        if self.moment is None:
            return ""
        moment = timezone.localtime(self.moment)
        day = "" if moment.date() == timezone.localdate() else f" {moment:%d/%m/%Y}"
        return f"{moment:%H:%M:%S}{day}"

    @property
    def is_waiting(self) -> bool:
        return self.told.is_waiting and self._definition.is_computed

    @property
    def value_text(self) -> str:
        if self.figure and SUPPRESSED in self.figure.flags:
            return formats.HIDDEN
        value = self.figure.value if self.figure else None
        if value is None:
            return _("no figure")
        return formats.value_with_unit(value, self._definition.unit, self._definition.decimals)

    @property
    def fraction(self) -> str:
        if self.figure is None:
            return ""
        return formats.fraction_text(self.figure.numerator, self.figure.denominator)

    @property
    def difference(self) -> str:
        """Return how far it is from the official figure, "" where the two cannot be compared."""
        live, official = self.figure, self.official.result
        if self._is_redefined or live is None or live.value is None or official.value is None:
            return ""
        parts = [_signed(live.value - official.value, DECIMALS_OF_A_DIFFERENCE) + self._measure]
        if isinstance(official.numerator, int) and isinstance(official.denominator, int):
            by = (live.numerator or 0) - official.numerator
            of = (live.denominator or 0) - official.denominator
            if live.value == official.value and not by and not of:
                return _("no difference")
            counts = _("numerator %(by)s, denominator %(of)s")
            parts.append(counts % {"by": _signed(by), "of": _signed(of)})
        return "; ".join(parts)

    @property
    def cautions(self) -> list[str]:
        """Return what else is to be known of it: parts that are missing, people counted twice."""
        flags = filter(is_of_units, self.figure.flags) if self.figure else ()
        said = [*self.told.problems, *flag_sentences(flags)]
        if self._is_redefined:
            said.append(_("The official figure was measured by another definition."))
        if self.told.has_exchanged:
            said.append(
                _(
                    "A reform passed children over the border of this unit; what was reported of "
                    "them before stays with the unit that reported it."
                )
            )
        return said

    @property
    def state(self) -> str:
        """Return a short text that is another one whenever the line would be."""
        figure, computed = self.figure, self._definition.is_computed
        said = (figure, self.told.computed_at if computed else "", self.is_waiting, self.cautions)
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]

    @property
    def _is_redefined(self) -> bool:
        now = self.told.definitions.get(self.official.leaf)
        return now is not None and measured_by(now) != measured_by(self._definition)

    @property
    def _definition(self) -> Definition:
        return self.official.definition

    @property
    def _measure(self) -> str:
        suffix = formats.UNIT_SUFFIXES[self._definition.unit]
        return " " + _("percentage points") if suffix == "%" else suffix


def live_line(official: Figure, unit: Unit, *, by: User) -> LiveLine:
    return LiveLine(official, live_figures(unit, by=by, leaf=official.leaf))


def _signed(difference: float, decimals: int = 0) -> str:
    text = formats.number(abs(difference), decimals)
    if not round(difference, decimals):
        return text
    return ("+" if difference > 0 else "\N{MINUS SIGN}") + text
