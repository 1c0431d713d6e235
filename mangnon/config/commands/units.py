"""mangnon units load"""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.units import load_units


def load(options: argparse.Namespace) -> int:
    loaded = load_units(options.units, options.changes, by=person(options))
    value = {
        "units": loaded.units,
        "changes": loaded.changes,
        "new_units": loaded.new_units,
        "new_changes": loaded.new_changes,
    }
    text = f"Có {loaded.units} đơn vị và {loaded.changes} thay đổi ({loaded.new_units} đơn vị mới)."
    answer(value, options, text)
    return 0
