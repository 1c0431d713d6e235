"""The list behind a gap for the command line: numbers of records, never a name of a child."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mangnon.core.models import User
from mangnon.core.units.territories import unit_key
from mangnon.engine.behind.missing import hidden_words, missing_words, why_no_list
from mangnon.indicators.asked import figure_of
from mangnon.indicators.gaps.children import ChildrenBehind
from mangnon.indicators.gaps.gap import Gap, Kind
from mangnon.indicators.gaps.places import PlacesBehind
from mangnon.indicators.gaps.rights import require_rights
from mangnon.indicators.models import Run
from mangnon.indicators.shelves import shelf_of


def told_gap(
    run: Run, *, leaf: str, unit_code: str | None, by: User, units_on: date | None = None
) -> dict[str, Any]:
    """Return the list behind a figure; Refused when the person may see no such figure.

    `count` is how many the frozen figure lacks, None where it is hidden from the person; `rows` are
    those whom the person sees today.
    """
    shelf = shelf_of(run, units_on, by)
    asked = figure_of(run, leaf=leaf, unit_code=unit_code, shelf=shelf)
    gap = Gap(run, asked.leaf, asked.unit, shelf)
    told: dict[str, Any] = {"leaf": gap.leaf, "unit": gap.unit.code, "snapshot": run.snapshot.code}
    if why_not := why_no_list(gap.definition):
        return told | {"count": None, "rows": [], "why_none": why_not, "text": why_not}
    require_rights(by, gap.definition, gap.catalog)
    rows = _children(gap, by) if gap.kind is Kind.CHILDREN else _places(gap, by)
    if gap.is_hidden:
        said = [hidden_words(gap.noun), *(_line(row) for row in rows)]
        return told | {"count": None, "rows": rows, "why_none": "", "text": "\n".join(said)}
    count = len(gap.missing)
    said = [missing_words(gap.definition, gap.noun, count), *(_line(row) for row in rows)]
    if elsewhere := count - len(rows):
        said.append(_("%(n)s more are not within the scope.") % {"n": elsewhere})
    return told | {"count": count, "rows": rows, "why_none": "", "text": "\n".join(said)}


def _children(gap: Gap, by: User) -> list[dict[str, Any]]:
    return [
        {"child": str(line.child.pk), "unit": line.child.unit.code, "why": line.why}
        for line in ChildrenBehind(gap, by).everybody()
    ]


def _places(gap: Gap, by: User) -> list[dict[str, Any]]:
    return [
        {
            "place": str(line.place.pk) if line.place else None,
            "unit": line.unit.code,
            "unit_valid_from": unit_key(line.unit)[1].isoformat(),
            "name": line.name,
            "why": line.why,
        }
        for line in PlacesBehind(gap, by).lines()
    ]


def _line(row: dict[str, Any]) -> str:
    return f"{row['unit']:>6} {row.get('name') or row['child']} {row['why']}".rstrip()
