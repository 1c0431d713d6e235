"""mangnon indicators live"""

import argparse
from dataclasses import asdict
from typing import Any

from django.utils.timezone import localtime

from mangnon.config.run import answer
from mangnon.core.models import Refused, Unit
from mangnon.core.units.loading import local_administrator
from mangnon.core.units.province import RESULTS_ON, results_province
from mangnon.engine.definitions import leaf_order
from mangnon.engine.flags import flag_sentences, is_of_units
from mangnon.indicators.live.reading import LiveFigures, live_figures
from mangnon.indicators.live.refreshing import refresh
from mangnon.ui.context import today
from mangnon.ui.formats import fraction_text, number


def live(options: argparse.Namespace) -> int:
    refresh()
    told = live_figures(_unit(options.unit), by=local_administrator())
    answer(_as_json(told), options, _as_text(told))
    return 0


def _unit(code: str | None) -> Unit:
    """Return the unit with this code today, else on the day on which figures stand."""
    if code is None:
        return results_province()
    for day in (RESULTS_ON, today()):
        found: Unit | None = Unit.objects.on(day).filter(code=code).first()
        if found is not None:
            return found
    raise Refused(f"Không có đơn vị mã “{code}”; hãy kiểm tra --unit.")


def _as_json(told: LiveFigures) -> dict[str, Any]:
    return {
        "unit": told.unit.code,
        "unit_valid_from": told.unit.valid_from.isoformat(),
        "is_official": False,
        "as_of": told.as_of.isoformat(),
        "computed_at": told.computed_at and told.computed_at.isoformat(),
        "is_waiting": told.is_waiting,
        "problems": list(told.problems),
        "figures": [asdict(told.figures[leaf]) for leaf in sorted(told.figures, key=leaf_order)],
    }


def _as_text(told: LiveFigures) -> str:
    moment = f"{localtime(told.computed_at):%H:%M:%S}" if told.computed_at else "—"
    lines = [f"{told.unit}: số sống lúc {moment}, chưa phải số chính thức."]
    if told.is_waiting:
        lines.append("Có thay đổi đang chờ tính lại.")
    lines += told.problems
    for leaf in sorted(told.figures, key=leaf_order):
        figure = told.figures[leaf]
        value = "—" if figure.value is None else number(figure.value, 2)
        counts = fraction_text(figure.numerator, figure.denominator)
        said = " ".join(flag_sentences(filter(is_of_units, figure.flags)))
        lines.append(f"{leaf:>4} {value:>10} {counts:<20} {said}".rstrip())
    return "\n".join(lines)
