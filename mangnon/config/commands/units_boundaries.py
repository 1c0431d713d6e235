"""mangnon units boundaries"""

import argparse

from mangnon.config.commands.people import person
from mangnon.config.run import answer
from mangnon.core.units.boundary_loading import load_boundaries


def boundaries(options: argparse.Namespace) -> int:
    """Load the boundaries that maps are drawn from."""
    count = load_boundaries(options.file, by=person(options))
    answer({"boundaries": count}, options, f"Có ranh giới của {count} đơn vị.")
    return 0
