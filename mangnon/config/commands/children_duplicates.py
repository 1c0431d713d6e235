"""mangnon children duplicates"""

import argparse
import os
import time

from mangnon.children.duplicates.searching import search_duplicates
from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.ui.formats import number


def duplicates(options: argparse.Namespace) -> int:
    """Write the pairs that may be of one child to a file that only its owner may read."""
    started = time.monotonic()
    # Opened before the long search: a place that cannot be written to is told at once.
    descriptor = os.open(options.out, os.O_CREAT | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        pairs = search_duplicates(by=person(options), is_taken=True)
        os.fchmod(descriptor, 0o600)
        file.truncate()
        pairs.write_csv(file)
    seconds = round(time.monotonic() - started, 2)
    value = {"pairs": len(pairs), "file": str(options.out), "seconds": seconds}
    text = f"{number(len(pairs))} cặp hồ sơ có thể là của một em, ghi vào {options.out}."
    answer(value, options, text)
    return 0
