"""The worker beside the site does what was queued, comes back when it dies, and loses no job."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from mangnon.config.postgres import Server
from mangnon.core.tasks import MOST_ATTEMPTS, take_up
from tests.command_line import ROOT, processes_of
from tests.config.test_serve import home, served, wait_until  # noqa: F401 - fixtures

TASK = "procrastinate.builtin_tasks.remove_old_jobs"


def workers(folder: Path) -> list[int]:
    words = {pid: Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0") for pid in running(folder)}
    return [pid for pid, said in words.items() if b"procrastinate" in said and b"worker" in said]


def running(folder: Path) -> list[int]:
    return [pid for pid in processes_of(folder) if Path(f"/proc/{pid}/cmdline").exists()]


def queue(url: str) -> None:
    subprocess.run(
        [sys.executable, "manage.py", "procrastinate", "defer", TASK, '{"max_hours": 1}'],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )


def states(url: str) -> list[str]:
    with psycopg.connect(url) as database:
        found = database.execute(
            "SELECT status::text FROM procrastinate_jobs WHERE task_name LIKE %s ORDER BY id",
            [f"%{TASK}"],
        )
        return [state for (state,) in found]


@pytest.mark.usefixtures("served")
def test_what_is_queued_is_done_also_by_a_worker_that_took_a_dead_ones_place(home):  # noqa: F811
    url = Server(home).url()
    wait_until(lambda: workers(home), "no worker was started")
    queue(url)
    wait_until(lambda: states(url) == ["succeeded"], "the job was not done")
    first = workers(home)
    for pid in first:
        os.kill(pid, signal.SIGKILL)
    queue(url)
    wait_until(lambda: states(url) == ["succeeded"] * 2, "no new worker did the job")
    assert not set(first) & set(workers(home))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("attempts", "state"), [(0, "todo"), (MOST_ATTEMPTS, "failed")])
def test_a_job_whose_worker_died_is_queued_again_but_not_for_ever(attempts, state):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)"
            " VALUES ('default', 'x', '{}', 'doing', %s) RETURNING id",
            [attempts],
        )
        (number,) = cursor.fetchone()
        async_to_sync(take_up.func)(0)
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [number])
        assert cursor.fetchone() == (state,)
