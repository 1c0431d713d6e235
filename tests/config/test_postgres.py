"""The embedded server: shared by commands, never left behind, never confused with another."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import psycopg
import pytest

from mangnon.config.postgres import PostgresError, Server
from tests.command_line import ROOT, new_home

WITHIN_SECONDS = 20


@pytest.fixture
def home():
    with new_home() as folder:
        yield folder


def pid_of(server: Server) -> int:
    return int((server.data / "postmaster.pid").read_text().splitlines()[0])


def is_alive(pid: int) -> bool:
    try:
        return "postgres" in Path(f"/proc/{pid}/comm").read_text() and (
            Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] != "Z"
        )
    except OSError:
        return False


def wait_until_dead(pid: int) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while is_alive(pid):
        assert time.monotonic() < deadline, f"PostgreSQL {pid} outlived its parent"
        time.sleep(0.05)


def keeper(home: Path) -> subprocess.Popen:
    """Start a server in a process of its own, which then waits to be killed."""
    program = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from mangnon.config.postgres import Server
        Server(Path({str(home)!r}), durable=False).start()
        print("ready", flush=True)
        time.sleep(600)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=ROOT, text=True
    )
    assert process.stdout.readline().strip() == "ready"
    return process


def test_a_home_under_a_folder_nobody_may_enter_is_refused_with_the_folder(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root lends PostgreSQL another account")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with pytest.raises(PostgresError, match="closed"):
        Server(closed / "home").start()


def test_the_server_answers_as_an_ordinary_role_and_stops(home):
    server = Server(home, durable=False)
    with server.running():
        with psycopg.connect(server.url()) as connection:
            row = connection.execute(
                "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
            ).fetchone()
        assert row == (False,)
        pid = pid_of(server)
    assert not is_alive(pid)


def test_a_second_command_joins_the_running_server_and_leaves_it_running(home):
    with Server(home, durable=False).running() as first:
        pid = pid_of(first)
        with Server(home, durable=False).running() as second:
            assert second.process is None
            assert second.url() == first.url()
        assert is_alive(pid)


def test_records_survive_a_stop_and_a_start(home):
    with Server(home).running() as server, psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    with Server(home).running() as server, psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_the_server_dies_with_a_parent_that_is_killed(home):
    process = keeper(home)
    pid = pid_of(Server(home))
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    wait_until_dead(pid)


def test_a_server_that_was_killed_starts_again(home):
    process = keeper(home)
    pid = pid_of(Server(home))
    os.kill(pid, signal.SIGKILL)
    process.kill()
    process.wait()
    wait_until_dead(pid)
    with Server(home, durable=False).running() as server, psycopg.connect(server.url()) as again:
        assert again.execute("SELECT 1").fetchone() == (1,)


def test_a_home_in_folders_that_are_not_there_yet_is_made_and_reached(home):
    """A command lets nobody look into what it makes; the server's account must walk through."""
    others = os.umask(0o077)
    try:
        server = Server(home / "of" / "a" / "province", durable=False)
        with server.running(), psycopg.connect(server.url()) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        os.umask(others)


def test_two_homes_never_share_a_server(home):
    one, other = Server(home / "one", durable=False), Server(home / "other", durable=False)
    with one.running(), other.running():
        assert one.url() != other.url()
        with psycopg.connect(one.url()) as connection:
            connection.execute("CREATE TABLE only_here (a int)")
        with psycopg.connect(other.url()) as connection:
            row = connection.execute("SELECT to_regclass('only_here')").fetchone()
        assert row == (None,)
