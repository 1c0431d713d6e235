"""Loading area classes: which units are khu vực III, miền núi, biên giới, …, and when."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from mangnon.core.csv_rows import rows_of_file
from mangnon.core.models import Refused, Unit
from mangnon.core.units.area_class import AreaClass
from mangnon.core.units.rows import AREA_COLUMNS, area_of_row
from mangnon.core.units.rules import written


def load_areas(file: Path) -> int:
    """Load the classes; a row belongs to the unit that carries its code on the row's first day."""
    spans: dict[str, list[Unit]] = defaultdict(list)
    for unit in Unit.objects.all():
        spans[unit.code].append(unit)
    known = {_key(area): area for area in AreaClass.objects.select_related("unit")}
    read: dict[tuple[object, ...], AreaClass] = {}
    for row, where in rows_of_file(file, AREA_COLUMNS):
        code, area = area_of_row(row, where)
        area.unit = _unit_of(area, spans[code], code, where)
        if _key(area) in read:
            raise Refused(
                _("%(where)s: “%(row)s” stands there twice for unit %(code)s; remove one.")
                % {"where": where, "row": area, "code": code}
            )
        known.pop(_key(area), None)
        _require_free(area, [*known.values(), *read.values()], where)
        read[_key(area)] = area
    AreaClass.objects.bulk_create(
        read.values(),
        update_conflicts=True,
        unique_fields=["unit", "kind", "valid_from"],
        update_fields=["family", "valid_to", "legal_basis", "certainty"],
    )
    return len(read)


def _key(area: AreaClass) -> tuple[object, ...]:
    return area.unit_id, area.kind, area.valid_from


def _unit_of(area: AreaClass, spans: list[Unit], code: str, where: str) -> Unit:
    """Return the unit of the class, which must last as long as the class does."""
    unit = next((unit for unit in spans if unit.exists_on(area.valid_from)), None)
    named = {"where": where, "code": code, "day": written(area.valid_from)}
    if unit is None:
        raise Refused(
            _("%(where)s: there is no unit %(code)s on %(day)s; correct the code or the date.")
            % named
        )
    end = unit.valid_to
    if end is not None and (area.valid_to is None or area.valid_to > end):
        raise Refused(
            _(
                "%(where)s: unit %(code)s ends on %(day)s; end the class on that day and write a "
                "row for the unit that follows."
            )
            % (named | {"day": written(end)})
        )
    return unit


def _require_free(area: AreaClass, others: list[AreaClass], where: str) -> None:
    """Refuse a class while the unit is of another of the same family, as khu vực I and II."""
    for other in others:
        is_beside = (other.valid_to or date.max) <= area.valid_from or (
            area.valid_to or date.max
        ) <= other.valid_from
        if (other.unit_id, other.family) == (area.unit_id, area.family) and not is_beside:
            raise Refused(
                _("%(where)s: unit %(code)s is “%(other)s” in those days; correct the dates.")
                % {"where": where, "code": area.unit.code, "other": other}
            )
