"""Commands and the served site share one server; none takes it from another."""

import os
import signal
import subprocess
import sys
import time

import psycopg
import pytest

from mangnon.config.postgres import PostgresError, Server
from tests.command_line import ROOT, new_home

WITHIN_SECONDS = 30


def starter(home) -> subprocess.Popen:
    program = (
        "from pathlib import Path; from mangnon.config.postgres import Server\n"
        f"with Server(Path({str(home)!r}), durable=False).running():\n"
        "    print('ready', flush=True); input()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True,
    )  # fmt: skip
    assert process.stdout.readline().strip() == "ready"
    return process


def answers(server) -> bool:
    try:
        with psycopg.connect(server.url()) as connection:
            return connection.execute("SELECT 1").fetchone() == (1,)
    except psycopg.OperationalError:
        return False


def test_the_starter_waits_for_those_who_joined():
    with new_home() as home:
        first = starter(home)
        with Server(home).running() as second:
            first.stdin.write("\n")
            first.stdin.flush()
            assert second.process is None
            assert answers(second)
            assert first.poll() is None, "the starter left and took the server along"
        assert first.wait(WITHIN_SECONDS) == 0
        assert not answers(second)


def test_who_joined_can_start_it_again_when_the_starter_is_killed():
    with new_home() as home:
        first = starter(home)
        with Server(home).running() as second:
            first.send_signal(signal.SIGKILL)
            first.wait()
            deadline = time.monotonic() + WITHIN_SECONDS
            while answers(second):
                assert time.monotonic() < deadline, "the server outlived its starter"
                time.sleep(0.05)
            second.ensure_running()
            assert answers(second)
            assert second.process is not None


def test_files_of_a_home_are_for_their_owner_alone():
    with new_home() as home, Server(home, durable=False).running() as server:
        assert (home / "postgres.log").stat().st_mode & 0o077 == 0
        assert home.stat().st_mode & 0o066 == 0
        assert server.socket_folder.stat().st_mode & 0o077 == 0
        with psycopg.connect(server.url()) as connection:
            connection.execute("CREATE TABLE child (name text CHECK (name <> 'Hồ Thị Quỳnh'))")
            connection.commit()
            with pytest.raises(psycopg.errors.CheckViolation):
                connection.execute("INSERT INTO child VALUES ('Hồ Thị Quỳnh')")
        assert "Quỳnh" not in (home / "postgres.log").read_text(encoding="utf-8")


def test_a_socket_folder_that_is_a_link_is_refused_and_its_goal_left_alone(tmp_path):
    goal = tmp_path / "goal"
    goal.mkdir(mode=0o700)
    with new_home() as home:
        server = Server(home, durable=False)
        server.socket_folder.symlink_to(goal)
        try:
            with pytest.raises(PostgresError, match="thư mục riêng"):
                server.start()
        finally:
            server.socket_folder.unlink()
    assert goal.stat().st_uid == os.geteuid()
