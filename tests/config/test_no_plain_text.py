"""After a home was filled, no identity number and no phone is anywhere in it as plain text."""

import os
import re
import subprocess
import sys

import psycopg
import pytest

from mangnon.config.postgres import Server, run_client
from tests.command_line import ROOT, SMALL_DEMO, made_home, mangnon

# Runs of digits, and what may stand between them in a number that was written down.
DIGITS = re.compile(rb"[0-9O]{9,}|[0-9]{3} [0-9]{3} [0-9]{6}")
KNOWN = """
from mangnon.config.home import ready
with ready():
    from mangnon.children.models import Child, Guardian
    for child in Child.objects.all():
        print(child.identity_number)
    for guardian in Guardian.objects.all():
        print(guardian.phone)
"""


@pytest.fixture(scope="module")
def home():
    with made_home(*SMALL_DEMO) as folder:
        assert mangnon("keys", "rotate", home=folder).returncode == 0
        assert mangnon("keys", "rotate", "--index", home=folder).returncode == 0
        yield folder


@pytest.fixture(scope="module")
def known(home):
    """Every number and phone of the home, as their records open them."""
    kept = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"}
    kept |= {"MANGNON_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", KNOWN],
        env=kept | {"DJANGO_SETTINGS_MODULE": "mangnon.config.settings"},
        capture_output=True,
        check=True,
    )
    found = {line for line in done.stdout.splitlines() if len(line) >= 9}
    assert len(found) > 800
    return found


def plain_in(content, known):
    """Return the known numbers that stand in the content, also within a longer run of digits."""
    lengths = {len(number) for number in known}
    found = set()
    for run in DIGITS.findall(content):
        for length in lengths:
            found |= {run[i : i + length] for i in range(len(run) - length + 1)} & known
    return found


def test_the_search_finds_a_number_in_whatever_surrounds_it(known):
    one = sorted(known)[0]
    for around in (b"%s", b"\x00%s\xff", b'{"a": "%s"}', b"123%s456"):
        assert plain_in(around % one, known) == {one}


def test_no_file_of_the_home_holds_one_neither_tables_nor_wal_nor_snapshots(home, known):
    files = [file for file in home.rglob("*") if file.is_file()]
    assert {"postgres", "snapshots", "reports", "keys"} <= {
        f.relative_to(home).parts[0] for f in files
    }
    assert (home / "postgres.log").exists()
    holding = {str(file): plain_in(file.read_bytes(), known) for file in files}
    assert {name: found for name, found in holding.items() if found} == {}


def test_no_column_of_any_table_and_no_dump_holds_one(home, known, tmp_path, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)  # the home's own server, not the tests'
    with Server(home).running() as server:
        url = server.url()
        dump = tmp_path / "dump.sql"
        assert run_client("pg_dump", f"--file={dump}", url=url).returncode == 0
        rows = 0
        with psycopg.connect(url) as connection:
            tables = connection.execute(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            ).fetchall()
            for (table,) in tables:
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    rows += 1
                    content = b"\n".join(
                        value if isinstance(value, bytes) else str(value).encode() for value in row
                    )
                    assert not plain_in(content, known), table
    assert rows > 5000
    assert plain_in(dump.read_bytes(), known) == set()
