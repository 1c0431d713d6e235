"""The command line: a contract that tests and scripts outside the project rely on.

With --json a command prints exactly one JSON document on standard output. Everything meant for a
person goes to standard error. Exit status: 0 done; 1 a check failed; 2 wrong usage or bad input.
"""

import argparse
import importlib
import os
import signal
import sys
from typing import NoReturn

from mangnon.config.arguments import (
    cases,
    documents,
    figures,
    people,
    plans,
    registers,
    reports,
    running,
)
from mangnon.config.arguments.common import Parser

DEMO_TODAY = "2025-10-31"


def build_parser() -> argparse.ArgumentParser:
    parser = Parser(prog="mangnon", description="Măng Non: vận hành kế hoạch công tác trẻ em.")
    groups = parser.add_subparsers(dest="group", required=True, metavar="LỆNH", parser_class=Parser)
    for add in (
        running.add_running,
        plans.add_plans,
        plans.add_units,
        plans.add_organisations,
        registers.add_children,
        registers.add_places,
        cases.add_cases,
        figures.add_values,
        figures.add_snapshot,
        figures.add_indicators,
        figures.add_engine,
        figures.add_catalog,
        reports.add_reports,
        reports.add_funding,
        documents.add_documents,
        people.add_access,
        people.add_people,
        running.add_upkeep,
    ):
        add(groups)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = build_parser().parse_args(arguments)
    os.umask(0o077)  # snapshots, documents and reports are for their owner alone
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _terminate)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mangnon.config.settings")
    if options.group == "demo":
        os.environ.setdefault("MANGNON_TODAY", DEMO_TODAY)
    try:
        status: int = importlib.import_module("mangnon.config.run").run(options)
        return status
    except KeyboardInterrupt:
        return 130


def _terminate(signum: int, frame: object) -> NoReturn:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
