"""mangnon values counts | population"""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.values.loading import Loaded, load_counts, load_population


def counts(options: argparse.Namespace) -> int:
    return _told(load_counts(options.file, by=person(options)), options)


def population(options: argparse.Namespace) -> int:
    return _told(load_population(options.file, by=person(options)), options)


def _told(loaded: Loaded, options: argparse.Namespace) -> int:
    value = {"rows": loaded.rows, "new": loaded.new}
    answer(value, options, f"Đã nạp {loaded.rows} dòng, trong đó {loaded.new} dòng mới.")
    return 0
