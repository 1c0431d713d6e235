"""The tables that our way of migrating makes are those of Django's own."""

import os
import re
import subprocess
import sys

import pytest

from mangnon.config.postgres import Server, run_client
from tests.command_line import ROOT, new_home

pytestmark = pytest.mark.soak
DJANGOS = "from django.core.management import call_command; call_command('migrate', verbosity=0)"
OURS = "from mangnon.config.migrating import migrate; migrate()"


def tables_made_by(words):
    with new_home() as home, Server(home, durable=False).running() as server:
        place = {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT)}
        settings = {"DJANGO_SETTINGS_MODULE": "mangnon.config.settings"}
        subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); {words}"],
            env=os.environ | place | settings, check=True, cwd="/",
        )  # fmt: skip
        dumped = run_client("pg_dump", "--schema-only", url=server.url())
    assert dumped.returncode == 0, dumped.stderr
    return re.sub(r"\\(un)?restrict .*", "", dumped.stdout)


def test_the_tables_are_the_same(monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)  # else the machine's own pg_dump is run
    made = tables_made_by(OURS)
    assert "CREATE TABLE public.children_child " in made
    assert made == tables_made_by(DJANGOS)
