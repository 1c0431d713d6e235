"""mangnon units load | crosswalk"""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.models import Unit
from mangnon.core.units.crosswalk import crosswalk as core_crosswalk
from mangnon.core.units.loading import load_units
from mangnon.engine.crosswalk import Share, UnitKey
from mangnon.ui import formats


def load(options: argparse.Namespace) -> int:
    loaded = load_units(options.units, options.changes, options.area_classes, by=person(options))
    value = {
        "units": loaded.units,
        "changes": loaded.changes,
        "new_units": loaded.new_units,
        "new_changes": loaded.new_changes,
        "area_classes": loaded.area_classes,
    }
    text = f"Có {loaded.units} đơn vị và {loaded.changes} thay đổi ({loaded.new_units} đơn vị mới)."
    answer(value, options, text)
    return 0


def crosswalk(options: argparse.Namespace) -> int:
    """What part of each unit of one day lies in which unit of another."""
    shares = core_crosswalk(options.start, options.end)
    rows = [
        {
            "from": share.source[0],
            "from_valid": share.source[1].isoformat(),
            "to": share.target[0],
            "to_valid": share.target[1].isoformat(),
            "share": float(share.share),
            "estimated": share.is_estimated,
            "basis": share.basis,
        }
        for share in shares
    ]
    names = _names()
    answer(rows, options, "\n".join(_line(share, names) for share in shares))
    return 0


def _names() -> dict[UnitKey, str]:
    """Return each unit that ever was, by code and first day, with its code and its name."""
    units = Unit.objects.all()
    return {(unit.code, unit.valid_from): f"{unit.code} {unit}" for unit in units}


def _line(share: Share, names: dict[UnitKey, str]) -> str:
    part = formats.number(round(100 * float(share.share), 2))
    mark = " (ước tính)" if share.is_estimated else ""
    return f"{names[share.source]} → {names[share.target]}: {part}%{mark}"
