"""A command loads what it needs: what reads sheets, computes and draws costs every start."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings

from tests.command_line import ROOT

HEAVY = {
    "altair", "docx", "duckdb", "fastexcel", "holidays", "lxml", "numpy", "openpyxl", "polars",
    "pyarrow", "pypdfium2", "rich", "scipy", "splink", "sqlglot", "vl_convert", "xlsxwriter",
}  # fmt: skip
# Commands that look up or write a few rows.
LIGHT = (
    "access", "accounts", "audit", "backup", "calendar_show", "keys", "organisations", "people",
    "serve", "units",
)  # fmt: skip


def loaded_by(*lines):
    """Return the names of the packages in a process that ran the lines."""
    program = "\n".join([*lines, "import json, sys", "print(json.dumps(list(sys.modules)))"])
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    return {name.split(".")[0] for name in json.loads(done.stdout)}


def test_the_command_line_itself_needs_only_the_standard_library():
    loaded = loaded_by("from mangnon.config.cli import build_parser", "build_parser()")
    assert "mangnon" in loaded
    assert loaded & (HEAVY | {"django", "pydantic", "psycopg", "yaml"}) == set()


@pytest.mark.parametrize("command", LIGHT)
def test_a_light_command_loads_nothing_heavy(command):
    loaded = loaded_by(
        "import os, django, importlib",
        "os.environ['DJANGO_SETTINGS_MODULE'] = 'mangnon.config.settings'",
        "django.setup()",
        f"importlib.import_module('mangnon.config.commands.{command}')",
    )
    assert "django" in loaded
    assert loaded & HEAVY == set()


def test_reading_a_plan_loads_what_reads_documents_and_no_engine():
    loaded = loaded_by("import mangnon.config.commands.plan_read")
    assert "lxml" in loaded
    assert loaded & (HEAVY - {"lxml"}) == set()


def test_the_worker_knows_the_jobs_of_every_app():
    files = (ROOT / "mangnon").glob("*/tasks.py")
    found = {f"mangnon.{file.parent.name}.tasks" for file in files}
    assert found == set(settings.PROCRASTINATE_IMPORT_PATHS)
