"""The pages of the cascade check: all targets at once, and the units behind one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mangnon.core import access
from mangnon.core.models import Refused, Unit
from mangnon.core.requests import Request, number_in
from mangnon.dashboards.units_on import Chosen, choose, day_of
from mangnon.indicators.cascade import telling
from mangnon.indicators.cascade.asking import Cascade, find_cascade
from mangnon.indicators.cascade.checking import Check, Line
from mangnon.indicators.models import Run
from mangnon.indicators.services import newest_run
from mangnon.indicators.shelves import Shelf
from mangnon.ui.formats import value_with_unit

LIST, ONE = "dashboards/cascade/check.html", "dashboards/cascade/leaf.html"


@dataclass(frozen=True)
class Row:
    """A check with its words, as a line of the list or the head of its page."""

    check: Check
    level: str

    @property
    def now(self) -> str:
        definition = self.check.definition
        value = self.check.now.value if self.check.now else None
        return value_with_unit(value, definition.unit, definition.decimals)

    @property
    def reached(self) -> str:
        return telling.reached_text(self.check)

    @property
    def gap(self) -> str:
        return telling.gap_text(self.check)

    @property
    def sentence(self) -> str:
        return telling.reaches(self.check, self.level)

    @property
    def notes(self) -> list[str]:
        return list(telling.notes(self.check, self.level))

    @property
    def lines(self) -> list[tuple[Line, str, str]]:
        """Return the units, those that would have to take most first, with amounts in words."""
        in_order = sorted(self.check.lines, key=lambda line: -line.takes)
        return [(line, self._now(line), telling.takes_text(self.check, line)) for line in in_order]

    def _now(self, line: Line) -> str:
        """Return the unit's latest figure, where it is told."""
        stand = line.stand
        if stand.is_hidden or stand.amount is None or not stand.weight:
            return ""
        return telling.own_value_text(self.check, stand)


@require_GET
def cascade(request: Request) -> HttpResponse:
    asked = _asked(request)
    if isinstance(asked, str):
        return render(request, LIST, {"why_not": asked})
    found, units_on = asked
    rows = [Row(check, found.level) for check in found.checks(with_takes=False)]
    missed = [row for row in rows if row.check.whole and not row.check.whole.is_met]
    return render(request, LIST, _around(found, units_on) | {"rows": rows, "missed": missed})


@require_GET
def cascade_leaf(request: Request, leaf: str) -> HttpResponse:
    asked = _asked(request)
    if isinstance(asked, str):
        return render(request, LIST, {"why_not": asked})
    found, units_on = asked
    checks: Sequence[Check] = found.checks(leaf)
    if not checks:
        raise Http404(leaf)
    row = Row(checks[0], found.level)
    return render(request, ONE, _around(found, units_on) | {"row": row, "check": row.check})


def _asked(request: Request) -> tuple[Cascade, Chosen] | str:
    """Return what is asked for, or why nothing can be said; Http404 outside the person's scope."""
    user = request.user
    access.require(user, "plan.view")
    access.require(user, "indicator.view")
    run = newest_run(user)
    if run is None or user.unit is None:
        return _("Nothing has been computed yet; the check needs the units' latest figures.")
    shelf, units_on = choose(run, day_of(request.GET), user)
    above = _unit(request, shelf)
    if above.level == Unit.Level.COMMUNE:
        return _("The check adds up the units below a district or a province.")
    try:
        found = find_cascade(
            run, shelf, above, year=_year(request, run), level=request.GET.get("level", "")
        )
    except Refused as refusal:
        return str(refusal)
    if not found.levels:
        return _("The check adds up the units below a district or a province.")
    return found, units_on


def _unit(request: Request, shelf: Shelf) -> Unit:
    """Return the unit that is asked for, the person's own by default."""
    code, own = request.GET.get("unit", ""), shelf.by.unit
    home = shelf.home(own) if own else None
    if home is None:
        raise Http404(code)
    for unit in (home, *shelf.subtree(home)):
        if code in {"", unit.code} and shelf.may_show(unit):
            return unit
    raise Http404(code)


def _year(request: Request, run: Run) -> int:
    year = number_in(request.GET, "year")
    return year if year and 1990 <= year <= 2100 else run.snapshot.as_of.year


def _around(found: Cascade, units_on: Chosen) -> dict[str, object]:
    return {
        "found": found,
        "units_on": units_on,
        "levels": [(level, telling.units_word(level)) for level in found.levels],
        "kept": {"year": found.plan.year, "unit": found.above.code, "level": found.level},
        "query": f"year={found.plan.year}&unit={found.above.code}{units_on.address}",
    }
