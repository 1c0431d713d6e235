"""mangnon engine suppress: a plain table with its small counts hidden; no database."""

import argparse

from mangnon.config.run import answer
from mangnon.engine.suppression.sheets.files import suppress_file
from mangnon.ui.formats import number


def suppress(options: argparse.Namespace) -> int:
    tally = suppress_file(options.file, options.out, options.hide_below)
    value = {
        "out": str(options.out),
        "cells": tally.cells,
        "primary": tally.primary,
        "complementary": tally.complementary,
        "hidden": tally.primary + tally.complementary,
    }
    told = (
        f"Đã ghi {options.out}: trong {number(tally.cells, 0)} ô số đếm, ẩn "
        f"{number(tally.primary, 0)} ô nhỏ và {number(tally.complementary, 0)} ô khác để không "
        "suy ra được ô nhỏ; ô ẩn ghi “*”."
    )
    answer(value, options, told)
    return 0
