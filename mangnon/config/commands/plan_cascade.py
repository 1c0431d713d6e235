"""mangnon plan cascade: what the province reaches if every unit below meets its own target."""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.refused import Refused
from mangnon.indicators.cascade.asking import told_cascade
from mangnon.indicators.services import latest_run, newest_run
from mangnon.snapshots.services import find_snapshot


def cascade(options: argparse.Namespace) -> int:
    by = person(options)
    run = latest_run(find_snapshot(options.snapshot)) if options.snapshot else newest_run(by)
    if run is None:
        raise Refused("Chưa tính chỉ tiêu nào; hãy chạy mangnon indicators compute trước.")
    told = told_cascade(
        run,
        by=by,
        year=options.year,
        unit=options.unit,
        level=options.level,
        leaf=options.leaf,
        units_on=options.units_on,
    )
    answer(told, options, told["text"])
    return 0
