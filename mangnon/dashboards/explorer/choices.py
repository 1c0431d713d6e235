"""What may be chosen on the page: leaves, units, breakdowns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from mangnon.core.models import Unit
from mangnon.dashboards.explorer.asked import BELOW, COMMUNES, NOW, ONE, YEARS
from mangnon.dashboards.explorer.page import Explored

Options = Sequence[tuple[str, str]]  # what stands in the address, and what the reader reads


@dataclass(frozen=True)
class Field:
    """One choice of the form; `groups` are options under a heading ("" for none)."""

    name: str
    label: str
    chosen: str
    groups: Sequence[tuple[str, Options]]


def fields_of(found: Explored) -> list[Field]:
    """Return the form's choices, each with what the reader chose."""
    choice = found.choice
    spans = [
        (ONE, _("this unit alone")),
        (BELOW, _("this unit and the level below")),
        (COMMUNES, _("this unit and all its communes")),
    ]
    times = [(NOW, _("the newest snapshot")), (YEARS, _("the years side by side"))]
    return [
        Field("leaf", _("Indicator"), choice.leaf, _leaves(found)),
        Field("unit", _("Unit"), found.unit.code, _units(found)),
        Field("span", _("How far down"), choice.span, [("", spans)]),
        Field("by", _("By"), choice.by, _breakdowns(found)),
        Field("also_by", _("Crossed with"), choice.also_by, _breakdowns(found)),
        Field("time", _("Time"), choice.time, [("", times)]),
    ]


def _breakdowns(found: Explored) -> list[tuple[str, Options]]:
    """Return the leaf's own breakdowns, and those of others: leaf and breakdown change at once."""
    catalog, own = found.source.catalog, found.source.definition
    titles = {
        name: catalog.title_of(definition, name)
        for definition in (own, *found.definitions.values())
        for name in definition.breakdowns
    }
    names = [(name, titles[name]) for name in own.breakdowns]
    others = [(name, title) for name, title in titles.items() if name not in own.breakdowns]
    return [("", [("", _("no breakdown")), *names]), (_("Of other indicators"), others)]


def _leaves(found: Explored) -> list[tuple[str, Options]]:
    definitions = found.definitions
    return [("", [(leaf, f"{leaf}. {d.title.vi}") for leaf, d in definitions.items()])]


def _units(found: Explored) -> list[tuple[str, Options]]:
    """Return the reader's units: the widest first, then each district with its communes."""
    source = found.source
    top = source.unit("")
    seen = {figure.result.unit_id: figure.result.unit for figure in source.below(top)}
    others = sorted((u for u in seen.values() if u.pk != top.pk), key=lambda unit: unit.name_key)
    districts = [unit for unit in others if unit.level == Unit.Level.DISTRICT]
    groups: list[tuple[str, Options]] = [
        ("", [(top.code, found.unit_name(top)), *map(_option, districts)])
    ]
    for above in districts or [top]:
        communes = [
            _option(unit)
            for unit in others
            if unit.level == Unit.Level.COMMUNE and unit.parent_code == above.code
        ]
        groups += [(str(above), communes)] if communes else []
    return groups


def _option(unit: Unit) -> tuple[str, str]:
    return unit.code, str(unit)
