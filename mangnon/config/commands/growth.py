"""mangnon growth zscores: a file of measures with WHO's z-scores beside them; no database."""

import argparse

from mangnon.config.run import answer
from mangnon.engine.growth.files import score_file
from mangnon.engine.growth.scores import INDICES
from mangnon.ui.formats import number


def zscores(options: argparse.Namespace) -> int:
    tally = score_file(options.file, options.out)
    value = {
        "out": str(options.out),
        "rows": tally.rows,
        "scored": {index: tally.scored[index] for index in INDICES},
        "flagged": {index: tally.flagged[index] for index in INDICES},
    }
    each = ", ".join(
        f"{index} {number(tally.scored[index], 0)} ({number(tally.flagged[index], 0)} bất thường)"
        for index in INDICES
    )
    answer(value, options, f"Đã ghi {number(tally.rows, 0)} dòng vào {options.out}: {each}.")
    return 0
