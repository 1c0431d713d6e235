"""Pages of the units: the tree of a day, loaded as it is opened, and one unit in time."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mangnon.core import access
from mangnon.core.models import AreaClass, Handover, Refused, Unit, UnitChange
from mangnon.core.reforms.handing import accept_handover
from mangnon.core.registries import UNIT_MOVERS
from mangnon.core.requests import Request
from mangnon.core.units.series import continuity_of_unit
from mangnon.ui.context import today


@require_GET
def tree(request: Request) -> HttpResponse:
    """The units at the top on a day; with `open`, also those below one unit and around it."""
    access.require(request.user, "unit.view")
    day, error = asked_day(request)
    opened = _opened(request, day)
    tops = _in_order(Unit.objects.on(day).filter(level=Unit.Level.PROVINCE))
    context = {
        "day": day,
        "error": error,
        "branches": [_branch(unit, opened, day) for unit in tops],
    }
    return render(request, "administration/units.html", context, status=422 if error else 200)


@require_GET
def below(request: Request, unit_id: int) -> HttpResponse:
    """The units right below one, as a list to put under it; without htmx the tree opened there."""
    access.require(request.user, "unit.view")
    unit = get_object_or_404(Unit, pk=unit_id)
    day, _error = asked_day(request)
    if not request.htmx:
        return redirect(f"{reverse('administration-units')}?on={day:%Y-%m-%d}&open={unit.pk}")
    branches = [{"unit": child} for child in _below(unit, day)]
    return render(request, "administration/_branches.html", {"branches": branches, "day": day})


@require_GET
def unit_page(request: Request, unit_id: int) -> HttpResponse:
    access.require(request.user, "unit.view")
    return _unit_page(request, get_object_or_404(Unit, pk=unit_id))


@require_POST
def handover_accept(request: Request, handover_id: int) -> HttpResponse:
    access.require(request.user, "handover.accept")
    mine = Handover.objects.visible_to(request.user)
    handover = get_object_or_404(mine.select_related("to_unit"), pk=handover_id)
    try:
        accept_handover(handover.pk, by=request.user)
    except Refused as refusal:
        return _unit_page(request, handover.to_unit, error=str(refusal))
    return redirect("administration-unit", handover.to_unit_id)


def _unit_page(request: Request, unit: Unit, error: str = "") -> HttpResponse:
    day = today() if unit.exists_on(today()) else unit.valid_from
    parents = Unit.objects.on(day).filter(code=unit.parent_code) if unit.parent_code else []
    handovers = Handover.objects.visible_to(request.user).open().filter(to_unit=unit)
    labels = {mover.name: mover.label for mover in UNIT_MOVERS.values()}
    context = {
        "unit": unit,
        "day": day,
        "label": unit.label_on(day),
        "parent": next(iter(parents), None),
        "spans": Unit.objects.filter(code=unit.code).order_by("valid_from"),
        "areas": AreaClass.objects.filter(unit=unit).order_by("family", "valid_from"),
        "before": _lineage(UnitChange.objects.filter(to_code=unit.code, on=unit.valid_from)),
        "after": _lineage(
            UnitChange.objects.filter(from_code=unit.code, on__gt=unit.valid_from).filter(
                on__lte=unit.valid_to or date.max
            )
        ),
        "received": _lineage(
            UnitChange.objects.filter(to_code=unit.code, on__gt=unit.valid_from)
            .filter(on__lt=unit.valid_to or date.max)
            .exclude(from_code=unit.code)
        ),
        "handovers": [
            (handover, labels.get(handover.mover, handover.mover))
            for handover in handovers.select_related("from_unit", "batch")
        ],
        "continuity": continuity_of_unit(unit).text,
        "can_accept": access.allowed(request.user, "handover.accept"),
        "error": error,
    }
    return render(request, "administration/unit.html", context, status=422 if error else 200)


def _lineage(changes: QuerySet[UnitChange]) -> list[dict[str, object]]:
    """Return the changes, each with the unit it came from and the unit it became."""
    rows = list(changes.order_by("on", "from_code", "to_code"))
    codes = {code for row in rows for code in (row.from_code, row.to_code)}
    units = list(Unit.objects.filter(code__in=codes))
    return [
        {
            "change": row,
            "percent": 100 * row.share,
            "source": next((u for u in units if _left(u, row)), None),
            "target": next(
                (u for u in units if u.code == row.to_code and u.exists_on(row.on)), None
            ),
        }
        for row in rows
    ]


def _left(unit: Unit, change: UnitChange) -> bool:
    """Say whether the unit is the one that the change came from: it stood on the day before."""
    is_over = unit.valid_to is not None and unit.valid_to < change.on
    return unit.code == change.from_code and unit.valid_from < change.on and not is_over


def asked_day(request: Request) -> tuple[date, str]:
    """Return the day that is asked for, and a sentence when what was typed is none."""
    typed = request.GET.get("on", "")
    if not typed:
        return today(), ""
    try:
        return date.fromisoformat(typed), ""
    except ValueError:
        return today(), _("“%(text)s” is not a date; choose one from the calendar.") % {
            "text": typed[:20]
        }


def _opened(request: Request, day: date) -> list[Unit]:
    """Return the unit to open and those above it, from below up."""
    typed = request.GET.get("open", "")
    unit = Unit.objects.on(day).filter(pk=typed).first() if typed.isdecimal() else None
    path: list[Unit] = []
    while unit is not None and len(path) < len(Unit.Level.values):
        path.append(unit)
        unit = Unit.objects.on(day).filter(code=unit.parent_code).first()
    return path


def _branch(unit: Unit, opened: list[Unit], day: date) -> dict[str, object]:
    """Return the unit with what is below it, as far as it is opened."""
    if unit not in opened:
        return {"unit": unit}
    return {
        "unit": unit,
        "branches": [_branch(child, opened, day) for child in _below(unit, day)],
    }


def _below(unit: Unit, day: date) -> QuerySet[Unit]:
    return _in_order(Unit.objects.on(day).filter(parent_code=unit.code))


def _in_order(units: QuerySet[Unit]) -> QuerySet[Unit]:
    return units.order_by("name_key", "code")
